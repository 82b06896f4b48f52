# SPDX-License-Identifier: Apache-2.0
"""Checking a claim against given figures: true, false, or not stated."""

from item import Item

from skills import checks
from skills.tables import draw_table, look_up
from skills.wordings import WORDINGS
from skills.working import Working, comparison

FORMS = WORDINGS["claim"]
VERDICTS = {True: ("true", "对"), False: ("false", "错"), None: ("not stated", "未提及")}
ACCEPTED = {True: ["true", "right", "correct", "对", "正确"], False: ["false", "wrong", "incorrect", "错", "错误"], None: ["not stated", "未提及"]}


def compare(working, found, claimed):
    same, shown = found == claimed, comparison(int(found), claimed)
    working.note(f"found {found}, claimed {claimed}: {shown}, " + ("equal" if same else "different"),
                 f"算得 {found}，说法 {claimed}：{shown}，" + ("相同" if same else "不同"))


def claim(draw):
    working, t = Working(draw.lang), draw_table(draw, 5)
    t.other = ""
    kind = draw.pick(("value", "difference", "more", "sum", "twice", "unknown"))
    truth = draw.rng.random() < 0.5
    (a, x), (b, y) = draw.rng.sample(t.rows, 2)
    wrong = draw.rng.randint(1, 9)
    off = -wrong if wrong < x and draw.rng.random() < 0.5 else wrong
    v = t.value
    t.name_rows(working)
    if kind == "unknown":
        truth = None
        missing, single = draw.pick(t.unused), draw.rng.random() < 0.5
        a, b = (missing, b) if single or draw.rng.random() < 0.5 else (a, missing)
        text = (draw.say(f"The {v} of {a} is {x}.", f"{a}的{v}是{x}。") if single else
                draw.say(f"The {v} of {a} is more than that of {b}.", f"{a}的{v}比{b}多。"))
        if look_up(working, t, a) is not None:
            look_up(working, t, b)
    elif kind == "value":
        stated = x if truth else x + off
        text = draw.say(f"The {v} of {a} is {stated}.", f"{a}的{v}是{stated}。")
        look_up(working, t, a)
        compare(working, x, stated)
    elif kind == "more":
        truth = x > y
        text = draw.say(f"The {v} of {a} is more than that of {b}.", f"{a}的{v}比{b}多。")
        look_up(working, t, a)
        look_up(working, t, b)
        working.lines.append(comparison(x, y))
    elif kind == "twice":
        place = t.rows.index((b, y))
        y = 2 * x + (0 if truth else off)
        t.rows[place] = (b, y)
        text = draw.say(f"The {v} of {b} is twice that of {a}.", f"{b}的{v}是{a}的两倍。")
        look_up(working, t, b)
        look_up(working, t, a)
        compare(working, working.multiply(x, 2), y)
    else:
        (a, x), (b, y) = sorted([(a, x), (b, y)], key=lambda row: -row[1])
        look_up(working, t, a)
        look_up(working, t, b)
        found = working.subtract(x, y) if kind == "difference" else working.add(x, y)
        stated = int(found) + (0 if truth else -wrong if wrong < found and draw.rng.random() < 0.5 else wrong)
        text = (draw.say(f"The {v} of {a} is {stated} more than that of {b}.", f"{a}的{v}比{b}多{stated}。")
                if kind == "difference" else
                draw.say(f"Together, {a} and {b} have a {v} of {stated}.", f"{a}和{b}的{v}一共{stated}。"))
        compare(working, found, stated)
    verdict = draw.say(*VERDICTS[truth])
    question = draw.ask(FORMS["any"], f=t.csv(), c=text)
    answer = draw.say(f"The claim is **{verdict}**.", f"这个说法：**{verdict}**。")
    return Item("claim", draw.lang, question, working.text(), answer, verdict, f"claim {kind} {text} {sorted(t.rows)}",
                check=checks.text(*ACCEPTED[truth]), level=1 if kind in ("value", "more", "unknown") else 2)
