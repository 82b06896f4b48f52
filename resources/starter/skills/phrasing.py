# SPDX-License-Identifier: Apache-2.0
"""More ways to ask than wordings.json lists: each form with words in place of others that mean the same (synonyms.json), with
or without a greeting, spaces and a last mark. The forms that are kept for the evaluation never come of it."""

import itertools
import json
import random
import re
from pathlib import Path

from skills.wordings import WORDINGS

SYNONYMS = json.loads(Path(__file__).with_name("synonyms.json").read_text(encoding="utf-8"))
MOST = 40  # variants of a form
OPENERS = {"en": ["Hello! ", "Hi! ", "A question: ", "Next: ", "Quick question: ", "Please help: ", "Mingsi, ", "Tell me: ", "OK, "],
           "zh": ["你好！", "请问：", "问题：", "帮个忙：", "请教一下：", "明思，", "下一个：", "好的，", "告诉我："]}
CLOSERS = {"en": [" Thanks!", " Thank you.", " Many thanks."], "zh": ["谢谢！", "谢谢。", "麻烦了。", "多谢。"]}
MARKS = "?.？。"


def found(members, form):
    """Where a member of a group of synonyms stands in a form."""
    ends = [re.escape(m) for m in sorted(members, key=len, reverse=True)]
    whole = r"(?<![A-Za-z])(?:{})(?![A-Za-z])" if members[0].isascii() else "(?:{})"
    return re.search(whole.format("|".join(ends)), form)


def plain(form):
    """What is left of a form that differs from another in spaces, marks and case alone."""
    return re.sub(r"[^\w{}%]", "", form.replace("一下", "")).lower()


def variants(form, groups):
    parts = [(group, match) for group in groups if (match := found(group, form))]
    chosen, rng = [form], random.Random(form)
    combinations = list(itertools.islice(itertools.product(*(group for group, _ in parts)), 4000))
    for words in rng.sample(combinations, min(MOST, len(combinations))):
        changed = form
        for (group, _), word in zip(parts, words):
            if match := found(group, changed):
                changed = changed[: match.start()] + word + changed[match.end() :]
        chosen.append(changed)
    return list(dict.fromkeys(chosen))


def all_variants():
    """form → its variants, without those that are kept for the evaluation"""
    made = {}
    for skill, kinds in WORDINGS.items():
        kept = {plain(forms[-1]) for languages in kinds.values() for forms in languages.values()}
        for languages in kinds.values():
            for lang, forms in languages.items():
                for form in forms[:-1]:
                    made[form] = [form] + [v for v in variants(form, SYNONYMS[skill][lang]) if plain(v) not in kept]
    return made


VARIANTS = all_variants()


def vary(rng, lang, form):
    """A form, asked a little differently."""
    if rng.random() < 0.6:
        form = rng.choice(VARIANTS.get(form, [form]))
    if lang == "zh" and rng.random() < 0.3:
        form = re.sub(r"(?<=[一-龥]) ?(?=\{)|(?<=\}) ?(?=[一-龥])", rng.choice(("", " ")), form)
    if form[-1] in MARKS and rng.random() < 0.1:
        form = form[:-1]
    return form


def greeted(rng, lang, question):
    """With words of politeness around it; a table of several lines stays as it is."""
    if "\n" in question:
        return question
    if rng.random() < 0.15:
        question = rng.choice(OPENERS[lang]) + question
    if question[-1] in MARKS and rng.random() < 0.1:
        question += rng.choice(CLOSERS[lang])
    return question
