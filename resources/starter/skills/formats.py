# SPDX-License-Identifier: Apache-2.0
"""Following a format: JSON with given keys, a list of n points, an outline of slides, all on given facts alone."""

import json

from item import Item

from skills import checks
from skills.wordings import WORDINGS

FORMS = WORDINGS["format"]
TOPICS = {"en": ["water", "rail traffic", "wheat", "the library", "housing", "exports", "school meals", "forests"],
          "zh": ["用水", "铁路运输", "小麦", "图书馆", "住房", "出口", "学校午餐", "森林"]}
MEASURES = {"en": ["the cost is {n} yuan", "the demand grew by {n}%", "{n} people took part", "the area is {n} ha", "the plan covers {n} years", "{n} towns are served",
                   "the share is {n}%", "the staff numbers {n}"],
            "zh": ["费用为{n}元", "需求增长{n}%", "有{n}人参加", "面积为{n}公顷", "计划为期{n}年", "覆盖{n}个城镇", "占比为{n}%", "员工有{n}人"]}
PEOPLE = {"en": ["Anna", "Ben", "Li", "Maya", "Omar", "Tom"], "zh": ["小明", "小红", "小华", "小丽", "老王", "老李"]}
PLACES = {"en": ["Berlin", "Paris", "Rome", "Oslo", "Lima", "Cairo"], "zh": ["北京", "上海", "广州", "成都", "武汉", "西安"]}


def facts(draw, count):
    return [form.format(n=draw.number(3)) for form in draw.rng.sample(MEASURES[draw.lang], count)]


def told(draw, sentences):
    return draw.say("; ".join(sentences) + ".", "；".join(sentences) + "。")


def document(draw):
    person, place, age = draw.pick(PEOPLE[draw.lang]), draw.pick(PLACES[draw.lang]), draw.rng.randint(18, 80)
    known = {"name": (person, draw.say(f"{person} is the name", f"姓名是{person}")), "city": (place, draw.say(f"the city is {place}", f"城市是{place}")),
             "age": (age, draw.say(f"the age is {age}", f"年龄是{age}")),
             "member": (member := draw.rng.random() < 0.5, draw.say("a member" if member else "not a member", "是会员" if member else "不是会员")),
             "total": (total := draw.number(4), draw.say(f"the total is {total}", f"总额是{total}"))}
    keys = draw.rng.sample(list(known), draw.rng.randint(2, 4))
    stated = draw.rng.sample(list(known), len(known)) if draw.rng.random() < 0.4 else draw.rng.sample(keys, len(keys))
    value = {key: known[key][0] for key in keys}
    question = draw.ask(FORMS["json"], k=", ".join(keys), f=told(draw, [known[key][1] for key in stated]))
    reasoning = "\n".join(f"{key}: {json.dumps(v, ensure_ascii=False)}" for key, v in value.items())
    shown = json.dumps(value, ensure_ascii=False)
    return Item("format", draw.lang, question, reasoning, shown, shown, f"json {shown}", check=checks.document(value), level=1 if len(stated) == len(keys) else 2)


def points(draw):
    n = draw.rng.randint(2, 5)
    given = facts(draw, n)
    question = draw.ask(FORMS["list"], n=n, f=told(draw, given))
    reasoning = "\n".join(draw.say(f"point {i}: {fact}", f"第{i}点：{fact}") for i, fact in enumerate(given, 1))
    shown = "\n".join(f"{i}. {fact}" for i, fact in enumerate(given, 1))
    return Item("format", draw.lang, question, reasoning, shown, shown, f"points {given}", check=checks.points(n, given), level=1)


def outline(draw):
    slides = draw.rng.randint(2, 3)
    given, topic = facts(draw, slides * draw.rng.randint(1, 2)), draw.pick(TOPICS[draw.lang])
    share = len(given) // slides
    parts = [given[i * share:(i + 1) * share] for i in range(slides)]
    names = draw.say(["Situation", "Figures", "Outlook"], ["现状", "数据", "展望"])
    question = draw.ask(FORMS["outline"], n=slides, t=topic, f=told(draw, given))
    reasoning = "\n".join(f"{name}: " + "; ".join(part) for name, part in zip(names, parts))
    shown = f"# {topic}\n" + "\n".join(f"## {name}\n" + "\n".join(f"- {fact}" for fact in part) for name, part in zip(names, parts))
    return Item("format", draw.lang, question, reasoning, shown, topic, f"outline {topic} {given}", check=checks.points(len(given), given, headings=slides), level=3)


def follow_format(draw):
    return draw.pick((document, points, outline))(draw)
