# SPDX-License-Identifier: Apache-2.0
"""Word problems of two to four steps. How they are told stands in stories.json: the last telling of each plot is kept for the
evaluation. A worked solution first names what is given, each figure by its part in the story: which is which is most of what
there is to get wrong."""

import json
from fractions import Fraction
from pathlib import Path

from item import Item

from skills import checks, percent
from skills.exact import show
from skills.tables import NAMES
from skills.working import Working

TOLD = json.loads(Path(__file__).with_name("stories.json").read_text(encoding="utf-8"))
# English and Chinese name, measure word, and what one costs at least and at most
THINGS = [("apples", "苹果", "个", 2, 9), ("books", "书", "本", 12, 60), ("pens", "笔", "支", 2, 20), ("tickets", "票", "张", 10, 60),
          ("cups", "杯子", "个", 5, 40), ("eggs", "鸡蛋", "个", 2, 4), ("chairs", "椅子", "把", 40, 200), ("stamps", "邮票", "张", 2, 9),
          ("lamps", "台灯", "盏", 30, 150), ("shirts", "衬衫", "件", 30, 90), ("oranges", "橙子", "个", 2, 9), ("notebooks", "本子", "本", 3, 15)]


class Plot:
    """Draws the figures of a story and works it out. `words`: what its telling is made of; `figures`: its content."""

    def __init__(self, draw, told):
        self.draw, self.rng, self.working, self.told = draw, draw.rng, Working(draw.lang), told
        self.words = {"name": draw.pick(NAMES[draw.lang])}
        self.about(*(english for english, *_ in THINGS))

    def one_of(self, things):
        """A thing, its measure word, and a price."""
        english, chinese, measure, low, high = self.draw.pick(things)
        return self.draw.say(english, chinese), measure, self.rng.randint(low, high)

    def another(self):
        """The same of another thing."""
        return self.one_of([thing for thing in THINGS if self.words["thing"] not in thing[:2]])

    def about(self, *names):
        """Makes it a story about one of these."""
        self.words["thing"], self.words["m"], self.price = self.one_of([thing for thing in THINGS if thing[0] in names])

    def given(self, **figures):
        """The figures, which begin the worked solution."""
        self.figures = tuple(figures.values())
        self.words |= figures
        self.working.lines.append(self.told["given"][self.draw.lang].format(**self.words))


def shopping(p):
    n, price, paid_more = p.rng.randint(2, 12), p.price, p.rng.randint(1, 50)
    paid, w = n * price + paid_more, p.working
    p.given(n=n, price=price, paid=paid)
    w.note("The cost:", "花费：")
    w.subtract(paid, w.multiply(price, n))
    return paid - n * price


def two_kinds(p):
    (other, om, y), w, thing = p.another(), p.working, p.words["thing"]
    a, x, b = p.rng.randint(2, 12), p.price, p.rng.randint(2, 12)
    p.words |= {"other": other, "om": om}
    p.given(a=a, x=x, b=b, y=y)
    w.note(f"The {thing}:", f"{thing}：")
    first = w.multiply(x, a)
    w.note(f"The {other}:", f"{other}：")
    second = w.multiply(y, b)
    w.note("Together:", "合计：")
    w.add(first, second)
    return a * x + b * y


def giving(p):
    n, friends, each, found = p.rng.randint(40, 200), p.rng.randint(2, 6), p.rng.randint(2, 6), p.rng.randint(3, 60)
    w = p.working
    p.given(n=n, friends=friends, each=each, found=found)
    w.note("Given away:", "送出：")
    left = w.subtract(n, w.multiply(each, friends))
    w.note("With the new ones:", "加上新得的：")
    w.add(left, found)
    return n - friends * each + found


def journey(p):
    v, t, u, s = p.rng.randint(30, 120), p.rng.randint(2, 6), p.rng.randint(30, 120), p.rng.randint(2, 6)
    w = p.working
    p.given(v=v, t=t, u=u, s=s)
    w.note("First part:", "前一段：")
    first = w.multiply(v, t)
    w.note("Second part:", "后一段：")
    second = w.multiply(u, s)
    w.note("Together:", "合计：")
    w.add(first, second)
    return v * t + u * s


def sharing(p):
    people, each, lost = p.rng.randint(2, 12), p.rng.randint(3, 40), p.rng.randint(2, 30)
    p.about("cups", "eggs", "lamps")
    n, w = people * each + lost, p.working
    p.given(n=n, lost=lost, people=people)
    w.note("What is left:", "剩下：")
    w.divide(w.subtract(n, lost), people)
    return each


def discount(p):
    price, off, n = p.rng.randint(2, 60) * 10, p.draw.pick((10, 20, 25, 30, 50)), p.rng.randint(2, 9)
    w = p.working
    p.given(price=price, off=off, n=n)
    w.note(f"{off}% of {price}:", f"{price} 的 {off}%：")
    saved = percent.part(w, off, price)
    w.note("The reduced price:", "折后单价：")
    cheap = w.subtract(price, saved)
    w.note(f"For {n}:", f"{n} 份：")
    w.multiply(cheap, n)
    return Fraction(price * (100 - off) * n, 100)


def saving(p):
    income, rent, food, months = p.rng.randint(40, 120) * 100, p.rng.randint(10, 20) * 100, p.rng.randint(8, 19) * 100, p.rng.randint(2, 12)
    w = p.working
    p.given(income=income, rent=rent, food=food, months=months)
    w.note("Left each month:", "每月剩余：")
    monthly = w.subtract(w.subtract(income, rent), food)
    w.note(f"In {months} months:", f"{months} 个月：")
    w.multiply(monthly, months)
    return (income - rent - food) * months


def budget(p):
    total, first, share = p.rng.randint(20, 90) * 100, p.rng.randint(2, 9) * 100, p.draw.pick((10, 20, 25, 40, 50))
    w = p.working
    p.given(total=total, first=first, share=share)
    w.note("After the first item:", "第一项之后：")
    rest = w.subtract(total, first)
    w.note(f"{share}% of the rest:", f"余下的 {share}%：")
    spent = percent.part(w, share, rest)
    w.note("What remains:", "还剩：")
    w.subtract(rest, spent)
    return Fraction((total - first) * (100 - share), 100)


def average(p):
    scores, w = [p.rng.randint(50, 99) for _ in range(p.rng.randint(3, 4))], p.working
    scores[-1] += -sum(scores) % len(scores)
    p.words["listed"] = ", ".join(map(str, scores))
    p.given(**{f"score_{i}": score for i, score in enumerate(scores)})
    w.note("The sum:", "总和：")
    w.divide(w.sum_up([("", score) for score in scores]), len(scores))
    return Fraction(sum(scores), len(scores))


def reading(p):
    pages, daily, days, extra = p.rng.randint(200, 600), p.rng.randint(5, 15), p.rng.randint(3, 9), p.rng.randint(5, 30)
    w = p.working
    p.given(pages=pages, daily=daily, days=days, extra=extra)
    w.note("Read so far:", "已读：")
    left = w.subtract(pages, w.multiply(daily, days))
    w.note("After the weekend:", "周末之后：")
    w.subtract(left, extra)
    return pages - daily * days - extra


def wages(p):
    workers, an_hour, hours = p.rng.randint(2, 9), p.rng.randint(15, 60), p.rng.randint(2, 9)
    tools = p.rng.randint(10, workers * an_hour * hours // 2)
    w = p.working
    p.given(workers=workers, an_hour=an_hour, hours=hours, tools=tools)
    w.note("Earned in an hour:", "每小时共挣：")
    earned = w.multiply(w.multiply(an_hour, workers), hours)
    w.note("Without the tools:", "扣除工具：")
    w.subtract(earned, tools)
    return workers * an_hour * hours - tools


def packing(p):
    boxes, each, loose, sold = p.rng.randint(3, 30), p.rng.randint(4, 24), p.rng.randint(2, 20), p.rng.randint(2, 10)
    p.about("apples", "pens", "cups", "eggs", "oranges", "notebooks")
    w = p.working
    p.given(boxes=boxes, each=each, loose=loose, sold=sold)
    w.note("In the boxes:", "盒里：")
    total = w.add(w.multiply(each, boxes), loose)
    w.note("After the sale:", "卖出之后：")
    w.subtract(total, sold)
    return boxes * each + loose - sold


def hall(p):
    rows, seats, price, cost = p.rng.randint(5, 20), p.rng.randint(6, 20), p.rng.randint(3, 30), p.rng.randint(20, 90)
    w = p.working
    p.given(rows=rows, seats=seats, price=price, cost=cost)
    w.note("The seats:", "座位：")
    income = w.multiply(w.multiply(seats, rows), price)
    w.note("Without the cost:", "扣除费用：")
    w.subtract(income, cost)
    return rows * seats * price - cost


def fishing(p):
    boats, each, price = p.rng.randint(2, 12), p.rng.randint(10, 60), p.rng.randint(5, 30)
    eaten = p.rng.randint(2, boats * each // 2)
    w = p.working
    p.given(boats=boats, each=each, eaten=eaten, price=price)
    w.note("Caught:", "捕得：")
    sold = w.subtract(w.multiply(each, boats), eaten)
    w.note("Earned:", "收入：")
    w.multiply(sold, price)
    return (boats * each - eaten) * price


def dairy(p):
    cows, each, drunk, bottle = p.rng.randint(3, 20), p.rng.randint(8, 30), p.rng.randint(2, 20), p.draw.pick((2, 3, 4, 5))
    drunk += (cows * each - drunk) % bottle
    w = p.working
    p.given(cows=cows, each=each, drunk=drunk, bottle=bottle)
    w.note("All the milk:", "全部牛奶：")
    left = w.subtract(w.multiply(each, cows), drunk)
    w.note("Bottles:", "瓶数：")
    w.divide(left, bottle)
    return Fraction(cows * each - drunk, bottle)


def camp(p):
    buses, each, missing, tents = p.rng.randint(2, 9), p.rng.randint(12, 50), p.rng.randint(1, 12), p.draw.pick((2, 3, 4, 5, 6, 8))
    missing += (buses * each - missing) % tents
    w = p.working
    p.given(buses=buses, each=each, missing=missing, tents=tents)
    w.note("All guests:", "全部游客：")
    here = w.subtract(w.multiply(each, buses), missing)
    w.note("In a tent:", "每顶帐篷：")
    w.divide(here, tents)
    return Fraction(buses * each - missing, tents)


def garden(p):
    beds, each, dead, price = p.rng.randint(2, 15), p.rng.randint(5, 40), p.rng.randint(1, 9), p.rng.randint(2, 20)
    w = p.working
    p.given(beds=beds, each=each, dead=dead, price=price)
    w.note("Planted:", "种下：")
    alive = w.subtract(w.multiply(each, beds), dead)
    w.note("Earned:", "收入：")
    w.multiply(alive, price)
    return (beds * each - dead) * price


def harvest(p):
    trees, each, price = p.rng.randint(3, 30), p.rng.randint(5, 40), p.rng.randint(2, 9)
    kept = p.rng.randint(2, trees * each // 2)
    w = p.working
    p.given(trees=trees, each=each, price=price, kept=kept)
    w.note("Picked:", "采摘：")
    sold = w.subtract(w.multiply(each, trees), kept)
    w.note("Earned:", "收入：")
    w.multiply(sold, price)
    return (trees * each - kept) * price


def classes(p):
    groups, each, absent, teams = p.rng.randint(3, 9), p.rng.randint(15, 40), p.rng.randint(1, 20), p.draw.pick((2, 3, 4, 5, 6))
    absent += (groups * each - absent) % teams
    w = p.working
    p.given(groups=groups, each=each, absent=absent, teams=teams)
    w.note("All children:", "全部学生：")
    here = w.subtract(w.multiply(each, groups), absent)
    w.note("In a team:", "每队：")
    w.divide(here, teams)
    return Fraction(groups * each - absent, teams)


def lending(p):
    amount, rate, years = p.rng.randint(2, 90) * 100, p.draw.pick((2, 3, 4, 5, 6, 8)), p.rng.randint(2, 9)
    w = p.working
    p.given(amount=amount, rate=rate, years=years)
    w.note("Interest in a year:", "每年利息：")
    yearly = w.multiply(w.divide(amount, 100), rate)
    w.note(f"In {years} years:", f"{years} 年：")
    w.add(amount, w.multiply(yearly, years))
    return amount + Fraction(amount * rate * years, 100)


def bakery(p):
    ovens, loaves, hours, burnt = p.rng.randint(2, 9), p.rng.randint(5, 60), p.rng.randint(2, 9), p.rng.randint(2, 9)
    w = p.working
    p.given(ovens=ovens, loaves=loaves, hours=hours, burnt=burnt)
    w.note("Baked in an hour:", "每小时共烤：")
    baked = w.multiply(w.multiply(loaves, ovens), hours)
    w.note("Without the burnt ones:", "去掉烤坏的：")
    w.subtract(baked, burnt)
    return ovens * loaves * hours - burnt


def factory(p):
    machines, an_hour, hours, faulty = p.rng.randint(2, 9), p.rng.randint(5, 60), p.rng.randint(2, 9), p.rng.randint(2, 9)
    w = p.working
    p.given(machines=machines, an_hour=an_hour, hours=hours, faulty=faulty)
    w.note("Made in an hour:", "每小时共做：")
    made = w.multiply(w.multiply(an_hour, machines), hours)
    w.note("Without the faulty ones:", "去掉次品：")
    w.subtract(made, faulty)
    return machines * an_hour * hours - faulty


PLOTS = [shopping, two_kinds, giving, journey, sharing, discount, saving, budget, average, reading, wages, packing, hall,
         lending, bakery, fishing, dairy, camp, garden, harvest, classes, factory]
LEVEL = {"shopping": 1, "sharing": 1, "discount": 3, "saving": 3, "budget": 3, "lending": 3, "fishing": 3, "dairy": 3, "camp": 3, "garden": 3,
         "harvest": 3, "classes": 3}
UNITS = ["yuan", "元", "km", "千米", "points", "分", "kg", "千克", "pages", "页", "people", "children", "人", "loaves", "cups", "pieces", "bottles", "瓶",
         *dict.fromkeys(measure for _, _, measure, _, _ in THINGS), *(name for english, chinese, *_ in THINGS for name in (english, chinese))]


def story(draw):
    plot = draw.pick(PLOTS)
    told = Plot(draw, TOLD[plot.__name__])
    result = show(Fraction(plot(told)))
    question = draw.ask(told.told, **told.words)
    return Item("story", draw.lang, question, told.working.text(), draw.say(f"The answer is **{result}**.", f"答案是 **{result}**。"), result,
                f"story {plot.__name__} {told.figures}", check=checks.number(result, [u for u in UNITS if u in question]), level=LEVEL.get(plot.__name__, 2))
