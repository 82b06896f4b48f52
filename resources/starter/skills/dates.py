# SPDX-License-Identifier: Apache-2.0
"""Dates and weekdays: counting by months, and by the remainder of seven."""

import datetime

from item import Item

from skills import checks
from skills.wordings import WORDINGS
from skills.working import Working

FORMS = WORDINGS["date"]
DAYS = {"en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "zh": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]}


def month_length(year, month):
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.date(year, month, 1)).days


def days_between(working, first, last):
    """Month by month, from first to last."""
    if (first.year, first.month) == (last.year, last.month):
        return int(working.subtract(last.day, first.day))
    length = month_length(first.year, first.month)
    working.note(f"{first:%Y-%m} has {length} days", f"{first:%Y-%m} 有 {length} 天")
    total = int(working.subtract(length, first.day))
    year, month = first.year + first.month // 12, first.month % 12 + 1
    while (year, month) != (last.year, last.month):
        length = month_length(year, month)
        working.note(f"{year}-{month:02} has {length} days", f"{year}-{month:02} 有 {length} 天")
        total = int(working.add(total, length))
        year, month = year + month // 12, month % 12 + 1
    return int(working.add(total, last.day))


def later_date(working, first, days):
    rest = int(working.add(first.day, days))
    year, month = first.year, first.month
    while rest > (length := month_length(year, month)):
        working.note(f"{year}-{month:02} has {length} days", f"{year}-{month:02} 有 {length} 天")
        rest = int(working.subtract(rest, length))
        year, month = year + month // 12, month % 12 + 1
    result = datetime.date(year, month, rest)
    working.note(f"that is {result}", f"就是 {result}")
    return result


def weekday_later(working, start, days, lang):
    """start: 0 Monday to 6 Sunday."""
    if days >= 7:
        working.divide_with_rest(days, 7)
    rest = days % 7
    names = [DAYS[lang][(start + i) % 7] for i in range(rest + 1)]
    working.note(f"{rest} days on: " + " → ".join(names), f"往后 {rest} 天：" + "→".join(names))
    return names[-1]


def date(draw):
    kind = draw.pick(("weekday", "later", "between", "on"))
    lang, working = draw.lang, Working(draw.lang)
    first = datetime.date(draw.rng.randint(2000, 2035), 1, 1) + datetime.timedelta(draw.rng.randint(0, 364))
    span = draw.pick((draw.rng.randint(1, 30), draw.rng.randint(20, 100)))
    last, start = first + datetime.timedelta(span), draw.rng.randint(0, 6)
    values = {"a": first, "b": last, "n": span, "d": DAYS[lang][start]}
    level = 1 if span < 20 else 2
    if kind == "weekday":
        values["n"] = span = draw.rng.randint(2, 400)
        weekday_later(working, start, span, lang)
    elif kind == "later":
        later_date(working, first, span)
    else:
        days_between(working, first, last)
    if kind == "on":
        weekday_later(working, start, span, lang)
        level = 3
    if kind in ("weekday", "on"):
        result = DAYS[lang][(start + span) % 7]
        check = checks.text(result, *(["星期天", "周日"] if result == "星期日" else [result.replace("星期", "周")]))
        answer = draw.say(f"It is a **{result}**.", f"是**{result}**。")
        key = f"date weekday {start} {span}" if kind == "weekday" else f"date on {first} {span}"
    elif kind == "later":
        result, check = str(last), checks.date(last.year, last.month, last.day)
        answer, key = draw.say(f"It is **{result}**.", f"是 **{result}**。"), f"date later {first} {span}"
    else:
        result, check = str(span), checks.number(span, ["days", "day", "天"])
        answer, key = draw.say(f"There are **{result}** days.", f"相隔 **{result}** 天。"), f"date between {first} {span}"
    return Item("date", lang, draw.ask(FORMS[kind], **values), working.text(), answer, result, key, check=check, level=level)
