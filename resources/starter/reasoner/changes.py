# SPDX-License-Identifier: Apache-2.0
"""What differs between two evaluations of the same questions, level by level: how many questions changed each way, and how likely
a split so uneven is if either way were a toss of a coin (McNemar's test, exact, two-sided).

    python -m reasoner.changes before after       both kept by reasoner.evaluate --name in work/evaluation.json
"""

import argparse
import json
import math
import sys

FIGURES = ("right", "looks back", "corrects")


def chance(one, other):
    """Of a split at least as uneven as `one` to `other` in tosses of a coin."""
    tosses = one + other
    return min(1.0, 2 * sum(math.comb(tosses, n) for n in range(min(one, other) + 1)) / 2**tosses)


def changes(before, after, figure):
    """before, after: question → figures, of the same questions → its count in both, and how many questions gained and lost it."""
    was, became = ([told[key][figure] for key in before] for told in (before, after))
    return sum(was), sum(became), sum(b and not a for a, b in zip(was, became)), sum(a and not b for a, b in zip(was, became))


def outcomes(kept, name):
    """→ what came of each question in an evaluation of that name."""
    if "each" not in kept.get(name, {}):
        sys.exit(f"no outcomes of single questions are kept under {name!r}: reasoner.evaluate --name {name} keeps them; "
                 f"there are {', '.join(n for n in kept if 'each' in kept[n]) or 'none yet'}")
    return kept[name]["each"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="work")
    parser.add_argument("before")
    parser.add_argument("after")
    arguments = parser.parse_args()
    with open(f"{arguments.work}/evaluation.json", encoding="utf-8") as file:
        kept = json.load(file)
    before, after = (outcomes(kept, name) for name in (arguments.before, arguments.after))
    if before.keys() != after.keys():
        sys.exit(f"{arguments.before} and {arguments.after} were asked different questions")
    for level in sorted({told["level"] for told in before.values()}):
        first = {key: told for key, told in before.items() if told["level"] == level}
        for figure in FIGURES:
            a, b, gained, lost = changes(first, after, figure)
            print(f"level {level}, of {len(first):4} {figure:10} {a:4} -> {b:4}   gained {gained:3} lost {lost:3}   "
                  f"p {chance(gained, lost):.4f}")


if __name__ == "__main__":
    main()
