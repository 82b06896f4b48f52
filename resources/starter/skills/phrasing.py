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


# Words in which a synonym of a part would make no sense.
FROZEN = re.compile("下列|相乘|乘积|经过|降低|减半|增长率|约等于|最大值|最小值|每个数|后又|然后再|contradict each other|these numbers|on average"
                    "|take it {n} times|did it change in percent|result of the first|Give me")


def found(members, form):
    """Where a member of a group of synonyms stands in a form."""
    ends = [re.escape(m) for m in sorted(members, key=len, reverse=True)]
    whole = r"(?<![A-Za-z])(?:{})(?![A-Za-z])" if members[0].isascii() else "(?:{})"
    frozen = [f.span() for f in FROZEN.finditer(form)]
    for match in re.finditer(whole.format("|".join(ends)), form):
        if not any(start <= match.start() and match.end() <= end and match.span() != (start, end) for start, end in frozen):
            return match
    return None


def plain(form):
    """What is left of a form that differs from another in spaces, marks, case and politeness alone."""
    form = re.sub("一下|请问|请|麻烦|共|若|按", "", form.lower()).replace("what's", "what is").replace("one", "1")
    return re.sub(r"[^\w{}%]", "", form)


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
                    made[form] = [v for v in variants(form, SYNONYMS[skill][lang]) if plain(v) not in kept] or [form]
    return made


VARIANTS = all_variants()


def vary(rng, lang, form):
    """A form, asked a little differently."""
    if rng.random() < 0.6:
        form = rng.choice(VARIANTS.get(form, [form]))
    if lang == "zh" and rng.random() < 0.3:
        form = re.sub(r"(?<=[一-龥]) ?(?=\{)|(?<=\}) ?(?=[一-龥])", rng.choice(("", " ")), form)
    return form


def greeted(rng, lang, question):
    """With words of politeness around it; a table of several lines stays as it is."""
    if "\n" in question:
        return question
    if rng.random() < 0.15:
        question = rng.choice(OPENERS[lang]) + question
    if question[-1] in MARKS:
        chance = rng.random()
        question = question + rng.choice(CLOSERS[lang]) if chance < 0.1 else question[:-1] if chance < 0.2 else question
    return question
