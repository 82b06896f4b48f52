# SPDX-License-Identifier: Apache-2.0
"""Sorting a list and removing what occurs twice."""

from item import Item

from skills import checks
from skills.spelling import word
from skills.wordings import WORDINGS
from skills.working import comparison, deciding, held_against, numbered

FORMS = WORDINGS["order"]


def distinct(values, lines, draw):
    """Each is held against those that were kept, one after the other."""
    kept = []
    for i, value in enumerate(values, 1):
        lines.append(f"{i} {value}: {held_against(draw.lang, value, kept)}")
        if value not in kept:
            kept.append(value)
    return kept


def distinct_words(draw, size):
    words = {}
    while len(words) < size:
        words[word(draw)] = True
    return list(words)


def compared(a, b):
    """Two numbers, or two words by the letters that decide."""
    return ", ".join(deciding(a, b)) if isinstance(a, str) else comparison(a, b)


def listed(values):
    return f"{len(values)}: " + ", ".join(numbered(values))


def letters(word):
    """By which it is compared."""
    return f"{word}: {' '.join(word)}"


def select(values, lines, draw, pick):
    """Selection: what comes first of those left is found again and again, by comparing two at a time. Each is known
    by its number."""
    left, found = list(enumerate(values, 1)), []
    while left:
        best = left[0]
        steps = [" ".join(str(i) for i, _ in left) + f": {best[0]} {best[1]}"]
        for i, other in left[1:]:
            step = f"{i}: {compared(other, best[1])}"
            if other != best[1] and pick(other, best[1]) == other:
                best = i, other
                step += draw.say(f", now {i} {other}", f"，换成 {i} {other}")
            steps.append(step)
        found.append(best[1])
        lines.append("; ".join(steps) + draw.say("; so ", "; 所以 ") + f"{best[0]}, #{len(found)} {best[1]}")
        left.remove(best)
    lines.append(f"{len(found)}: " + ", ".join(f"#{place}" for place in numbered(found)))
    return found


def order(draw):
    kind = draw.pick(("up", "down", "words", "distinct", "both"))
    size = draw.rng.randint(3, 6)
    if kind == "words" or kind == "distinct" and draw.rng.random() < 0.5:
        values = distinct_words(draw, size)
    else:
        top = draw.pick((20, 99, 999))
        values = [draw.rng.randint(-top // 4 if draw.rng.random() < 0.2 else 0, top) for _ in range(size)]
    if kind in ("distinct", "both"):
        values += [draw.pick(values) for _ in range(draw.rng.randint(1, 3))]
        draw.rng.shuffle(values)
    elif draw.rng.random() < 0.25:
        values[draw.rng.randrange(size)] = draw.pick(values)  # sorting keeps twins
    lines, result = numbered(map(letters, values)) if kind == "words" else [listed(values)], values
    if kind in ("distinct", "both"):
        result = distinct(values, lines, draw)
        lines.append(listed(result))
    if kind != "distinct":
        down = kind == "down"
        lines.append(draw.say("the largest first", "从大到小") if down else draw.say("the smallest first", "从小到大"))
        result = select(result, lines, draw, max if down else min)
    expected = list(dict.fromkeys(values)) if kind in ("distinct", "both") else values
    if kind != "distinct":
        expected = sorted(expected, reverse=kind == "down")
    assert result == expected
    shown = ", ".join(map(str, result))
    question = draw.ask(FORMS[kind], l=", ".join(map(str, values)) if draw.lang == "en" or draw.rng.random() < 0.5 else "、".join(map(str, values)))
    return Item("order", draw.lang, question, "\n".join(lines), f"**{shown}**", shown, f"order {kind} {sorted(map(str, values))}",
                check=checks.sequence(result), spelled=tuple(v for v in result if isinstance(v, str)), level=1 if len(values) < 5 else 2 if len(values) < 7 else 3)
