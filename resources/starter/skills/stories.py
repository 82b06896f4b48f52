# SPDX-License-Identifier: Apache-2.0
"""Word problems of two to four steps. The last telling of each plot is kept for the evaluation."""

from fractions import Fraction

from item import Item

from skills import checks, percent
from skills.exact import show
from skills.tables import NAMES
from skills.working import Working

# English and Chinese name, measure word, and what one costs at least and at most
THINGS = [("apples", "苹果", "个", 2, 9), ("books", "书", "本", 12, 60), ("pens", "笔", "支", 2, 20), ("tickets", "票", "张", 10, 60),
          ("cups", "杯子", "个", 5, 40), ("eggs", "鸡蛋", "个", 2, 4), ("chairs", "椅子", "把", 40, 200), ("stamps", "邮票", "张", 2, 9),
          ("lamps", "台灯", "盏", 30, 150), ("shirts", "衬衫", "件", 30, 90), ("oranges", "橙子", "个", 2, 9), ("notebooks", "本子", "本", 3, 15)]


class Plot:
    """Draws the figures of a story and tells it: `text`, its `working`, and the `result` by a formula of its own."""

    def __init__(self, draw):
        self.draw, self.rng, self.working = draw, draw.rng, Working(draw.lang)
        self.name = draw.pick(NAMES[draw.lang])
        self.thing, self.m, self.price = self.one_of(THINGS)

    def one_of(self, things):
        """A thing, its measure word, and a price."""
        english, chinese, measure, low, high = self.draw.pick(things)
        return self.draw.say(english, chinese), measure, self.rng.randint(low, high)

    def another(self):
        """The same of another thing."""
        return self.one_of([thing for thing in THINGS if self.thing not in thing[:2]])

    def about(self, *names):
        """Makes it a story about one of these."""
        self.thing, self.m, self.price = self.one_of([thing for thing in THINGS if thing[0] in names])

    def tell(self, english, chinese, result, *figures):
        """english, chinese: the same story in several tellings, the last for the evaluation"""
        self.text, self.result, self.figures = self.draw.choose(self.draw.say(english, chinese)), Fraction(result), figures
        return self


def shopping(p):
    n, price, paid_more = p.rng.randint(2, 12), p.price, p.rng.randint(1, 50)
    paid, w = n * price + paid_more, p.working
    w.note("The cost:", "花费：")
    w.subtract(paid, w.multiply(price, n))
    return p.tell([f"{p.name} has {paid} yuan and takes {n} {p.thing} for {price} yuan each. What is left in yuan?",
                   f"{p.name} buys {n} {p.thing} at {price} yuan each and pays {paid} yuan. How much change is there?",
                   f"{n} {p.thing} cost {price} yuan each. {p.name} pays with {paid} yuan. What is the change?",
                   f"At {price} yuan apiece, {p.name} takes {n} {p.thing} and hands over {paid} yuan. How many yuan come back?"],
                  [f"{p.name}带了{paid}元，买每{p.m}{price}元的{p.thing}{n}{p.m}，还剩多少元？",
                   f"{p.name}买了{n}{p.m}{p.thing}，每{p.m}{price}元，付了{paid}元，应找回多少元？",
                   f"每{p.m}{p.thing}{price}元，{p.name}买{n}{p.m}，给了{paid}元，找多少元？",
                   f"{p.thing}单价{price}元，买{n}{p.m}，付{paid}元，应找多少钱？"], paid - n * price, n, price, paid)


def two_kinds(p):
    (other, om, y), w = p.another(), p.working
    a, x, b = p.rng.randint(2, 12), p.price, p.rng.randint(2, 12)
    w.note(f"The {p.thing}:", f"{p.thing}：")
    first = w.multiply(x, a)
    w.note(f"The {other}:", f"{other}：")
    second = w.multiply(y, b)
    w.note("Together:", "合计：")
    w.add(first, second)
    return p.tell([f"In the bag of {p.name} are {a} {p.thing}, {x} yuan each, and {b} {other}, {y} yuan each. What is to be paid?",
                   f"{p.name} buys {a} {p.thing} for {x} yuan each and {b} {other} for {y} yuan each. What does it cost in all?",
                   f"{a} {p.thing} at {x} yuan and {b} {other} at {y} yuan: how much does {p.name} pay altogether?",
                   f"One of the {p.thing} costs {x} yuan, one of the {other} {y} yuan. {p.name} takes {a} {p.thing} and {b} {other}. What is the total?"],
                  [f"{p.name}的单子上有{p.thing}{a}{p.m}（单价{x}元）和{other}{b}{om}（单价{y}元），要付多少元？",
                   f"{p.name}买{a}{p.m}{p.thing}，每{p.m}{x}元，又买{b}{om}{other}，每{om}{y}元，一共多少元？",
                   f"{p.thing}每{p.m}{x}元，{other}每{om}{y}元，{p.name}买{a}{p.m}{p.thing}和{b}{om}{other}，总价多少元？",
                   f"{a}{p.m}单价{x}元的{p.thing}和{b}{om}单价{y}元的{other}，共花多少元？"], a * x + b * y, a, x, b, y)


def giving(p):
    n, friends, each, found = p.rng.randint(40, 200), p.rng.randint(2, 6), p.rng.randint(2, 6), p.rng.randint(3, 60)
    w = p.working
    w.note("Given away:", "送出：")
    left = w.subtract(n, w.multiply(each, friends))
    w.note("With the new ones:", "加上新得的：")
    w.add(left, found)
    return p.tell([f"Out of {n} {p.thing} each of {friends} friends takes {each}. After that {p.name} finds {found} others. What is the number now?",
                   f"{p.name} owns {n} {p.thing}. {friends} friends get {each} apiece, and {found} new ones are added. What is the number of {p.thing} now?",
                   f"{p.name} has {n} {p.thing}, gives {each} to each of {friends} friends and then gets {found} more. How many are there now?",
                   f"From {n} {p.thing} {p.name} hands out {each} apiece to {friends} friends. Later {found} are added. How many does {p.name} have then?"],
                  [f"{friends}位朋友从{p.name}的{n}{p.m}{p.thing}里各拿走{each}{p.m}，接着又找到{found}{p.m}，现在多少{p.m}？",
                   f"{p.name}手里有{n}{p.m}{p.thing}，送给{friends}位朋友，每位{each}{p.m}，之后又添了{found}{p.m}，一共还有多少{p.m}？",
                   f"{p.name}有{n}{p.m}{p.thing}，给{friends}个朋友每人{each}{p.m}，后来又得到{found}{p.m}，现在有多少{p.m}？",
                   f"{p.name}原有{n}{p.m}{p.thing}，分给{friends}人每人{each}{p.m}，又买了{found}{p.m}，现有多少{p.m}？"],
                  n - friends * each + found, n, friends, each, found)


def journey(p):
    v, t, u, s = p.rng.randint(30, 120), p.rng.randint(2, 6), p.rng.randint(30, 120), p.rng.randint(2, 6)
    w = p.working
    w.note("First part:", "前一段：")
    first = w.multiply(v, t)
    w.note("Second part:", "后一段：")
    second = w.multiply(u, s)
    w.note("Together:", "合计：")
    w.add(first, second)
    return p.tell([f"{p.name} goes at {v} km/h for {t} hours, rests, and goes on at {u} km/h for {s} hours. How many km are covered?",
                   f"A car drives {t} hours at {v} km/h, then {s} hours at {u} km/h. How many km is that in all?",
                   f"First {t} hours at {v} km/h, afterwards {s} hours at {u} km/h: how many km does the train cover?",
                   f"{p.name} drives at {v} km/h for {t} hours and at {u} km/h for {s} hours. How far is that in km?"],
                  [f"{p.name}骑车{t}小时，时速{v}千米，休息后又骑{s}小时，时速{u}千米，一共骑了多少千米？",
                   f"一辆车以每小时{v}千米行驶{t}小时，再以每小时{u}千米行驶{s}小时，共行驶多少千米？",
                   f"火车先以{v}千米/时走{t}小时，再以{u}千米/时走{s}小时，一共走了多少千米？",
                   f"{p.name}开车，前{t}小时每小时{v}千米，后{s}小时每小时{u}千米，总路程多少千米？"], v * t + u * s, v, t, u, s)


def sharing(p):
    people, each, lost = p.rng.randint(2, 12), p.rng.randint(3, 40), p.rng.randint(2, 30)
    p.about("cups", "eggs", "lamps")
    n, w = people * each + lost, p.working
    w.note("What is left:", "剩下：")
    w.divide(w.subtract(n, lost), people)
    return p.tell([f"After {lost} of {n} {p.thing} have broken, {people} people divide the others equally. How many go to each?",
                   f"{n} {p.thing} are delivered, {lost} of them in pieces. The good ones go to {people} people in equal parts. What does one of them get?",
                   f"There are {n} {p.thing}. {lost} are broken and the rest is shared by {people} people equally. How many does each get?",
                   f"Of {n} {p.thing}, {lost} broke. {people} people share what is left equally. How many for each?"],
                  [f"{p.name}搬来{n}{p.m}{p.thing}，途中坏了{lost}{p.m}，把没坏的平均发给{people}个人，每个人拿多少{p.m}？",
                   f"送来{n}{p.m}{p.thing}，其中{lost}{p.m}坏了，好的由{people}个人平均分，一人得几{p.m}？",
                   f"有{n}{p.m}{p.thing}，坏了{lost}{p.m}，其余平均分给{people}人，每人得多少{p.m}？",
                   f"{n}{p.m}{p.thing}破了{lost}{p.m}，剩下的由{people}人平分，每人几{p.m}？"], each, n, lost, people)


def discount(p):
    price, off, n = p.rng.randint(2, 60) * 10, p.draw.pick((10, 20, 25, 30, 50)), p.rng.randint(2, 9)
    w = p.working
    w.note(f"{off}% of {price}:", f"{price} 的 {off}%：")
    saved = percent.part(w, off, price)
    w.note("The reduced price:", "折后单价：")
    cheap = w.subtract(price, saved)
    w.note(f"For {n}:", f"{n} 份：")
    w.multiply(cheap, n)
    return p.tell([f"A chair used to cost {price} yuan. Now {off}% are taken off. {p.name} orders {n}. What is to be paid?",
                   f"A coat costs {price} yuan and is reduced by {off}%. What do {n} coats cost now?",
                   f"A lamp at {price} yuan is sold {off}% cheaper. {p.name} buys {n}. How much is that?",
                   f"The price is {price} yuan, the discount {off}%. How much do {n} pieces cost?"],
                  [f"一把椅子原来{price}元，现在便宜{off}%，{p.name}订了{n}把，一共要付多少元？",
                   f"一件衣服{price}元，降价{off}%，买{n}件共多少元？",
                   f"台灯原价{price}元，优惠{off}%，{p.name}买{n}盏要多少元？",
                   f"单价{price}元，打折减{off}%，{n}件一共多少元？"], Fraction(price * (100 - off) * n, 100), price, off, n)


def saving(p):
    income, rent, food, months = p.rng.randint(40, 120) * 100, p.rng.randint(10, 20) * 100, p.rng.randint(8, 19) * 100, p.rng.randint(2, 12)
    w = p.working
    w.note("Left each month:", "每月剩余：")
    monthly = w.subtract(w.subtract(income, rent), food)
    w.note(f"In {months} months:", f"{months} 个月：")
    w.multiply(monthly, months)
    return p.tell([f"From a monthly income of {income} yuan, {p.name} pays {rent} for the flat and {food} for meals. What remains after {months} months, all added up?",
                   f"{p.name} gets {income} yuan each month; {rent} go to rent and {food} to food. How many yuan are put aside in {months} months?",
                   f"{p.name} earns {income} yuan a month and spends {rent} on rent and {food} on food. How much is saved in {months} months?",
                   f"With an income of {income} yuan a month, a rent of {rent} and {food} for food, how much is left over after {months} months?"],
                  [f"{p.name}一个月拿{income}元，交房租{rent}元，吃饭花{food}元，这样过{months}个月，一共剩下多少元？",
                   f"{p.name}月收入{income}元，付房租{rent}元、伙食费{food}元，剩下的都存，{months}个月共存多少元？",
                   f"{p.name}每月收入{income}元，房租{rent}元，伙食{food}元，{months}个月能存多少元？",
                   f"每月挣{income}元，其中房租{rent}元、吃饭{food}元，其余存起来，{months}个月存多少元？"], (income - rent - food) * months, income, rent, food, months)


def budget(p):
    total, first, share = p.rng.randint(20, 90) * 100, p.rng.randint(2, 9) * 100, p.draw.pick((10, 20, 25, 40, 50))
    w = p.working
    w.note("After the first item:", "第一项之后：")
    rest = w.subtract(total, first)
    w.note(f"{share}% of the rest:", f"余下的 {share}%：")
    spent = percent.part(w, share, rest)
    w.note("What remains:", "还剩：")
    w.subtract(rest, spent)
    return p.tell([f"{p.name} starts with {total} yuan and spends {first} on a gift. Of what remains, {share}% goes into a trip. How much is there at the end?",
                   f"A budget is {total} yuan. {first} go to printing, and {share}% of the rest to travel. How much remains?",
                   f"Out of {total} yuan {first} are spent at once, then {share}% of what remains. How many yuan are left?",
                   f"{p.name} has {total} yuan, pays {first} for tickets and then {share}% of the rest for a hotel. What is left?"],
                  [f"手头有{total}元，{p.name}买礼物花掉{first}元，再拿剩下的{share}%去旅行，最后还有多少元？",
                   f"预算{total}元，印刷用去{first}元，余下的{share}%用于差旅，还剩多少元？",
                   f"共有{total}元，先花{first}元，再花掉余下的{share}%，剩多少元？",
                   f"{p.name}有{total}元，买票用了{first}元，住宿用去剩余的{share}%，还有多少元？"], Fraction((total - first) * (100 - share), 100), total, first, share)


def average(p):
    scores, w = [p.rng.randint(50, 99) for _ in range(p.rng.randint(3, 4))], p.working
    scores[-1] += -sum(scores) % len(scores)
    w.note("The sum:", "总和：")
    w.divide(w.sum_up([("", score) for score in scores]), len(scores))
    listed = ", ".join(map(str, scores))
    return p.tell([f"These are the points of {p.name}: {listed}. Work out the mean.",
                   f"{p.name} scored {listed} points. What is the average?",
                   f"The marks of {p.name} are {listed} points. Compute their average.",
                   f"{p.name} got {listed} points in the tests. How many points is that on average?"],
                  [f"算一算{p.name}这几次得分的平均数：{listed}分。",
                   f"{p.name}的成绩是{listed}分，平均多少分？",
                   f"{p.name}几次测验得了{listed}分，平均分是多少？",
                   f"{p.name}的分数为{listed}分，求平均分。"],
                  Fraction(sum(scores), len(scores)), *scores)


def reading(p):
    pages, daily, days, extra = p.rng.randint(200, 600), p.rng.randint(5, 15), p.rng.randint(3, 9), p.rng.randint(5, 30)
    w = p.working
    w.note("Read so far:", "已读：")
    left = w.subtract(pages, w.multiply(daily, days))
    w.note("After the weekend:", "周末之后：")
    w.subtract(left, extra)
    return p.tell([f"{p.name} has a book of {pages} pages: {days} days with {daily} pages each, and {extra} pages in the train. What number of pages remains?",
                   f"Of a book of {pages} pages {p.name} reads {daily} a day. After {days} days and {extra} pages on top, how many pages are still unread?",
                   f"A book has {pages} pages. {p.name} reads {daily} pages a day for {days} days and {extra} more at the weekend. How many pages are left?",
                   f"{p.name} reads {daily} pages on each of {days} days, then {extra} pages on Sunday. The book has {pages} pages. How many remain?"],
                  [f"{p.name}的书有{pages}页，{days}天里天天看{daily}页，在车上又看了{extra}页，没看的有多少页？",
                   f"{pages}页的书，{p.name}每天看{daily}页，看了{days}天后又看{extra}页，还有多少页没看？",
                   f"一本书{pages}页，{p.name}每天读{daily}页，读了{days}天，周末又读{extra}页，还剩多少页？",
                   f"{p.name}读一本{pages}页的书，前{days}天每天{daily}页，周日读{extra}页，剩多少页没读？"],
                  pages - daily * days - extra, pages, daily, days, extra)


def wages(p):
    workers, an_hour, hours = p.rng.randint(2, 9), p.rng.randint(15, 60), p.rng.randint(2, 9)
    tools = p.rng.randint(10, workers * an_hour * hours // 2)
    w = p.working
    w.note("Earned in an hour:", "每小时共挣：")
    earned = w.multiply(w.multiply(an_hour, workers), hours)
    w.note("Without the tools:", "扣除工具：")
    w.subtract(earned, tools)
    return p.tell([f"For {hours} hours {workers} workers are paid {an_hour} yuan an hour each. After buying tools for {tools} yuan, how much do they have?",
                   f"{workers} workers get {an_hour} yuan an hour each and work {hours} hours. Tools cost them {tools} yuan. How many yuan do they keep?",
                   f"{workers} workers earn {an_hour} yuan an hour each. They work {hours} hours and pay {tools} yuan for tools. How many yuan are left?",
                   f"Each of {workers} workers is paid {an_hour} yuan an hour. What remains after {hours} hours, less {tools} yuan for tools?"],
                  [f"{workers}个人一起做工{hours}小时，一人一小时得{an_hour}元，买工具花了{tools}元，手里还有多少元？",
                   f"每名工人每小时挣{an_hour}元，{workers}名工人做了{hours}小时，工具用去{tools}元，最后剩多少元？",
                   f"{workers}名工人每人每小时挣{an_hour}元，干了{hours}小时，花{tools}元买工具，还剩多少元？",
                   f"{workers}个工人，每人每小时{an_hour}元，工作{hours}小时，除去工具费{tools}元，得多少元？"],
                  workers * an_hour * hours - tools, workers, an_hour, hours, tools)


def packing(p):
    boxes, each, loose, sold = p.rng.randint(3, 30), p.rng.randint(4, 24), p.rng.randint(2, 20), p.rng.randint(2, 10)
    p.about("apples", "pens", "cups", "eggs", "oranges", "notebooks")
    w = p.working
    w.note("In the boxes:", "盒里：")
    total = w.add(w.multiply(each, boxes), loose)
    w.note("After the sale:", "卖出之后：")
    w.subtract(total, sold)
    return p.tell([f"A shop has {loose} loose {p.thing} and {boxes} boxes of {each}. Then {sold} are sold. What is the number of {p.thing} now?",
                   f"{p.name} has {boxes} full boxes with {each} {p.thing} each and {loose} more, and sells {sold}. How many {p.thing} remain?",
                   f"{boxes} boxes hold {each} {p.thing} each, and {loose} lie beside them. {sold} are sold. How many {p.thing} are there now?",
                   f"There are {boxes} boxes of {each} {p.thing} and {loose} single ones. After selling {sold}, how many are left?"],
                  [f"店里有散装的{p.thing}{loose}{p.m}，又有{boxes}盒，每盒装{each}{p.m}，卖出去{sold}{p.m}，现有几{p.m}？",
                   f"{p.name}有{boxes}盒{p.thing}，一盒{each}{p.m}，还有{loose}{p.m}零散的，卖了{sold}{p.m}，剩下多少{p.m}？",
                   f"有{boxes}盒{p.thing}，每盒{each}{p.m}，另有{loose}{p.m}散的，卖掉{sold}{p.m}，还有多少{p.m}？",
                   f"每盒{each}{p.m}{p.thing}，共{boxes}盒，外加{loose}{p.m}，卖出{sold}{p.m}后剩多少{p.m}？"],
                  boxes * each + loose - sold, boxes, each, loose, sold)


def hall(p):
    rows, seats, price, cost = p.rng.randint(5, 20), p.rng.randint(6, 20), p.rng.randint(3, 30), p.rng.randint(20, 90)
    w = p.working
    w.note("The seats:", "座位：")
    income = w.multiply(w.multiply(seats, rows), price)
    w.note("Without the cost:", "扣除费用：")
    w.subtract(income, cost)
    return p.tell([f"For a concert {rows} rows of {seats} seats are sold, each seat at {price} yuan. Subtract {cost} yuan for posters. What remains in yuan?",
                   f"Each of {rows} rows has {seats} seats, and every seat brings {price} yuan. {cost} yuan go to posters. What is left in yuan?",
                   f"A hall has {rows} rows of {seats} seats. All are sold at {price} yuan, and {cost} yuan are spent on posters. What is the profit in yuan?",
                   f"{rows} rows with {seats} seats each are sold out at {price} yuan a seat. Posters cost {cost} yuan. How many yuan remain?"],
                  [f"音乐会卖出{rows}排座位，每排{seats}张票，每张{price}元，去掉海报的{cost}元，还有多少元？",
                   f"剧场{rows}排，每排{seats}个座位，一座卖{price}元，都卖光了，海报用去{cost}元，净得多少元？",
                   f"礼堂有{rows}排，每排{seats}座，每座{price}元全部售出，海报花了{cost}元，盈利多少元？",
                   f"{rows}排座位每排{seats}个，票价{price}元，全部卖完，扣除海报费{cost}元，剩多少元？"],
                  rows * seats * price - cost, rows, seats, price, cost)


def fishing(p):
    boats, each, price = p.rng.randint(2, 12), p.rng.randint(10, 60), p.rng.randint(5, 30)
    eaten = p.rng.randint(2, boats * each // 2)
    w = p.working
    w.note("Caught:", "捕得：")
    sold = w.subtract(w.multiply(each, boats), eaten)
    w.note("Earned:", "收入：")
    w.multiply(sold, price)
    return p.tell([f"{boats} boats come home with {each} kg of fish each. Without the {eaten} kg that are eaten, everything is sold for {price} yuan a kg. How many yuan is that?",
                   f"Each of {boats} boats brings {each} kg of fish. {p.name} keeps {eaten} kg for dinner and sells the others at {price} yuan a kg. How much money is that?",
                   f"{boats} boats catch {each} kg of fish each. {eaten} kg are eaten, the rest is sold at {price} yuan a kg. How many yuan does that bring?",
                   f"{p.name} gets {each} kg of fish from each of {boats} boats, eats {eaten} kg and sells what is left for {price} yuan a kg. What is earned?"],
                  [f"渔民有{boats}条船，条条捕到{each}千克鱼，自家吃了{eaten}千克，每千克以{price}元卖出其他的，卖了多少元？",
                   f"{boats}条渔船各带回{each}千克鱼，留{eaten}千克自己吃，别的按{price}元一千克卖掉，得多少元？",
                   f"{boats}条船每条捕{each}千克鱼，吃掉{eaten}千克，剩下的每千克卖{price}元，能卖多少元？",
                   f"{p.name}的{boats}条船各捕鱼{each}千克，自己吃{eaten}千克，余下的按每千克{price}元出售，收入多少元？"],
                  (boats * each - eaten) * price, boats, each, eaten, price)


def dairy(p):
    cows, each, drunk, bottle = p.rng.randint(3, 20), p.rng.randint(8, 30), p.rng.randint(2, 20), p.draw.pick((2, 3, 4, 5))
    drunk += (cows * each - drunk) % bottle
    w = p.working
    w.note("All the milk:", "全部牛奶：")
    left = w.subtract(w.multiply(each, cows), drunk)
    w.note("Bottles:", "瓶数：")
    w.divide(left, bottle)
    return p.tell([f"A farmer milks {cows} cows, {each} litres from each. The family drinks {drunk} litres, and each bottle takes {bottle} litres of the rest. What number of bottles is that?",
                   f"{p.name} has {cows} cows with {each} litres of milk each. {drunk} litres are used up and {bottle} litres fit into a bottle. How many bottles are needed for the rest?",
                   f"{cows} cows give {each} litres of milk each. {drunk} litres are drunk, the rest fills bottles of {bottle} litres. How many bottles?",
                   f"Each of {cows} cows gives {each} litres. {p.name} drinks {drunk} litres and puts the others into bottles of {bottle} litres. How many are filled?"],
                  [f"农民从{cows}头奶牛身上各挤了{each}升奶，家里喝了{drunk}升，剩下的用{bottle}升的瓶子装，要几个瓶子？",
                   f"{p.name}有{cows}头奶牛，每头挤奶{each}升，用掉{drunk}升，剩下的每{bottle}升装一瓶，共装几瓶？",
                   f"{cows}头奶牛每头产奶{each}升，喝掉{drunk}升，其余装瓶，每瓶{bottle}升，能装多少瓶？",
                   f"每头奶牛产{each}升奶，共{cows}头，{p.name}喝了{drunk}升，余下的装进{bottle}升的瓶子，装满几瓶？"],
                  Fraction(cows * each - drunk, bottle), cows, each, drunk, bottle)


def camp(p):
    buses, each, missing, tents = p.rng.randint(2, 9), p.rng.randint(12, 50), p.rng.randint(1, 12), p.draw.pick((2, 3, 4, 5, 6, 8))
    missing += (buses * each - missing) % tents
    w = p.working
    w.note("All guests:", "全部游客：")
    here = w.subtract(w.multiply(each, buses), missing)
    w.note("In a tent:", "每顶帐篷：")
    w.divide(here, tents)
    return p.tell([f"{each} people come in each of {buses} buses. {missing} do not stay, and the others are divided over {tents} tents. How many people does a tent hold?",
                   f"{buses} buses with {each} guests each arrive. {missing} guests leave again, and {tents} tents take the same number of those who stay. How many sleep in each tent?",
                   f"{buses} buses bring {each} people each to a camp; {missing} go home. The others sleep in {tents} equal tents. How many people are in a tent?",
                   f"A camp has {buses} buses with {each} people each. {missing} people leave, the rest is shared out to {tents} tents. How many are in one?"],
                  [f"每辆车坐{each}人，来了{buses}辆，有{missing}人不留下，其他人平均分到{tents}顶帐篷里，每顶多少人？",
                   f"{buses}辆车各送来{each}名游客，{missing}名离开，留下的人平均睡在{tents}顶帐篷里，每顶睡几人？",
                   f"{buses}辆车，每辆载{each}人去露营，{missing}人先走，其余平均住{tents}顶帐篷，每顶住多少人？",
                   f"营地来了{buses}辆车，每辆{each}人，走了{missing}人，余下的平分到{tents}顶帐篷，一顶几人？"],
                  Fraction(buses * each - missing, tents), buses, each, missing, tents)


def garden(p):
    beds, each, dead, price = p.rng.randint(2, 15), p.rng.randint(5, 40), p.rng.randint(1, 9), p.rng.randint(2, 20)
    w = p.working
    w.note("Planted:", "种下：")
    alive = w.subtract(w.multiply(each, beds), dead)
    w.note("Earned:", "收入：")
    w.multiply(alive, price)
    return p.tell([f"In a garden with {beds} beds, {each} flowers stand in each bed. {dead} dry up, and the others sell at {price} yuan each. What is earned?",
                   f"There are {beds} beds with {each} flowers in each. After {dead} have died, {p.name} sells the others for {price} yuan apiece. How many yuan come in?",
                   f"{p.name} plants {beds} beds with {each} flowers each; {dead} die. The others are sold at {price} yuan each. How many yuan are earned?",
                   f"Each of {beds} beds has {each} flowers. {dead} are cut off, and the rest is sold for {price} yuan a piece. What does that bring in yuan?"],
                  [f"花园有{beds}块地，每块地{each}株花，干死{dead}株，好的每株卖{price}元，卖了多少元？",
                   f"{beds}块花圃各有{each}株花，枯了{dead}株，{p.name}把其余的每株卖{price}元，一共卖多少元？",
                   f"{p.name}种了{beds}块花圃，每块{each}株花，死了{dead}株，其余每株卖{price}元，收入多少元？",
                   f"每块花圃有{each}株花，共{beds}块，损失{dead}株，剩下的按每株{price}元卖出，得多少元？"],
                  (beds * each - dead) * price, beds, each, dead, price)


def harvest(p):
    trees, each, price = p.rng.randint(3, 30), p.rng.randint(5, 40), p.rng.randint(2, 9)
    kept = p.rng.randint(2, trees * each // 2)
    w = p.working
    w.note("Picked:", "采摘：")
    sold = w.subtract(w.multiply(each, trees), kept)
    w.note("Earned:", "收入：")
    w.multiply(sold, price)
    return p.tell([f"From {trees} trees with {each} kg each, {kept} kg stay at home. The others are sold, {price} yuan for each kg. What comes in?",
                   f"Each of {trees} trees bears {each} kg. After {kept} kg are put aside, the others go for {price} yuan a kg. What do they bring in yuan?",
                   f"{trees} trees give {each} kg of fruit each. {kept} kg are kept, the rest is sold at {price} yuan a kg. How many yuan does that bring?",
                   f"{p.name} picks {each} kg from each of {trees} trees, keeps {kept} kg and sells the rest for {price} yuan a kg. What is earned in yuan?"],
                  [f"家里有{trees}棵果树，每棵结果{each}千克，家里吃{kept}千克，其余以每千克{price}元卖给商店，卖了多少元？",
                   f"果园{trees}棵树，每棵收{each}千克，自己留{kept}千克，剩下的一千克卖{price}元，卖得多少元？",
                   f"{trees}棵树每棵产{each}千克水果，留下{kept}千克，其余每千克卖{price}元，收入多少元？",
                   f"{p.name}从{trees}棵树上各摘{each}千克，自留{kept}千克，其余按每千克{price}元卖出，得多少元？"],
                  (trees * each - kept) * price, trees, each, price, kept)


def classes(p):
    groups, each, absent, teams = p.rng.randint(3, 9), p.rng.randint(15, 40), p.rng.randint(1, 20), p.draw.pick((2, 3, 4, 5, 6))
    absent += (groups * each - absent) % teams
    w = p.working
    w.note("All children:", "全部学生：")
    here = w.subtract(w.multiply(each, groups), absent)
    w.note("In a team:", "每队：")
    w.divide(here, teams)
    return p.tell([f"Of {groups} classes with {each} pupils, {absent} pupils are not there. Those who are there form {teams} equal groups. How many belong to each?",
                   f"There are {groups} classes with {each} pupils in each. Without the {absent} who are missing, they make {teams} teams of one size. What is that size?",
                   f"{groups} classes of {each} children go on a trip; {absent} are ill. The others form {teams} equal teams. How many are in a team?",
                   f"A school has {groups} classes with {each} children each. {absent} stay at home, the rest is split into {teams} teams. How big is a team?"],
                  [f"共{groups}个班，每班{each}个孩子，今天{absent}个没到，到的平均编成{teams}组，一组多少人？",
                   f"{groups}个班各有{each}名学生，{absent}名没来，来的人分成{teams}个人数相等的小组，每组几人？",
                   f"{groups}个班，每班{each}人去春游，{absent}人请假，其余平均分成{teams}队，每队多少人？",
                   f"学校有{groups}个班，每班{each}名学生，缺席{absent}人，余下的分成人数相同的{teams}队，一队几人？"],
                  Fraction(groups * each - absent, teams), groups, each, absent, teams)


def lending(p):
    sum_, rate_, years = p.rng.randint(2, 90) * 100, p.draw.pick((2, 3, 4, 5, 6, 8)), p.rng.randint(2, 9)
    w = p.working
    w.note("Interest in a year:", "每年利息：")
    yearly = w.multiply(w.divide(sum_, 100), rate_)
    w.note(f"In {years} years:", f"{years} 年：")
    w.add(sum_, w.multiply(yearly, years))
    return p.tell([f"A loan of {sum_} yuan costs {rate_}% simple interest a year. What must be paid back after {years} years, all in all?",
                   f"{p.name} puts {sum_} yuan into a bank at {rate_}% simple interest a year. What is there after {years} years, interest included?",
                   f"{p.name} lends {sum_} yuan at {rate_}% simple interest a year. How many yuan come back after {years} years in all?",
                   f"{sum_} yuan earn {rate_}% simple interest each year. What is the amount with interest after {years} years?"],
                  [f"{p.name}向银行借了{sum_}元，每年单利{rate_}%，过了{years}年连本带利要还多少元？",
                   f"{p.name}把{sum_}元存入银行，年利率{rate_}%，单利，{years}年后一共有多少元？",
                   f"{p.name}借出{sum_}元，年利率{rate_}%，按单利计，{years}年后本息共多少元？",
                   f"存{sum_}元，单利每年{rate_}%，{years}年后连本带息多少元？"],
                  sum_ + Fraction(sum_ * rate_ * years, 100), sum_, rate_, years)


def bakery(p):
    ovens, loaves, hours, burnt = p.rng.randint(2, 9), p.rng.randint(5, 60), p.rng.randint(2, 9), p.rng.randint(2, 9)
    w = p.working
    w.note("Baked in an hour:", "每小时共烤：")
    baked = w.multiply(w.multiply(loaves, ovens), hours)
    w.note("Without the burnt ones:", "去掉烤坏的：")
    w.subtract(baked, burnt)
    return p.tell([f"In {hours} hours, {ovens} ovens with {loaves} loaves an hour each are at work. {burnt} loaves go wrong. How many are fine?",
                   f"A bakery has {ovens} ovens; each bakes {loaves} loaves in an hour. After {hours} hours {burnt} loaves are burnt. What number of loaves is good?",
                   f"{ovens} ovens bake {loaves} loaves an hour each. In {hours} hours {burnt} are burnt. How many can be sold?",
                   f"Each of {ovens} machines bakes {loaves} loaves an hour; {burnt} of those baked in {hours} hours are faulty. How many loaves are good?"],
                  [f"{ovens}个炉子同时烤面包，每个炉子一小时出{loaves}个，{hours}小时后发现{burnt}个烤糊了，好面包有多少个？",
                   f"面包房有{ovens}台烤炉，一台一小时烤{loaves}个面包，烤了{hours}小时，坏了{burnt}个，好的有几个？",
                   f"{ovens}台烤炉每台每小时烤{loaves}个面包，{hours}小时里烤坏{burnt}个，能卖多少个？",
                   f"每台机器每小时烤{loaves}个面包，共{ovens}台，{hours}小时有{burnt}个次品，合格的面包有几个？"],
                  ovens * loaves * hours - burnt, ovens, loaves, hours, burnt)


def factory(p):
    machines, an_hour, hours, faulty = p.rng.randint(2, 9), p.rng.randint(5, 60), p.rng.randint(2, 9), p.rng.randint(2, 9)
    w = p.working
    w.note("Made in an hour:", "每小时共做：")
    made = w.multiply(w.multiply(an_hour, machines), hours)
    w.note("Without the faulty ones:", "去掉次品：")
    w.subtract(made, faulty)
    return p.tell([f"For {hours} hours {machines} machines are on, and every machine makes {an_hour} cups an hour. {faulty} cups do not pass. How many pass?",
                   f"A factory runs {machines} machines for {hours} hours; each makes {an_hour} cups in an hour, but {faulty} cups are thrown away. How many are kept?",
                   f"{machines} machines make {an_hour} cups an hour each. In {hours} hours {faulty} of the cups are faulty. How many cups are good?",
                   f"Each of {machines} machines makes {an_hour} cups an hour. After {hours} hours, {faulty} cups turn out faulty. How many good ones are there?"],
                  [f"{machines}台机器工作了{hours}小时，每台一小时出{an_hour}个杯子，检查出{faulty}个不合格，合格多少个？",
                   f"工厂{machines}台机器开了{hours}小时，一台一小时做{an_hour}个杯子，其中{faulty}个报废，留下多少个？",
                   f"{machines}台机器每台每小时做{an_hour}个杯子，{hours}小时里有{faulty}个次品，合格的有多少个？",
                   f"每台机器每小时做{an_hour}个杯子，{machines}台机器{hours}小时共有{faulty}个次品，合格的杯子有几个？"],
                  machines * an_hour * hours - faulty, machines, an_hour, hours, faulty)


PLOTS = [shopping, two_kinds, giving, journey, sharing, discount, saving, budget, average, reading, wages, packing, hall,
         lending, bakery, fishing, dairy, camp, garden, harvest, classes, factory]
LEVEL = {"shopping": 1, "sharing": 1, "discount": 3, "saving": 3, "budget": 3, "lending": 3, "fishing": 3, "dairy": 3, "camp": 3, "garden": 3,
         "harvest": 3, "classes": 3}
UNITS = ["yuan", "元", "km", "千米", "points", "分", "kg", "千克", "pages", "页", "people", "children", "人", "loaves", "cups", "pieces", "bottles", "瓶",
         *dict.fromkeys(measure for _, _, measure, _, _ in THINGS), *(name for english, chinese, *_ in THINGS for name in (english, chinese))]


def story(draw):
    plot = draw.pick(PLOTS)
    told = plot(Plot(draw))
    result = show(told.result)
    return Item("story", draw.lang, told.text, told.working.text(), draw.say(f"The answer is **{result}**.", f"答案是 **{result}**。"), result,
                f"story {plot.__name__} {told.figures}", check=checks.number(result, [u for u in UNITS if u in told.text]), level=LEVEL.get(plot.__name__, 2))
