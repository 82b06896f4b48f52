# SPDX-License-Identifier: Apache-2.0
"""Sorting a list and removing what occurs twice."""

from item import Item

from skills import checks
from skills.spelling import COMMON

ASK = {
    "up": {"en": ["Sort ascending: {l}", "Sort these from smallest to largest: {l}", "Put in ascending order: {l}.", "Arrange {l} with the smallest first."],
           "zh": ["从小到大排序：{l}", "把{l}按升序排列。", "将下列数从小到大排列：{l}", "请升序整理：{l}"]},
    "down": {"en": ["Sort descending: {l}", "Sort these from largest to smallest: {l}", "Put in descending order: {l}.", "Arrange {l} with the largest first."],
             "zh": ["从大到小排序：{l}", "把{l}按降序排列。", "将下列数从大到小排列：{l}", "请降序整理：{l}"]},
    "words": {"en": ["Sort alphabetically: {l}", "Put these words in alphabetical order: {l}", "Order by the alphabet: {l}.", "Arrange {l} from A to Z."],
              "zh": ["按字母顺序排序：{l}", "把这些单词按字母顺序排列：{l}", "按字母表顺序整理：{l}", "请把 {l} 由 A 到 Z 排好。"]},
    "distinct": {"en": ["Remove duplicates: {l}", "Remove the duplicates, keep the order: {l}", "Deduplicate {l}.", "Keep each entry once, in the order given: {l}"],
                 "zh": ["去掉重复的：{l}", "去重，保持原来的顺序：{l}", "删除重复项：{l}", "每项只留一个，次序不变：{l}"]},
    "both": {"en": ["Remove duplicates and sort ascending: {l}", "Sort ascending without duplicates: {l}", "Deduplicate, then sort from small to large: {l}",
                    "List each number of {l} once, the smallest first."],
             "zh": ["去重后从小到大排序：{l}", "去掉重复的，再按升序排列：{l}", "先去重再升序排列：{l}", "把 {l} 中的每个数列一次，小的在前。"]},
}


def distinct(values, lines, draw):
    kept = []
    for value in values:
        known = value in kept
        if not known:
            kept.append(value)
        lines.append(f"{value}: " + (draw.say("already there", "已有") if known else draw.say("new, keep", "新的，留下")))
    return kept


def select(values, lines, draw, pick, name):
    """Selection: take the least again and again."""
    left, found = list(values), []
    while len(left) > 1:
        best = pick(left)
        found.append(best)
        rest = list(left)
        rest.remove(best)
        lines.append(", ".join(map(str, left)) + f": {name} {best}")
        left = rest
    lines.append(draw.say(f"left: {left[0]}", f"剩下 {left[0]}"))
    return found + left


def order(draw):
    kind = draw.pick(("up", "down", "words", "distinct", "both"))
    size = draw.rng.randint(3, 8)
    if kind == "words" or kind == "distinct" and draw.rng.random() < 0.5:
        values = draw.rng.sample(COMMON, size)
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
        name = draw.say("first", "最前") if kind == "words" else draw.say("smallest", "最小")
        result = select(result, lines, draw, min, name)
    expected = list(dict.fromkeys(values)) if kind in ("distinct", "both") else values
    if kind != "distinct":
        expected = sorted(expected, reverse=kind == "down")
    assert result == expected
    shown = ", ".join(map(str, result))
    question = draw.ask(ASK[kind], l=", ".join(map(str, values)) if draw.lang == "en" or draw.rng.random() < 0.5 else "、".join(map(str, values)))
    return Item("order", draw.lang, question, "\n".join(lines), f"**{shown}**", shown, f"order {kind} {sorted(map(str, values))}",
                check=checks.sequence(result), level=1 if len(values) < 5 else 2 if len(values) < 8 else 3)
