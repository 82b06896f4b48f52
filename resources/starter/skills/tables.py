# SPDX-License-Identifier: Apache-2.0
"""Reading a small CSV table: sum, mean, maximum, filter, and rows that contradict each other."""

from dataclasses import dataclass
from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import fixed, rounded
from skills.wordings import WORDINGS
from skills.working import Working, comparison, held_against, numbered

FORMS = WORDINGS["table"]
CITIES = {"en": ["Berlin", "Paris", "Rome", "Oslo", "Lima", "Cairo", "Delhi", "Tokyo", "Madrid", "Prague", "Vienna", "Boston", "Quito", "Seoul"],
          "zh": ["北京", "上海", "广州", "成都", "武汉", "西安", "南京", "杭州", "深圳", "天津", "重庆", "青岛", "大连", "昆明"]}
GOODS = {"en": ["tea", "rice", "milk", "bread", "salt", "oil", "sugar", "soap", "paper", "coffee", "flour", "honey"],
         "zh": ["茶叶", "大米", "牛奶", "面包", "食盐", "食油", "白糖", "肥皂", "纸张", "咖啡", "面粉", "蜂蜜"]}
NAMES = {"en": ["Anna", "Ben", "Li", "Maya", "Omar", "Tom", "Wei", "Zoe", "Sofia", "Ivan", "Nora", "Paul", "Chen", "Lucy"],
         "zh": ["小明", "小红", "小华", "小丽", "小刚", "老王", "老李", "小张", "小陈", "老赵", "小林", "小周", "小吴", "老刘"]}
MONTHS = {"en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"],
          "zh": ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月"]}
# key, its entries, and the columns it can have
TOPICS = {"en": [("city", CITIES, ["attendance", "rainfall", "budget"]), ("product", GOODS, ["revenue", "stock", "price"]),
                 ("name", NAMES, ["score", "hours", "salary"]), ("month", MONTHS, ["cost", "output", "profit"])],
          "zh": [("城市", CITIES, ["人数", "雨量", "预算"]), ("产品", GOODS, ["销量", "库存", "价格"]),
                 ("姓名", NAMES, ["得分", "工时", "工资"]), ("月份", MONTHS, ["费用", "产量", "利润"])]}
LEVEL = {"sum": 2, "mean": 3, "max": 1, "min": 1, "cell": 1, "filter": 1, "below": 1, "list": 2, "clash": 2}


@dataclass
class Table:
    key: str
    value: str
    rows: list  # (name, whole number)
    unused: list  # names that are not in it
    other: str = ""  # a second column, beside which the first stands or behind which
    others: dict = None
    behind: bool = False

    def csv(self):
        lines = [[self.key, self.value], *([name, str(number)] for name, number in self.rows)]
        if self.other:
            second = [self.other, *(str(self.others[name]) for name, _ in self.rows)]
            lines = [[line[0], more, line[1]] if self.behind else [*line, more] for line, more in zip(lines, second)]
        return "\n".join(",".join(line) for line in lines)

    def listed(self, working):
        """The column that is asked for, out of a table that has others: row by row."""
        if self.other:
            self.name_column(working)
            for name, _ in self.rows:
                self.read(working, name)

    def name_column(self, working):
        columns = ", ".join(f"{column} {i}" for i, column in enumerate(self.columns(), 1))
        working.note(f"columns: {columns}; asked: {self.value} {self.place()}", f"列：{columns}；问：{self.value} {self.place()}")

    def columns(self):
        return self.csv().split("\n")[0].split(",")

    def place(self):
        """Of the column that is asked for, from 1."""
        return self.columns().index(self.value) + 1

    def read(self, working, name):
        """A row's number out of a table that has others."""
        line = next(line for line in self.csv().split("\n")[1:] if line.split(",")[0] == name)
        number = line.split(",")[self.place() - 1]
        working.note(f"{line}, {self.place()}: {number}", f"{line}，{self.place()}：{number}")

    def name_rows(self, working):
        """What there is to look up."""
        names = ", ".join(name for name, _ in self.rows)
        working.note(f"rows: {names}", f"行：{names}")


def draw_table(draw, most=7):
    key, entries, columns = draw.pick(TOPICS[draw.lang])
    names = entries[draw.lang]
    value, other = draw.rng.sample(columns, 2)
    top = draw.pick((20, 100, 1000))
    chosen = draw.rng.sample(names, draw.rng.randint(3, most))
    numbers = draw.rng.sample(range(1, top), len(chosen))
    table = Table(key, value, list(zip(chosen, numbers)), [name for name in names if name not in chosen])
    if draw.rng.random() < 0.45:
        table.other, table.behind = other, draw.rng.random() < 0.5
        table.others = {name: draw.rng.randint(1, top) for name in chosen}
    return table


def extreme(working, table, sign):
    """The row with the largest (">") or smallest ("<") number."""
    best = table.rows[0]
    names = ("largest", "最大") if sign == ">" else ("smallest", "最小")
    working.note(f"{names[0]}: start {best[0]} {best[1]}", f"{names[1]}：先看 {best[0]} {best[1]}")
    for name, number in table.rows[1:]:
        shown = comparison(number, best[1])
        if shown.split(" ")[-2] == sign:
            working.note(f"{name} {number}: {shown}, now {name}", f"{name} {number}：{shown}，换成{name}")
            best = (name, number)
        else:
            working.note(f"{name} {number}: {shown}", f"{name} {number}：{shown}")
    working.note(f"so {best[0]}", f"所以{best[0]}")
    return best[0]


def matching(working, table, limit, sign):
    """The names of the rows above (">") or below ("<") a limit."""
    found = []
    for name, number in table.rows:
        shown = comparison(number, limit)
        fits = shown.split(" ")[-2] == sign
        if fits:
            found.append(name)
        verdict = (f"yes: {len(found)} {name}", f"是：{len(found)} {name}") if fits else ("no", "否")
        working.note(f"{name} {number}: {shown}, {verdict[0]}", f"{name} {number}：{shown}，{verdict[1]}")
    return found


def look_up(working, table, wanted):
    """A row's number, or None."""
    number = dict(table.rows).get(wanted)
    if number is None:
        working.note(f"{wanted}: not there", f"{wanted}：没有")
    elif table.other:
        table.read(working, wanted)
    else:
        working.note(f"{wanted}: {number}", f"{wanted}：{number}")
    return number


def contradiction(draw, working, table):
    """Repeats one row as it is and another with a different number. Each row's name is held against those that are known, until
    two rows differ."""
    same, other = draw.rng.sample(range(len(table.rows)), 2)
    name, number = table.rows[other]
    changed = number + draw.rng.randint(1, 9) * (-1 if number > 9 and draw.rng.random() < 0.5 else 1)
    table.rows += [table.rows[same], (name, changed)]
    draw.rng.shuffle(table.rows)
    known = {}
    for i, (seen, now) in enumerate(table.rows, 1):
        shown = held_against(working.lang, seen, known)
        if seen not in known:
            working.note(f"{i} {seen} {now}: {shown} {now}", f"{i} {seen} {now}：{shown} {now}")
            known[seen] = now
        else:
            shown += f": {seen} {known[seen]}; {comparison(now, known[seen])}"
            working.note(f"{i} {seen} {now}: {shown}, " + ("equal" if now == known[seen] else "different"),
                         f"{i} {seen} {now}：{shown}，" + ("相同" if now == known[seen] else "不同"))
            if now != known[seen]:
                break
    return name


def table(draw):
    kind, working, t = draw.pick(list(LEVEL)), Working(draw.lang), draw_table(draw)
    if kind == "clash":
        t.other = ""
    numbers = [number for _, number in t.rows]
    limit, wanted = draw.pick(numbers), draw.pick(t.rows)[0]
    if kind not in ("clash", "cell"):
        t.listed(working)
    if kind == "sum":
        result = str(working.sum_up(t.rows))
    elif kind == "mean":
        total = working.sum_up(t.rows)
        working.note(f"rows: {len(numbers)}", f"共 {len(numbers)} 行")
        working.divide(total, len(numbers), 1)
        result = fixed(rounded(Fraction(sum(numbers), len(numbers)), 1), 1)
    elif kind in ("max", "min"):
        result = extreme(working, t, ">" if kind == "max" else "<")
    elif kind in ("filter", "below", "list"):
        found = matching(working, t, limit, "<" if kind == "below" else ">")
        if kind == "list" and not found:
            return table(draw)
        listed = ", ".join(numbered(found))
        working.note(*(f"found: {listed}", f"找到：{listed}") if kind == "list" else (f"rows: {len(found)}", f"共 {len(found)} 行"))
        result = ", ".join(found) if kind == "list" else str(len(found))
    elif kind == "cell":
        if t.other:
            t.name_column(working)
        t.name_rows(working)
        result = str(look_up(working, t, wanted))
    else:
        result = contradiction(draw, working, t)
    extra = draw.say(" Round to one decimal place.", "保留一位小数。") if kind == "mean" else ""
    question = draw.ask(FORMS[kind], extra, k=t.key, v=t.value, n=limit, a=wanted)
    question = f"{t.csv()}\n\n{question}" if draw.rng.random() < 0.7 else f"{question}\n\n{t.csv()}"
    check = (checks.text(result) if kind in ("max", "min", "clash") else checks.sequence(found) if kind == "list"
             else checks.number(result))
    about = limit if kind in ("filter", "below", "list") else wanted if kind == "cell" else ""
    return Item("table", draw.lang, question, working.text(), draw.say(f"It is **{result}**.", f"是 **{result}**。"), result,
                f"table {kind} {about} {sorted(t.rows)}", check=check, level=LEVEL[kind])
