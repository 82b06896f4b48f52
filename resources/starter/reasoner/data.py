# SPDX-License-Identifier: Apache-2.0
"""Writes the held-out questions: 1,000 of single skills and 300 of several steps or turns, half of them in wordings that
training never shows; and 300 hard ones with a thought that has been begun and has a slip in it, which only a checkpoint can be asked to go
on from. Training data are not written anywhere: the stages make them from their seeds (stream.py).

    python -m reasoner.data            writes heldout/single.jsonl, multi.jsonl and astray.jsonl
    python -m reasoner.data --seed 777 --out work/other      others of the same kind: the methods were improved by what was answered
                                       wrongly among those that are kept here
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from skills.mixture import SKILLS, TALK, Mixture
from skills.reflection import doubtful

from reasoner.recovery import misled

HARD = ["calculate", "percent", "currency", "date", "story", "table"]  # skills that have level 3


def row(number, items, new_wording):
    last = items[-1]
    new_wording = new_wording and last.skill not in TALK
    return {"id": number, "skill": last.skill, "lang": last.lang, "level": last.level, "new_wording": new_wording,
            "past": [[item.question, item.answer] for item in items[:-1]], "prompt": last.question,
            "expect": last.expect, "check": last.check}


def distinct(draw, count):
    """`count` rows, no question twice; draw(new_wording) gives a conversation."""
    rows, seen, tries = [], set(), 0
    while len(rows) < count and tries < 200 * count:
        tries += 1
        new_wording = len(rows) % 2 == 1
        items = draw(new_wording)
        if (key := (items[-1].key, items[-1].question)) not in seen:
            seen.add(key)
            rows.append((items, new_wording))
    return rows


def single(seed, count):
    """Each skill equally often; what small talk lacks in different questions is asked of calculating."""
    mixture, rows = Mixture(seed, held_out=True), []
    for i, skill in enumerate(SKILLS):
        rows += distinct(lambda new: [mixture.item(skill, new_wording=new)], (count + i) // len(SKILLS))
    return rows + distinct(lambda new: [mixture.item("calculate", new_wording=new)], count - len(rows))


def hard(mixture, new_wording):
    while (item := mixture.item(mixture.rng.choice(HARD), new_wording=new_wording)).level < 3:
        pass
    return [item]


def multi(seed, count):
    mixture = Mixture(seed, held_out=True)

    def followed(new):
        return mixture.followed(mixture.rng.choice((2, 2, 3)), new)

    return distinct(followed, count // 2) + distinct(lambda new: hard(mixture, new), count - count // 2)


def astray(seed, count):
    mixture = Mixture(seed, held_out=True)

    def with_a_check(new):
        while not doubtful((items := hard(mixture, new))[0].skill, items[0].reasoning.split("\n")):
            pass
        return items

    return distinct(with_a_check, count)


HELD_OUT = Path(__file__).resolve().parents[1] / "heldout"
SEED = 20260601
SETS = {"single": (single, 1000), "multi": (multi, 300), "astray": (astray, 300)}
ASKED = ("single", "multi")  # those that begin with the question


def held_out(name, seed=SEED):
    """The rows of a set."""
    draw, count = SETS[name]
    rng = random.Random(f"{seed} slips")
    for number, (items, new_wording) in enumerate(draw(f"{seed} {name}", count)):
        told = row(number, items, new_wording)
        if name not in ASKED:
            told["begun"] = misled(items[-1].skill, items[-1].reasoning, rng)
        yield told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HELD_OUT)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in SETS:
        rows = list(held_out(name, arguments.seed))
        with open(arguments.out / f"{name}.jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        print(f"{name}: {len(rows)} questions, {dict(Counter(row['skill'] for row in rows))}")


if __name__ == "__main__":
    main()
