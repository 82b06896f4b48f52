# SPDX-License-Identifier: Apache-2.0
"""Sorting a list and removing what occurs twice."""

from item import Item

from skills import checks
from skills.spelling import beginnings, word
from skills.wordings import WORDINGS
from skills.working import comparison

FORMS = WORDINGS["order"]


def distinct(values, lines, draw):
    kept = []
    for value in values:
        known = value in kept
        if not known:
            kept.append(value)
        lines.append(f"{value}: " + (draw.say("already there", "已有") if known else draw.say("new, keep", "新的，留下")))
    return kept


def distinct_words(draw, size):
    words = {}
    while len(words) < size:
        words[word(draw)] = True
    return list(words)


def select(values, lines, draw, pick, name, keys=None):
    """Selection: the least is found again and again, by comparing two at a time. keys: value → what is written for it where it is
    compared; the value itself if not given."""
    key = (keys or {v: v for v in values}).__getitem__
    left, found = list(values), []
    while left:
        lines.append(draw.say("left: ", "剩下：") + ", ".join(str(key(value)) for value in left))
        best, steps = left[0], [draw.say(f"{name}: start {key(left[0])}", f"{name}：先看 {key(left[0])}")]
        for other in left[1:]:
            before, best = best, pick(best, other)
            sign = "=" if other == before else "<" if other < before else ">"
            shown = f"{key(other)} {sign} {key(before)}" if keys else comparison(other, before)
            steps.append(shown + (draw.say(f", now {key(best)}", f"，换成 {key(best)}") if best != before else ""))
        found.append(best)
        lines.append("; ".join(steps) + draw.say(f"; so {key(best)}", f"; 所以 {key(best)}") + (f": {best}" if keys else ""))
        left.remove(best)
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
    lines, result = [], values
    if kind in ("distinct", "both"):
        result = distinct(values, lines, draw)
    if kind == "down":
        result = select(result, lines, draw, max, draw.say("largest", "最大"))
    elif kind != "distinct":
        keys = beginnings(values) if kind == "words" else None
        if keys:
            lines.append(", ".join(f"{word}: {letters}" for word, letters in keys.items()))
        name = draw.say("first", "最前") if kind == "words" else draw.say("smallest", "最小")
        result = select(result, lines, draw, min, name, keys)
    expected = list(dict.fromkeys(values)) if kind in ("distinct", "both") else values
    if kind != "distinct":
        expected = sorted(expected, reverse=kind == "down")
    assert result == expected
    shown = ", ".join(map(str, result))
    question = draw.ask(FORMS[kind], l=", ".join(map(str, values)) if draw.lang == "en" or draw.rng.random() < 0.5 else "、".join(map(str, values)))
    return Item("order", draw.lang, question, "\n".join(lines), f"**{shown}**", shown, f"order {kind} {sorted(map(str, values))}",
                check=checks.sequence(result), spelled=tuple(v for v in result if isinstance(v, str)), level=1 if len(values) < 5 else 2 if len(values) < 7 else 3)
