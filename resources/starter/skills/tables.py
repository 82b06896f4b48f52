# SPDX-License-Identifier: Apache-2.0
"""Reading a small CSV table: sum, mean, maximum, filter, and rows that contradict each other."""

from dataclasses import dataclass
from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import rounded, show
from skills.wordings import WORDINGS
from skills.working import Working

FORMS = WORDINGS["table"]
TOPICS = {
    "en": [("city", "visitors", ["Berlin", "Paris", "Rome", "Oslo", "Lima", "Cairo", "Delhi", "Tokyo"]),
           ("product", "sales", ["tea", "rice", "milk", "bread", "salt", "oil", "sugar", "soap"]),
           ("name", "points", ["Anna", "Ben", "Li", "Maya", "Omar", "Tom", "Wei", "Zoe"]),
           ("month", "cost", ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"])],
    "zh": [("城市", "人数", ["北京", "上海", "广州", "成都", "武汉", "西安", "南京", "杭州"]),
           ("产品", "销量", ["茶叶", "大米", "牛奶", "面包", "食盐", "食油", "白糖", "肥皂"]),
           ("姓名", "得分", ["小明", "小红", "小华", "小丽", "小刚", "老王", "老李", "小张"]),
           ("月份", "费用", ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月"])],
}
LEVEL = {"sum": 2, "mean": 3, "max": 1, "filter": 1, "clash": 2}


@dataclass
class Table:
    key: str
    value: str
    rows: list  # (name, whole number)

    def csv(self):
        return "\n".join([f"{self.key},{self.value}", *(f"{name},{number}" for name, number in self.rows)])


def draw_table(draw, most=7):
    key, value, names = draw.pick(TOPICS[draw.lang])
    top = draw.pick((20, 100, 1000))
    chosen = draw.rng.sample(names, draw.rng.randint(3, most))
    numbers = draw.rng.sample(range(1, top), len(chosen))
    return Table(key, value, list(zip(chosen, numbers)))


def total(working, numbers):
    result = numbers[0]
    for number in numbers[1:]:
        result = working.add(result, number)
    return result


def largest(working, table):
    best = table.rows[0]
    working.note(f"start: {best[0]} {best[1]}", f"先看：{best[0]} {best[1]}")
    for name, number in table.rows[1:]:
        if number > best[1]:
            working.note(f"{name} {number} > {best[1]}, now {name}", f"{name} {number} > {best[1]}，换成{name}")
            best = (name, number)
        else:
            working.note(f"{name} {number} < {best[1]}", f"{name} {number} < {best[1]}")
    return best[0]


def count_above(working, table, limit):
    count = 0
    for name, number in table.rows:
        count += number > limit
        verdict = (f"yes ({count})", f"是（{count}）") if number > limit else ("no", "否")
        working.note(f"{name} {number}: {verdict[0]}", f"{name} {number}：{verdict[1]}")
    working.note(f"rows: {count}", f"共 {count} 行")
    return count


def contradiction(draw, working, table):
    """Repeats one row as it is and another with a different number."""
    same, other = draw.rng.sample(range(len(table.rows)), 2)
    name, number = table.rows[other]
    table.rows += [table.rows[same], (name, number + draw.pick((-1, 1)) * draw.rng.randint(1, 9))]
    draw.rng.shuffle(table.rows)
    for row, (seen, _) in enumerate(table.rows):
        earlier = [n for k, n in table.rows[:row] if k == seen]
        if earlier:
            now, before = table.rows[row][1], earlier[0]
            working.note(f"{seen}: {before} and {now}, " + ("equal" if now == before else "different"),
                         f"{seen}：{before} 和 {now}，" + ("相同" if now == before else "不同"))
    return name


def table(draw):
    kind, working, t = draw.pick(list(LEVEL)), Working(draw.lang), draw_table(draw)
    numbers = [number for _, number in t.rows]
    limit = draw.pick(numbers)
    if kind == "sum":
        total(working, numbers)
        result = show(sum(numbers))
    elif kind == "mean":
        working.divide(total(working, numbers), len(numbers), 1)
        result = show(rounded(Fraction(sum(numbers), len(numbers)), 1))
    elif kind == "max":
        largest(working, t)
        result = max(t.rows, key=lambda row: row[1])[0]
    elif kind == "filter":
        count_above(working, t, limit)
        result = str(sum(number > limit for number in numbers))
    else:
        result = contradiction(draw, working, t)
    extra = draw.say(" Round to one decimal place.", "保留一位小数。") if kind == "mean" else ""
    question = draw.ask(FORMS[kind], k=t.key, v=t.value, n=limit) + extra
    question = f"{t.csv()}\n\n{question}" if draw.rng.random() < 0.7 else f"{question}\n\n{t.csv()}"
    check = checks.text(result) if kind in ("max", "clash") else checks.number(result)
    return Item("table", draw.lang, question, working.text(), draw.say(f"It is **{result}**.", f"是 **{result}**。"), result,
                f"table {kind} {limit if kind == 'filter' else ''} {sorted(t.rows)}", check=check, level=LEVEL[kind])
