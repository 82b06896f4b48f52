# SPDX-License-Identifier: Apache-2.0
"""Following a format: JSON with given keys, a list of n points, an outline of slides, all on given facts alone."""

import json

from item import Item

from skills import checks
from skills.tables import CITIES, GOODS, NAMES
from skills.wordings import WORDINGS
from skills.working import numbered

FORMS = WORDINGS["format"]
TOPICS = {"en": ["water", "rail traffic", "wheat", "the library", "housing", "exports", "school meals", "forests"],
          "zh": ["用水", "铁路运输", "小麦", "图书馆", "住房", "出口", "学校午餐", "森林"]}
# what a fact is about, the fact, and the range of its figure
MEASURES = {"en": [("Cost", "the cost is {n} yuan", 5, 900), ("Demand", "the demand grew by {n}%", 2, 60), ("Participants", "{n} people took part", 2, 900),
                   ("Area", "the area is {n} ha", 2, 900), ("Duration", "the plan covers {n} years", 2, 20), ("Coverage", "{n} towns are served", 2, 60),
                   ("Share", "the share is {n}%", 2, 95), ("Staff", "the staff numbers {n}", 2, 900), ("Income", "the income is {n} yuan", 5, 900),
                   ("Savings", "{n} tons of coal are saved", 2, 90)],
            "zh": [("费用", "费用为{n}元", 5, 900), ("需求", "需求增长{n}%", 2, 60), ("参与", "有{n}人参加", 2, 900), ("面积", "面积为{n}公顷", 2, 900),
                   ("期限", "计划为期{n}年", 2, 20), ("覆盖", "覆盖{n}个城镇", 2, 60), ("占比", "占比为{n}%", 2, 95), ("员工", "员工有{n}人", 2, 900),
                   ("收入", "收入为{n}元", 5, 900), ("节约", "节约{n}吨煤", 2, 90)]}


def facts(draw, count):
    """→ (what it is about, the fact)"""
    return [(about, form.format(n=draw.rng.randint(low, high))) for about, form, low, high in draw.rng.sample(MEASURES[draw.lang], count)]


def told(draw, sentences):
    return draw.say("; ".join(sentences) + ".", "；".join(sentences) + "。")


def listed(chosen):
    """(what it is about, the fact) line by line"""
    return "\n".join(numbered(f"{about}: {fact}" for about, fact in chosen))


def known_facts(draw):
    """Key → (value, the sentence that tells it); in Chinese half of the keys are Chinese."""
    rng = draw.rng
    person, place, other = draw.pick(NAMES[draw.lang]), draw.pick(CITIES[draw.lang]), draw.pick(GOODS[draw.lang])
    age, total, price, year = rng.randint(18, 80), draw.number(4), rng.randint(2, 900), rng.randint(1995, 2035)
    member, open_now = rng.random() < 0.5, rng.random() < 0.5
    phone = "".join(rng.choice("0123456789") for _ in range(6))
    known = {"name": ("姓名", person, f"{person} is the name", f"姓名是{person}"), "city": ("城市", place, f"the city is {place}", f"城市是{place}"),
             "age": ("年龄", age, f"the age is {age}", f"年龄是{age}"), "product": ("产品", other, f"the product is {other}", f"产品是{other}"),
             "member": ("会员", member, "is a member" if member else "is not a member", "是会员" if member else "不是会员"),
             "total": ("总额", total, f"the total is {total}", f"总额是{total}"), "price": ("价格", price, f"the price is {price}", f"价格是{price}"),
             "year": ("年份", year, f"the year is {year}", f"年份是{year}"), "phone": ("电话", phone, f"the phone number is {phone}", f"电话是{phone}"),
             "open": ("营业", open_now, "is open" if open_now else "is not open", "正在营业" if open_now else "没有营业")}
    chinese_keys = draw.lang == "zh" and rng.random() < 0.5
    return {(chinese if chinese_keys else key): (value, draw.say(english_told, chinese_told))
            for key, (chinese, value, english_told, chinese_told) in known.items()}


def document(draw):
    known = known_facts(draw)
    keys = draw.rng.sample(list(known), draw.rng.randint(2, 4))
    more = draw.rng.random() < 0.4
    stated = draw.rng.sample(keys, len(keys))
    if more:
        stated += [key for key in draw.rng.sample(list(known), 2) if key not in keys]
        draw.rng.shuffle(stated)
    value = {key: known[key][0] for key in keys}
    question = draw.ask(FORMS["json"], k=", ".join(keys), f=told(draw, [known[key][1] for key in stated]))
    reasoning = "\n".join(f"{key}: {known[key][1]}" for key in keys)
    shown = json.dumps(value, ensure_ascii=False)
    return Item("format", draw.lang, question, reasoning, shown, shown, f"json {shown}", check=checks.document(value), level=1 if len(stated) == len(keys) else 2)


def points(draw):
    n = draw.rng.randint(2, 5)
    chosen = facts(draw, n)
    given = [fact for _, fact in chosen]
    question = draw.ask(FORMS["list"], n=n, f=told(draw, given))
    reasoning = listed(chosen)
    mark = "- {}" if "bullet" in question or "要点" in question else "{i}. {}"
    shown = "\n".join(mark.format(fact, i=i) for i, fact in enumerate(given, 1))
    return Item("format", draw.lang, question, reasoning, shown, shown, f"points {given}", check=checks.points(n, given), level=1)


def outline(draw):
    slides, size = draw.rng.randint(2, 3), draw.rng.randint(1, 2)
    chosen, topic = facts(draw, slides * size), draw.pick(TOPICS[draw.lang])
    given = [fact for _, fact in chosen]
    parts = [chosen[i * size : (i + 1) * size] for i in range(slides)]
    question = draw.ask(FORMS["outline"], n=slides, t=topic, f=told(draw, given))
    names = [draw.say(" and ", "与").join(about for about, _ in part) for part in parts]
    reasoning = listed(chosen) + "\n" + "\n".join(draw.say(f"slide {i}: {name}", f"第 {i} 页：{name}") for i, name in enumerate(names, 1))
    shown = f"# {topic}\n" + "\n".join(f"## {name}\n" + "\n".join(f"- {fact}" for _, fact in part) for name, part in zip(names, parts))
    return Item("format", draw.lang, question, reasoning, shown, topic, f"outline {topic} {given}",
                check=checks.points(len(given), given, headings=slides, title=topic), level=3)


def follow_format(draw):
    return draw.pick((document, points, outline))(draw)
