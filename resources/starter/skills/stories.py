# SPDX-License-Identifier: Apache-2.0
"""Word problems of two to four steps. The last of each list of plots is kept for the evaluation as a whole."""

from fractions import Fraction

from item import Item

from skills import checks
from skills.exact import show
from skills.working import Working

NAMES = {"en": ["Anna", "Ben", "Li", "Maya", "Omar", "Sofia", "Tom", "Wei"], "zh": ["小明", "小红", "小华", "小丽", "小刚", "老王", "老李", "小张"]}
THINGS = {"en": ["apples", "books", "pens", "tickets", "cups", "eggs", "chairs", "stamps"], "zh": ["苹果", "书", "笔", "票", "杯子", "鸡蛋", "椅子", "邮票"]}


class Plot:
    """Draws the figures of a story and tells it: `text`, its `working`, and the `result` by a formula of its own."""

    def __init__(self, draw):
        self.draw, self.rng, self.working = draw, draw.rng, Working(draw.lang)
        self.name, self.thing = draw.pick(NAMES[draw.lang]), draw.pick(THINGS[draw.lang])

    def tell(self, english, chinese, result, *figures):
        self.text, self.result, self.figures = self.draw.say(english, chinese), Fraction(result), figures
        return self


def shopping(p):
    n, price, paid_more = p.rng.randint(2, 12), p.rng.randint(2, 60), p.rng.randint(1, 50)
    paid, w = n * price + paid_more, p.working
    w.note("The cost:", "花费：")
    w.subtract(paid, w.multiply(price, n))
    return p.tell(f"{p.name} buys {n} {p.thing} at {price} yuan each and pays {paid} yuan. How much change is there?",
                  f"{p.name}买了{n}件{p.thing}，每件{price}元，付了{paid}元，应找回多少元？", paid - n * price, n, price, paid)


def two_kinds(p):
    a, x, b, y = p.rng.randint(2, 12), p.rng.randint(2, 40), p.rng.randint(2, 12), p.rng.randint(2, 40)
    other, w = p.draw.pick([t for t in THINGS[p.draw.lang] if t != p.thing]), p.working
    w.note(f"The {p.thing}:", f"{p.thing}：")
    first = w.multiply(x, a)
    w.note(f"The {other}:", f"{other}：")
    second = w.multiply(y, b)
    w.note("Together:", "合计：")
    w.add(first, second)
    return p.tell(f"{p.name} buys {a} {p.thing} for {x} yuan each and {b} {other} for {y} yuan each. What does it cost in all?",
                  f"{p.name}买{a}件{p.thing}，每件{x}元，又买{b}件{other}，每件{y}元，一共多少元？", a * x + b * y, a, x, b, y)


def giving(p):
    n, friends, each, found = p.rng.randint(40, 200), p.rng.randint(2, 6), p.rng.randint(2, 6), p.rng.randint(3, 60)
    w = p.working
    w.note("Given away:", "送出：")
    left = w.subtract(n, w.multiply(each, friends))
    w.note("With the new ones:", "加上新得的：")
    w.add(left, found)
    return p.tell(f"{p.name} has {n} {p.thing}, gives {each} to each of {friends} friends and then gets {found} more. How many are there now?",
                  f"{p.name}有{n}个{p.thing}，给{friends}个朋友每人{each}个，后来又得到{found}个，现在有多少个？",
                  n - friends * each + found, n, friends, each, found)


def journey(p):
    v, t, u, s = p.rng.randint(30, 120), p.rng.randint(2, 6), p.rng.randint(30, 120), p.rng.randint(1, 5)
    w = p.working
    w.note("First part:", "前一段：")
    first = w.multiply(v, t)
    w.note("Second part:", "后一段：")
    second = w.multiply(u, s)
    w.note("Together:", "合计：")
    w.add(first, second)
    return p.tell(f"A car drives {t} hours at {v} km/h, then {s} hours at {u} km/h. How many km is that in all?",
                  f"一辆车以每小时{v}千米行驶{t}小时，再以每小时{u}千米行驶{s}小时，共行驶多少千米？", v * t + u * s, v, t, u, s)


def sharing(p):
    people, each, lost = p.rng.randint(2, 12), p.rng.randint(3, 40), p.rng.randint(2, 30)
    n, w = people * each + lost, p.working
    w.note("What is left:", "剩下：")
    w.divide(w.subtract(n, lost), people)
    return p.tell(f"There are {n} {p.thing}. {lost} are broken and the rest is shared by {people} people equally. How many does each get?",
                  f"有{n}个{p.thing}，坏了{lost}个，其余平均分给{people}人，每人得多少个？", each, n, lost, people)


def discount(p):
    price, off, n = p.rng.randint(2, 60) * 10, p.draw.pick((10, 20, 25, 30, 50)), p.rng.randint(2, 9)
    w = p.working
    w.note(f"{off}% of {price}:", f"{price} 的 {off}%：")
    w.note("The reduced price:", "折后单价：")
    cheap = w.subtract(price, w.multiply(w.divide(price, 100), off))
    w.note(f"For {n}:", f"{n} 件：")
    w.multiply(cheap, n)
    return p.tell(f"A coat costs {price} yuan and is reduced by {off}%. What do {n} coats cost now?",
                  f"一件衣服{price}元，降价{off}%，买{n}件共多少元？", Fraction(price * (100 - off) * n, 100), price, off, n)


def saving(p):
    income, rent, food, months = p.rng.randint(40, 120) * 100, p.rng.randint(10, 20) * 100, p.rng.randint(8, 19) * 100, p.rng.randint(2, 12)
    w = p.working
    w.note("Left each month:", "每月剩余：")
    monthly = w.subtract(w.subtract(income, rent), food)
    w.note(f"In {months} months:", f"{months} 个月：")
    w.multiply(monthly, months)
    return p.tell(f"{p.name} earns {income} yuan a month and spends {rent} on rent and {food} on food. How much is saved in {months} months?",
                  f"{p.name}每月收入{income}元，房租{rent}元，伙食{food}元，{months}个月能存多少元？", (income - rent - food) * months, income, rent, food, months)


def budget(p):
    total, first, share = p.rng.randint(20, 90) * 100, p.rng.randint(2, 9) * 100, p.draw.pick((10, 20, 25, 40, 50))
    w = p.working
    w.note("After the first item:", "第一项之后：")
    rest = w.subtract(total, first)
    w.note(f"{share}% of the rest:", f"余下的 {share}%：")
    w.note("What remains:", "还剩：")
    w.subtract(rest, w.multiply(w.divide(rest, 100), share))
    return p.tell(f"A budget is {total} yuan. {first} go to printing, and {share}% of the rest to travel. How much remains?",
                  f"预算{total}元，印刷用去{first}元，余下的{share}%用于差旅，还剩多少元？", Fraction((total - first) * (100 - share), 100), total, first, share)


def average(p):
    scores, w = [p.rng.randint(50, 99) for _ in range(p.rng.randint(3, 4))], p.working
    scores[-1] += -sum(scores) % len(scores)
    w.note("The sum:", "总和：")
    total = scores[0]
    for score in scores[1:]:
        total = w.add(total, score)
    w.divide(total, len(scores))
    listed = ", ".join(map(str, scores))
    return p.tell(f"{p.name} scored {listed} points. What is the average?", f"{p.name}的成绩是{listed}分，平均多少分？",
                  Fraction(sum(scores), len(scores)), *scores)


def factory(p):
    machines, an_hour, hours, faulty = p.rng.randint(2, 9), p.rng.randint(5, 60), p.rng.randint(2, 9), p.rng.randint(2, 9)
    w = p.working
    w.note("Made in an hour:", "每小时共做：")
    made = w.multiply(w.multiply(an_hour, machines), hours)
    w.note("Without the faulty ones:", "去掉次品：")
    w.subtract(made, faulty)
    return p.tell(f"{machines} machines make {an_hour} cups an hour each. After {hours} hours {faulty} cups are faulty. How many are good?",
                  f"{machines}台机器每台每小时做{an_hour}个杯子，{hours}小时后有{faulty}个次品，合格的有多少个？",
                  machines * an_hour * hours - faulty, machines, an_hour, hours, faulty)


PLOTS = [shopping, two_kinds, giving, journey, sharing, discount, saving, budget, average, factory]
LEVEL = {"shopping": 1, "sharing": 1, "discount": 3, "saving": 3, "budget": 3}
UNITS = ["yuan", "元", "km", "千米", "points", "分", "个", *THINGS["en"], *THINGS["zh"]]


def story(draw):
    plot = draw.choose(PLOTS)
    told = plot(Plot(draw))
    result = show(told.result)
    return Item("story", draw.lang, told.text, told.working.text(), draw.say(f"The answer is **{result}**.", f"答案是 **{result}**。"), result,
                f"story {plot.__name__} {told.figures}", check=checks.number(result, [u for u in UNITS if u in told.text]), level=LEVEL.get(plot.__name__, 2))
