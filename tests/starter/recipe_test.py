#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Properties of the starter recipe's questions: the worked solutions are true line by line, the checkers accept every
right answer and no wrong one, and what is held out stays out. Standard library alone:

    python3 tests/starter/recipe_test.py
"""

import datetime
import json
import random
import re
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "resources" / "starter"))

from reasoner import changes, data, evaluate  # noqa: E402
from reasoner.reply import Reply  # noqa: E402
from skills import checks  # noqa: E402
from skills.draw import Draw  # noqa: E402
from skills.exact import rounded, show  # noqa: E402
from skills.mixture import SKILLS, TALK, Mixture  # noqa: E402
from skills.nines import RESULT, nines  # noqa: E402
from skills.reflection import CORRECTS, LOOKS_BACK, by_reading, reflect, rewrites, slips, without_marks  # noqa: E402
from skills.working import Working  # noqa: E402

SUM = re.compile(r"(?<![\d.)])(-?[\d.]+(?: ?[+×÷-] ?(?:[\d.]+|\(-?[\d.]+\)))+) ?= ?(-?[\d.]*\d)(?![\d.]*(?: ?[+×÷(]| -))")
REST = re.compile(r"(\d+)÷(\d+)=(\d+) r (\d+)")
ORDER = re.compile(r"(?<![\w.-])(-?[\d.]+|[a-z]|-) ([<>]) (-?[\d.]+|[a-z]|-)(?![\w.-])")  # numbers, or letters and the end of a word
TRIED = re.compile(r"(\d+)÷(\d+): ((?:\d: [\d <>=,]+; )+)(\d)((?:, [\d+-]+=\d)*), r (\d+)")


def value(expression):
    """Of an expression as the solutions write it, by Python's own rules on fractions."""
    code = expression.replace("×", "*").replace("÷", "/")
    return eval(re.sub(r"\d+(?:\.\d+)?", lambda n: f"Fraction('{n.group()}')", code), {"Fraction": Fraction})


def ranked(thing):
    """Numbers by their value; letters by their place in the alphabet, behind the end of a word."""
    return "-abcdefghijklmnopqrstuvwxyz".index(thing) if not re.search(r"\d", thing) else Fraction(thing.rstrip("."))


def false_lines(reasoning):
    """The equations, comparisons and divisions with remainder that do not hold."""
    wrong = [m.group() for m in ORDER.finditer(reasoning) if (ranked(m[1]) < ranked(m[3])) != (m[2] == "<") or m[1] == m[3]]
    for m in REST.finditer(reasoning):
        a, b, quotient, rest = map(int, m.groups())
        if a != b * quotient + rest or rest >= b:
            wrong.append(m.group())
    for m in TRIED.finditer(reasoning):
        a, b, quotient, rest = int(m[1]), int(m[2]), int(m[4]), int(m[6])
        digits = "".join(re.findall(r"=(\d)", m[5]))[::-1] or m[1]  # of the rest, all of which is left where it does not go
        tried = {int(times): (int(product), sign, int(same)) for times, product, sign, same
                 in re.findall(r"(\d): (?:[^;]*, )?(\d+) ([<=>]) (\d+);", m[3])}
        sure = quotient == 9 or rest == 0 or quotient + 1 in tried  # that it does not go once more
        if a != b * quotient + rest or not 0 <= rest < b or int(digits) != rest or quotient and quotient not in tried or not sure:
            wrong.append(m.group())
        wrong += [m.group() for times, (product, sign, same) in tried.items()
                  if (product, same) != (b * times, a) or sign != ("<" if product < a else ">" if product > a else "=")]
    for m in SUM.finditer(TRIED.sub("", REST.sub("", reasoning))):
        if value(m[1]) != Fraction(m[2]):
            wrong.append(m.group())
    return wrong


def dates_in(question):
    """The dates that a question names, the earliest first."""
    months = "January February March April May June July August September October November December".split()
    found = [(int(y), int(m), int(d)) for y, m, d in re.findall(r"(\d{4})-(\d\d)-(\d\d)", question)]
    found += [(int(y), int(m), int(d)) for y, m, d in re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日", question)]
    found += [(int(y), months.index(m) + 1, int(d)) for d, m, y in re.findall(r"(\d{1,2}) (\w+) (\d{4})", question) if m in months]
    return sorted(datetime.date(*parts) for parts in found)


def every_item(count, **options):
    for skill in SKILLS:
        mixture = Mixture(f"test {skill}", **options)
        for i in range(count):
            yield mixture.item(skill, lang=("en", "zh")[i % 2], new_wording=i % 5 == 0)
    mixture = Mixture("test follow-ups", **options)
    for i in range(count):
        yield mixture.followed(2 + i % 3)[-1]


class Solutions(unittest.TestCase):
    def test_every_equation_holds(self):
        for item in every_item(200):
            self.assertEqual([], false_lines(item.reasoning), item)

    def test_the_result_is_reached(self):
        for item in every_item(200):
            if item.check["kind"] == "number":
                self.assertIn(show(Fraction(item.expect)), item.reasoning, item)

    def test_whole_numbers_and_decimals(self):
        rng = random.Random(5)
        for _ in range(3000):
            a, b = (Fraction(rng.randint(-9999, 9999), rng.choice((1, 1, 10, 100))) for _ in range(2))
            working = Working(rng.choice(("en", "zh")))
            self.assertEqual(a + b, Fraction(working.add(a, b)))
            self.assertEqual(a - b, Fraction(working.subtract(a, b)))
            self.assertEqual(a * b, Fraction(working.multiply(a, b)))
            if b > 0:
                self.assertEqual(rounded(a / b, 2), working.divide(a, b, 2), working.lines)
            self.assertEqual([], false_lines(working.text()), (a, b))

    def test_a_digit_of_a_quotient_is_tried(self):
        """Each by its rest, read out of what is written; some begin with a wrong one, and come back."""
        led_back, rng = 0, random.Random(6)
        for _ in range(500):
            a, b = rng.randint(100, 99999), rng.randint(13, 99)
            working = Working("en")
            self.assertEqual(divmod(a, b), working.divide_with_rest(a, b))
            self.assertEqual([], false_lines(working.text()))
            found = [(int(m[4]), int(m[3][0])) for m in TRIED.finditer(working.text())]
            self.assertEqual([int(d) for d in str(a // b) if d != "0"], [digit for digit, _ in found if digit], working.text())
            led_back += sum(first != digit for digit, first in found)
        self.assertGreater(led_back, 100)

    def test_a_story_begins_with_all_that_is_given(self):
        """Each figure of the question, and no other, whatever its telling."""
        for new_wording in (False, True):
            mixture = Mixture(f"given {new_wording}")
            for _ in range(800):
                item = mixture.item("story", new_wording=new_wording)
                told, given = (sorted(re.findall(r"\d+", text)) for text in (item.question, item.reasoning.split("\n")[0]))
                self.assertEqual(told, given, item)

    def test_what_is_there_already_is_found(self):
        """What each entry is held against: those before it, each once, up to the one that is the same."""
        mixture, again = Mixture("again"), 0
        for _ in range(300):
            item = mixture.item("order", lang="en")
            if item.key.split()[1] not in ("distinct", "both"):
                continue
            kept = []
            for line in (line for line in item.reasoning.split("\n") if re.match(r"\d+ \S+: (?!\d+: )", line) and "#" not in line):
                value, shown = re.match(r"\d+ (\S+): (.*)", line).groups()
                place = kept.index(value) if value in kept else len(kept)
                others = [f"{i} {other} no" for i, other in enumerate(kept[:place], 1)]
                if value in kept:
                    self.assertEqual(", ".join([*others, f"{place + 1} {value} yes", "already there"]), shown, item)
                    again += 1
                else:
                    kept.append(value)
                    self.assertEqual(", ".join([*others, f"new: {len(kept)} {value}"]), shown, item)
        self.assertGreater(again, 100)

    def test_a_reversed_word_is_joined_of_its_letters(self):
        mixture = Mixture("reversed")
        for _ in range(100):
            item = mixture.item("reverse")
            word, (forwards, backwards, parts) = item.key.split()[1], item.reasoning.split("\n")
            self.assertEqual(list(word), re.findall(r"\d+ ([a-z])", forwards), item)
            self.assertEqual(list(word[::-1]), re.findall(r"\d+ ([a-z])", backwards), item)
            self.assertEqual(re.findall("= ([a-z]+)", backwards), parts.split(), item)
            self.assertEqual(word[::-1], parts.replace(" ", ""), item)

    def test_the_column_that_is_asked_for_is_named_by_its_place(self):
        mixture, named = Mixture("column"), 0
        for _ in range(300):
            item = mixture.item("table")
            found = re.match(r"(?:columns: |列：)(.*)(?:; asked: |；问：)(\S+) (\d)\n", item.reasoning)
            if not found:
                continue
            header = next(line for line in item.question.split("\n") if line.count(",") == 2).split(",")
            self.assertEqual([f"{column} {place}" for place, column in enumerate(header, 1)], found[1].split(", "), item)
            self.assertEqual(found[2], header[int(found[3]) - 1], item)
            named += 1
        self.assertGreater(named, 80)

    def test_rounding_is_half_away_from_zero(self):
        self.assertEqual("0.13", show(rounded(Fraction(1, 8), 2)))
        self.assertEqual("-0.13", show(rounded(Fraction(-1, 8), 2)))
        self.assertEqual("1300", show(rounded(1250, -2)))


class Checkers(unittest.TestCase):
    def test_own_answers_are_right(self):
        for item in every_item(200):
            self.assertTrue(checks.is_right(item.check, item.answer), item)

    def test_answers_to_other_questions_are_wrong(self):
        for skill in SKILLS:
            if skill in TALK:  # several questions have one answer
                continue
            mixture = Mixture(f"others {skill}")
            items = [mixture.item(skill, lang="en") for _ in range(60)]
            for a, b in zip(items, items[1:]):
                if str(a.check) != str(b.check) and a.check.get("value", a.expect) != b.check.get("value", b.expect):
                    self.assertFalse(checks.is_right(a.check, b.answer), (a, b))

    def test_spoilt_answers_are_wrong(self):
        for item in every_item(60):
            if item.check["kind"] == "number":
                result = Fraction(item.expect)
                for other in (result + 1, -result if result else 1, result * 10 or 1, result + Fraction(1, 100)):
                    self.assertFalse(checks.is_right(item.check, f"It is **{show(other)}**."), item)
                self.assertFalse(checks.is_right(item.check, f"**{item.expect}** or **{show(result + 1)}**"), item)
                self.assertFalse(checks.is_right(item.check, item.expect), "not stated")
                self.assertFalse(checks.is_right(item.check, f"**{item.expect} furlongs**"), item)
            elif item.check["kind"] == "sequence":
                values = item.check["values"]
                self.assertFalse(checks.is_right(item.check, f"**{', '.join(values + values[:1])}**"), item)
                self.assertFalse(checks.is_right(item.check, f"**{', '.join(values[1:])}**"), item)
            self.assertFalse(checks.is_right(item.check, ""), item)
            self.assertFalse(checks.is_right(item.check, item.answer + " **-7.77**" if item.check["kind"] != "points" else ""), item)

    def test_numbers_as_people_write_them(self):
        check = checks.number("1250.5", ["%", "km"])
        for right in ("**1250.5**", "**1,250.5**", "**1250.50 %**", "It is **1250.5 km**.", r"\boxed{1250.5}", "**1250.5** and again **1250.5**"):
            self.assertTrue(checks.is_right(check, right), right)
        for wrong in ("1250.5", "**1250,5**", "**12,50.5**", "**1250.5 m**", "**-1250.5**", "**1250.5 1250.5**", "****", "**1250.5", "**1250.5e0**"):
            self.assertFalse(checks.is_right(check, wrong), wrong)

    def test_currencies_as_people_write_them(self):
        mixture = Mixture("money")
        while (item := mixture.item("currency", lang="zh")).check["units"][0] != "CNY":
            pass
        for right in ("元", "人民币", "RMB", " yuan"):
            self.assertTrue(checks.is_right(item.check, f"**{item.expect}{right}**"), right)
        for wrong in ("日元", "美元", "$"):
            self.assertFalse(checks.is_right(item.check, f"**{item.expect}{wrong}**"), wrong)

    def test_dates_as_people_write_them(self):
        check = checks.date(2024, 2, 29)
        for right in ("2024-02-29", "2024/2/29", "2024年2月29日", "29 February 2024", "February 29, 2024", "29th February 2024"):
            self.assertTrue(checks.is_right(check, f"**{right}**"), right)
        for wrong in ("2024-02-28", "29-02-2024", "February 2024", "2024"):
            self.assertFalse(checks.is_right(check, f"**{wrong}**"), wrong)

    def test_documents(self):
        check = checks.document({"name": "Li", "age": 1, "member": True})
        for right in ('{"age": 1, "name": "Li", "member": true}', '```json\n{"age":1,"name":"Li","member":true}\n```'):
            self.assertTrue(checks.is_right(check, right), right)
        for wrong in ('{"age": true, "name": "Li", "member": true}', '{"age": 1, "name": "Li"}', 'Here: {"age": 1, "name": "Li", "member": true}',
                      '{"age": 1, "age": 1, "name": "Li", "member": true}', "[" * 5000, '{"age": "1", "name": "Li", "member": true}'):
            self.assertFalse(checks.is_right(check, wrong), wrong[:80])

    def test_points_and_outlines(self):
        check = checks.points(2, ["the cost is 6 yuan", "12 towns are served"])
        self.assertTrue(checks.is_right(check, "- the cost is 6 yuan\n- 12 towns are served"))
        self.assertTrue(checks.is_right(check, "Here:\n1. 12 towns are served\n2. the cost is 6 yuan"))
        self.assertFalse(checks.is_right(check, "- the cost is 6 yuan\n- 12 towns are served\n- both"))
        self.assertFalse(checks.is_right(check, "- the cost is 6 yuan and 12 towns are served"))
        self.assertFalse(checks.is_right(check, "- the cost is 6 yuan\n- 12 towns are served since 1999"))
        self.assertFalse(checks.is_right(check, "- the cost is 6 yuan\n- the cost is 6 yuan"))
        slides = checks.points(2, ["the cost is 6 yuan", "12 towns are served"], headings=2, title="water")
        self.assertTrue(checks.is_right(slides, "# water\n## A\n- the cost is 6 yuan\n## B\n- 12 towns are served"))
        self.assertFalse(checks.is_right(slides, "## A\n- the cost is 6 yuan\n## B\n- 12 towns are served"))
        self.assertFalse(checks.is_right(slides, "# water\n## A\n- the cost is 6 yuan\n- 12 towns are served"))
        self.assertFalse(checks.is_right(slides, "# tea\n## A\n- the cost is 6 yuan\n## B\n- 12 towns are served"))
        self.assertFalse(checks.is_right(slides, "# water\n## A\n- the cost is 6 yuan\n## A\n- 12 towns are served"))
        self.assertFalse(checks.is_right(slides, "# water\n## A\n## B\n- the cost is 6 yuan\n- 12 towns are served"))
        self.assertFalse(checks.is_right(check, "It was 1999.\n- the cost is 6 yuan\n- 12 towns are served"))

    def test_a_refusal_is_no_answer(self):
        mixture = Mixture("refusals")
        refusals = {lang: mixture.item("decline", lang).answer for lang in ("en", "zh")}
        for skill in ("mingsi", "greeting"):
            for lang, refusal in refusals.items():
                for _ in range(40):
                    item = mixture.item(skill, lang)
                    self.assertFalse(checks.is_right(item.check, refusal), item)

    def test_dates_agree_with_the_calendar(self):
        mixture, seen = Mixture("calendar"), set()
        names = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), "zh": [f"星期{d}" for d in "一二三四五六日"]}
        for _ in range(800):
            item = mixture.item("date")
            _, kind, *rest = item.key.split()
            seen.add(kind)
            if kind == "weekday":
                continue
            first, span = datetime.date.fromisoformat(rest[0]), int(rest[1])
            last = first + datetime.timedelta(span)
            given = {"later": [first], "earlier": [last], "between": [first, last], "on": [first, last]}[kind]
            self.assertEqual(given, dates_in(item.question), item)
            expected = {"later": str(last), "earlier": str(first), "between": str(span), "on": names[item.lang][last.weekday()]}
            self.assertEqual(expected[kind], item.expect, item)
            if kind == "on":
                self.assertIn(names[item.lang][first.weekday()], item.question)
        self.assertEqual({"weekday", "later", "earlier", "between", "on"}, seen)

    def test_tables_are_read_from_the_text(self):
        """Answers again from the CSV text of the question alone."""
        mixture, seen = Mixture("tables"), set()
        for _ in range(600):
            item = mixture.item("table")
            lines = [line.split(",") for line in item.question.split("\n") if "," in line and " " not in line]
            head, rows = lines[0], lines[1:]
            kind = item.key.split()[1]
            asked = [column for column in head[1:] if column in item.question.replace(",".join(head), "", 1)]
            place = head.index(asked[0]) if asked else 1
            numbers = [(row[0], int(row[place])) for row in rows]
            seen.add(kind)
            if kind in ("max", "min"):
                self.assertEqual((max if kind == "max" else min)(numbers, key=lambda row: row[1])[0], item.expect, item)
            elif kind == "clash":
                self.assertEqual([item.expect], [n for n in dict(numbers) if len({v for name, v in numbers if name == n}) > 1], item)
            elif kind == "mean":
                self.assertEqual(rounded(Fraction(sum(n for _, n in numbers), len(numbers)), 1), Fraction(item.expect), item)
            elif kind == "sum":
                self.assertEqual(sum(n for _, n in numbers), int(item.expect), item)
            elif kind in ("filter", "below", "list"):
                limit = int(item.key.split()[2])
                found = [name for name, n in numbers if (n < limit if kind == "below" else n > limit)]
                self.assertEqual(", ".join(found) if kind == "list" else str(len(found)), item.expect, item)
            elif kind == "cell":
                self.assertEqual(str(dict(numbers)[item.key.split()[2]]), item.expect, item)
        self.assertEqual({"sum", "mean", "max", "min", "cell", "filter", "below", "list", "clash"}, seen)

    def test_claims_are_judged_by_their_text(self):
        """Judges the claim again from the figures and the words of the question."""
        forms = [(r"The \w+ of (\w+) is (\d+)\.", lambda f, a, n: f.get(a) and f[a] == int(n)),
                 (r"The \w+ of (\w+) is more than that of (\w+)\.", lambda f, a, b: f[a] > f[b] if a in f and b in f else None),
                 (r"The \w+ of (\w+) is twice that of (\w+)\.", lambda f, a, b: f[a] == 2 * f[b]),
                 (r"The \w+ of (\w+) is (\d+) more than that of (\w+)\.", lambda f, a, n, b: f[a] - f[b] == int(n)),
                 (r"Together, (\w+) and (\w+) have a \w+ of (\d+)\.", lambda f, a, b, n: f[a] + f[b] == int(n))]
        mixture, verdicts = Mixture("claims"), set()
        for _ in range(500):
            item = mixture.item("claim", lang="en")
            figures = {a: int(n) for a, n in re.findall(r"^(\w+),(\d+)$", item.question, re.MULTILINE)}
            judged = [judge(figures, *found.groups()) for form, judge in forms if (found := re.search(form, item.question))]
            self.assertEqual(1, len(judged), item)
            verdicts.add(item.expect)
            self.assertEqual({True: "true", False: "false", None: "not stated"}[judged[0]], item.expect, item)
        self.assertEqual(3, len(verdicts))


class Split(unittest.TestCase):
    def test_held_out_contents_are_never_trained_on(self):
        kept = {item.key for item in every_item(60, held_out=True)}
        trained = {item.key for item in every_item(300)}
        self.assertFalse(kept & trained)

    def test_a_question_is_on_one_side(self):
        """What is not in the question must not decide: it could be trained on after all."""
        for skill, (generate, _) in SKILLS.items():
            rng, sides = random.Random(skill), {}
            for _ in range(1500):
                item = generate(Draw(rng, "en"))
                sides.setdefault(item.question, set()).add(item.held_out())
            self.assertEqual([], [question for question, both in sides.items() if len(both) > 1], skill)

    def test_the_last_wording_is_kept_for_the_evaluation(self):
        wordings = ["a", "b", "c"]
        rng = random.Random(1)
        self.assertEqual({"a", "b"}, {Draw(rng, "en").choose(wordings) for _ in range(100)})
        self.assertEqual({"c"}, {Draw(rng, "en", new_wording=True).choose(wordings) for _ in range(100)})

    def test_the_held_out_questions_come_out_again(self):
        """What the shipped model was judged by must not change unnoticed."""
        for name in data.SETS:
            with open(data.HELD_OUT / f"{name}.jsonl", encoding="utf-8") as kept:
                self.assertEqual([json.loads(line) for line in kept], list(data.held_out(name)))

    def test_a_seed_gives_the_same_questions(self):
        one, two = Mixture("seed", reflecting=0.5), Mixture("seed", reflecting=0.5)
        for _ in range(200):
            self.assertEqual(one.conversation(), two.conversation())


class Reflection(unittest.TestCase):
    def steps_are_true(self, text):
        """Each sum and product of a check, 8+8=16."""
        for left, right in re.findall(r"(\d+(?:[+×-]\d+)+)=(\d+)", text):
            self.assertEqual(int(right), eval(left.replace("×", "*")), text)

    def test_a_right_result_holds_by_nines(self):
        rng, mixture, seen = random.Random(6), Mixture("nines"), 0
        while seen < 500:
            item = mixture.item(rng.choice(("calculate", "currency", "story", "percent")))
            for line in filter(RESULT.search, item.reasoning.split("\n")):
                text, holds = nines(line)
                self.assertTrue(holds, f"{line}\n{text}")
                self.steps_are_true(text)
                seen += 1

    def test_a_wrong_result_is_found_unless_nine_divides_what_it_is_off_by(self):
        rng, found = random.Random(7), []
        for _ in range(500):
            a, b = rng.randint(10, 99999), rng.randint(2, 99)
            sign = rng.choice("+-×÷")
            true = {"+": a + b, "-": a - b, "×": a * b, "÷": a}[sign]
            if sign == "÷":
                a, b, true = a * b, b, a
            told = true + rng.choice((-1, 1)) * rng.randint(1, 40)
            if told < 0 or sign == "-" and true < 0:
                continue
            off = told * b - a if sign == "÷" else told - true
            text, holds = nines(f"so {a} {sign} {b} = {told}")
            self.assertEqual(off % 9 == 0, holds, text)
            found.append(not holds)
        self.assertGreater(sum(found), 0.7 * len(found))

    def test_the_rest_of_a_division_counts(self):
        line = "100 ÷ 7: 10÷7=1 r 3, 30÷7=4 r 2, so 100 ÷ 7 ≈ 14.28"
        self.assertFalse(nines(line)[1])
        right = "10 ÷ 7: 10÷7=1 r 3, point, 30÷7=4 r 2, 20÷7=2 r 6, so 10 ÷ 7 ≈ 1.42"
        self.assertTrue(nines(right)[1])

    def test_figures_are_held_against_each_other_up_to_the_first_that_differs(self):
        text, holds = by_reading("boats 11, each 54", "boats 11, each 45", "en")
        self.assertFalse(holds)
        self.assertEqual("Let me check the figures: boats 11, each 45; 11 = 11, 54 > 45", text)
        self.assertTrue(by_reading("boats 11, each 45", "boats 11, each 45", "zh")[1])

    def test_a_wrong_line_is_not_learned_but_its_correction_is(self):
        rng, mixture, looked, corrected = random.Random(3), Mixture("looks back"), 0, 0
        for _ in range(600):
            item = mixture.item(rng.choice(("calculate", "story", "currency", "date")))
            whole = item.reasoning
            reflect(item, rng, 4.0)
            plain, spans = slips(item.reasoning)
            self.assertEqual(without_marks(item.reasoning), plain)
            if not LOOKS_BACK.search(plain):
                self.assertEqual((whole, []), (plain, spans))
                continue
            looked += 1
            lines = plain.split("\n")
            place = next(i for i, line in enumerate(lines) if LOOKS_BACK.search(line))
            if spans:
                corrected += 1
                (start, end), = spans
                self.assertEqual(lines[place - 1], plain[start:end])
                self.assertTrue(CORRECTS.search(lines[place + 1]), plain)
                self.assertTrue(rewrites(plain))
                self.assertRegex(lines[place], "not right$|不对$")
                lines[place - 1 : place + 2] = [re.split("again: |重写：", lines[place + 1])[1]]
            else:
                self.assertFalse(CORRECTS.search(plain) or rewrites(plain))
                self.assertRegex(lines[place], ", right$|，正确$")
                del lines[place]
            self.assertEqual(whole, "\n".join(lines))
        self.assertGreater(looked, 300)
        self.assertGreater(corrected, 100)

    def test_a_false_alarm_writes_nothing_new(self):
        begun = "5 + 2 = 7\nLet me check by nines: 5: 5; 2: 2; 7: 7; 7 < 8, not right\n"
        self.assertFalse(rewrites(begun + "Wait, again: 5 + 2 = 7\n7 + 1 = 8"))
        self.assertTrue(rewrites(begun + "Wait, again: 5 + 2 = 8"))
        self.assertTrue(rewrites(begun + "Wait, again: 5 + 2 = 8\n7 + 1 = 8", begin=len(begun)))
        self.assertFalse(rewrites(begun + "Wait, again: 5 + 2 = 8\n7 + 1 = 8", begin=len(begun) + 1))
        self.assertFalse(rewrites(begun))

    def test_harder_questions_are_looked_at_again_more_often(self):
        rng, mixture, looked = random.Random(4), Mixture("levels"), {1: [], 2: [], 3: []}
        for _ in range(1500):
            item = mixture.item("calculate")
            reflect(item, rng, 0.2)
            looked[item.level].append(bool(LOOKS_BACK.search(item.reasoning)))
        shares = [sum(found) / len(found) for found in looked.values()]
        self.assertEqual(sorted(shares), shares)
        self.assertGreater(shares[2], 4 * shares[0])


class Astray(unittest.TestCase):
    def test_only_a_checkpoint_goes_on_from_a_thought(self):
        with patch("sys.argv", ["evaluate", "--cli", "mingsi-cli", "--sets", "single", "astray"]), patch("sys.stderr") as said, \
                self.assertRaises(SystemExit) as end:
            evaluate.main()
        self.assertEqual(2, end.exception.code)
        self.assertIn("--sets single multi", "".join(call.args[0] for call in said.write.call_args_list))


class Selection(unittest.TestCase):
    def test_no_questions_are_no_evaluation(self):
        with patch("sys.argv", ["evaluate", "--cli", "mingsi-cli", "--skills", "greeting", "--level", "3"]), patch("sys.stderr") as said, \
                self.assertRaises(SystemExit) as end:
            evaluate.main()
        self.assertEqual(2, end.exception.code)
        self.assertIn("no questions of level 3", "".join(call.args[0] for call in said.write.call_args_list))


class Changes(unittest.TestCase):
    def test_the_sign_test(self):
        """Two-sided exact binomial probabilities, as R's binom.test and tables of the sign test give them."""
        for one, other, expected in ((2, 8, 0.109375), (0, 6, 0.03125), (5, 10, 0.3017578125), (4, 4, 1), (0, 0, 1)):
            self.assertEqual(expected, changes.chance(one, other))
            self.assertEqual(expected, changes.chance(other, one))

    def test_both_ways_are_counted(self):
        before = {name: {"right": was} for name, was in zip("abcdef", (0, 0, 1, 1, 1, 0))}
        after = {name: {"right": became} for name, became in zip("fedcba", (1, 0, 1, 1, 0, 1))}
        self.assertEqual((3, 4, 2, 1), changes.changes(before, after, "right"))

    def told_of(self, kept, *names):
        """→ what the command prints, or ends with."""
        with tempfile.TemporaryDirectory() as folder, patch("sys.argv", ["changes", "--work", folder, *names]), \
                patch("builtins.print") as said:
            Path(f"{folder}/evaluation.json").write_text(json.dumps(kept), encoding="utf-8")
            try:
                changes.main()
            except SystemExit as end:
                return str(end.code)
        return "\n".join(call.args[0] for call in said.call_args_list)

    def test_evaluations_that_were_kept_are_compared(self):
        items = [Mixture("kept").item() for _ in range(4)]

        def kept(*wrong):
            asked = [({"set": "single", "id": i, "level": 1 + i // 2, "check": item.check},
                      Reply("x", "no" if i in wrong else item.answer, True), 3) for i, item in enumerate(items)]
            return {"each": evaluate.each(asked)}

        told = self.told_of({"before": kept(0, 1), "after": kept(2)}, "before", "after")
        self.assertRegex(told, r"level 1, of +2 right +0 -> +2 +gained +2 lost +0 +p 0\.5000")
        self.assertRegex(told, r"level 2, of +2 right +2 -> +1 +gained +0 lost +1 +p 1\.0000")

    def test_what_cannot_be_compared_is_named(self):
        kept = {"old": {"groups": {}}, "one": {"each": {"single 1": {"level": 1}}}, "other": {"each": {"single 2": {"level": 1}}}}
        for names, message in ((("one", "old"), "'old'.*there are one, other"), (("one", "none"), "'none'"),
                               (("one", "other"), "one and other were asked different questions")):
            self.assertRegex(self.told_of(kept, *names), message)


if __name__ == "__main__":
    unittest.main()
