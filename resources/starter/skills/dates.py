# SPDX-License-Identifier: Apache-2.0
"""Dates and weekdays: counting by months, and by the remainder of seven."""

import datetime

from item import Item

from skills import checks
from skills.wordings import WORDINGS
from skills.working import Working, deciding

FORMS = WORDINGS["date"]
DAYS = {"en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "zh": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


def month_length(year, month):
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.date(year, month, 1)).days


def note_length(working, year, month):
    """How long a month is; for a February why."""
    if month == 2:
        short, leap = year % 100, month_length(year, 2) == 29
        by_four = f"{short}÷4={short // 4} r {short % 4}"
        working.note(f"{year}: {by_four}, " + ("a leap year" if leap else "no leap year"), f"{year} 年：{by_four}，" + ("是闰年" if leap else "不是闰年"))
    length = month_length(year, month)
    working.note(f"{year}-{month:02} has {length} days", f"{year}-{month:02} 有 {length} 天")
    return length


def days_between(working, first, last):
    """Month by month, from first to last."""
    def is_last(year, month):
        """As is written down each time, or one month too many is counted."""
        now, end = f"{year}-{month:02}", f"{last:%Y-%m}"
        steps = ", ".join(deciding(f"{month:02}", f"{last.month:02}")) if year == last.year else f"{year} < {last.year}"
        working.note(f"{now}, {end}: {steps}, " + ("the last month" if now == end else "not the last"),
                     f"{now}, {end}：{steps}，" + ("最后一个月" if now == end else "还不是最后"))
        return now == end

    year, month = first.year, first.month
    if is_last(year, month):
        return int(working.subtract(last.day, first.day))
    total = int(working.subtract(note_length(working, year, month), first.day))
    year, month = year + month // 12, month % 12 + 1
    while not is_last(year, month):
        total = int(working.add(total, note_length(working, year, month)))
        year, month = year + month // 12, month % 12 + 1
    return int(working.add(total, last.day))


def later_date(working, first, days):
    rest = int(working.add(first.day, days))
    year, month = first.year, first.month
    while working.more(rest, length := note_length(working, year, month)):
        rest = int(working.subtract(rest, length))
        year, month = year + month // 12, month % 12 + 1
    result = datetime.date(year, month, rest)
    working.note(f"that is {result}", f"就是 {result}")
    return result


def earlier_date(working, last, days):
    year, month, day = last.year, last.month, last.day
    while not working.more(day, days):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        day = int(working.add(day, note_length(working, year, month)))
    result = datetime.date(year, month, int(working.subtract(day, days)))
    working.note(f"that is {result}", f"就是 {result}")
    return result


def written(draw, day):
    """A date in words."""
    return draw.say(f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月{day.day}日")


def weekday_later(working, start, days, lang):
    """start: 0 Monday to 6 Sunday."""
    if days >= 7:
        working.divide_with_rest(days, 7)
    rest = days % 7
    names = [DAYS[lang][(start + i) % 7] for i in range(rest + 1)]
    steps = ", ".join(f"{i} {name}" for i, name in enumerate(names))
    working.note(f"{rest} days on: {steps}", f"往后 {rest} 天：{steps}")
    return names[-1]


def date(draw):
    kind = draw.pick(("weekday", "later", "earlier", "between", "on"))
    lang, working = draw.lang, Working(draw.lang)
    first = datetime.date(draw.rng.randint(2000, 2035), 1, 1) + datetime.timedelta(draw.rng.randint(0, 364))
    span = draw.pick((draw.rng.randint(1, 30), draw.rng.randint(20, 100)))
    last, start = first + datetime.timedelta(span), first.weekday() if kind == "on" else draw.rng.randint(0, 6)
    write = draw.pick((str, lambda day: written(draw, day)))
    asked = last if kind == "earlier" else first
    values = {"a": write(asked), "b": write(last), "n": span, "d": DAYS[lang][start]}
    level = 1 if span < 20 else 2
    if kind == "weekday":
        values["n"] = span = draw.rng.randint(2, 400)
        weekday_later(working, start, span, lang)
    elif kind in ("later", "earlier"):
        working.note(*(f"{asked} and {span} days later", f"{asked} 往后 {span} 天") if kind == "later" else
                     (f"{asked} and {span} days earlier", f"{asked} 往前 {span} 天"))
        (later_date if kind == "later" else earlier_date)(working, asked, span)
    else:
        if write is not str:
            working.note(f"from {first} to {last}", f"从 {first} 到 {last}")
        days_between(working, first, last)
    if kind == "on":
        weekday_later(working, start, span, lang)
        level = 3
    if kind in ("weekday", "on"):
        result = DAYS[lang][(start + span) % 7]
        check = checks.text(result, *(["星期天", "周日"] if result == "星期日" else [result.replace("星期", "周")]))
        answer = draw.say(f"It is a **{result}**.", f"是**{result}**。")
        key = f"date weekday {start} {span}" if kind == "weekday" else f"date on {first} {span}"
    elif kind in ("later", "earlier"):
        found = last if kind == "later" else first
        result, check = str(found), checks.date(found.year, found.month, found.day)
        answer, key = draw.say(f"It is **{result}**.", f"是 **{result}**。"), f"date {kind} {first} {span}"
    else:
        result, check = str(span), checks.number(span, ["days", "day", "天"])
        answer, key = draw.say(f"There are **{result}** days.", f"相隔 **{result}** 天。"), f"date between {first} {span}"
    return Item("date", lang, draw.ask(FORMS[kind], **values), working.text(), answer, result, key, check=check, level=level)
