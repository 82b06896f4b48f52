# SPDX-License-Identifier: Apache-2.0
"""Everything the starter model is trained and tested on, generated from a seed.

    python data.py            writes heldout.jsonl (300 questions)
"""

import argparse
import json
import random

from arithmetic import arithmetic, compare
from item import Item
from letters import count_letter, load_words
from talk import talk

# How often each skill is drawn for training.
MIX = {"+": 15, "-": 15, "×": 20, "compare": 14, "letters": 18, "greet": 2, "thanks": 1, "bye": 1, "identity": 2,
       "ability": 2, "usage": 2, "refuse": 8}
# How many held-out questions of each skill there are: 300 in all.
HELD_OUT = {"+": 48, "-": 48, "×": 48, "compare": 50, "letters": 50, "identity": 10, "ability": 10, "usage": 10, "refuse": 26}


class Generator:
    """Draws items; `held_out` says from which side of the split, `mix` how often each skill comes."""

    def __init__(self, seed, held_out=False, mix=None):
        self.rng = random.Random(seed)
        self.held_out = held_out
        self.words = load_words()
        self.mix = {**MIX, **(mix or {})}

    def draw(self, skill, lang) -> Item:
        if skill in "+-×":
            return arithmetic(self.rng, lang, skill)
        if skill == "compare":
            return compare(self.rng, lang)
        if skill == "letters":
            return count_letter(self.rng, lang, self.words)
        return talk(self.rng, lang, skill)

    def item(self, skill=None) -> Item:
        skill = skill or self.rng.choices(list(self.mix), list(self.mix.values()))[0]
        while True:
            item = self.draw(skill, self.rng.choice(("en", "zh")))
            if item.held_out() == self.held_out:
                return item

    def conversation(self) -> list[Item]:
        """Mostly one turn, sometimes up to five."""
        turns = 1 if self.rng.random() < 0.8 else self.rng.randint(2, 5)
        return [self.item() for _ in range(turns)]


def held_out_questions(seed=20260101):
    generator = Generator(seed, held_out=True)
    rows, seen = [], set()
    for skill, count in HELD_OUT.items():
        while count:
            item = generator.item(skill)
            assert item.held_out()
            if item.question in seen:
                continue
            seen.add(item.question)
            count -= 1
            rows.append({"id": len(rows), "skill": item.skill, "lang": item.lang, "prompt": item.question,
                         "expect": item.expect})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="heldout.jsonl")
    arguments = parser.parse_args()
    with open(arguments.out, "w", encoding="utf-8") as out:
        for row in held_out_questions():
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
