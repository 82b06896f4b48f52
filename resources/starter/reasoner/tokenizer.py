# SPDX-License-Identifier: Apache-2.0
"""Trains the tokenizer: byte-level BPE with DeepSeek-V3's pre-tokenizer, every digit and every Chinese character apart, so that
a question in new words is made of known pieces. Words to be spelled or sorted are left out: they come in short pieces, each
seen often enough for its spelling to be learned.

    python -m reasoner.tokenizer       writes work/tokenizer.json
"""

import argparse
import re

from skills.mixture import Mixture
from skills.reflection import without_marks
from skills.spelling import COMMON
from tokenizer import HAN, train


SPELLED = re.compile(r"\b(" + "|".join(COMMON) + r")\b")


def texts(conversations, seed):
    mixture = Mixture(seed, reflecting=0.2)
    for _ in range(conversations):
        item = mixture.conversation()[-1]
        for text in (item.question, without_marks(item.reasoning), item.answer):
            if not item.spelled:
                yield SPELLED.sub("q", text) if item.skill == "order" else text
        if item.spelled:
            yield from (item.question.replace(item.spelled, "q"), item.answer.replace(item.spelled, "q"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocab-size", type=int, default=4096)
    parser.add_argument("--conversations", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="work/tokenizer.json")
    arguments = parser.parse_args()
    tokenizer = train(arguments.vocab_size, texts(arguments.conversations, arguments.seed), HAN)
    tokenizer.save(arguments.out)
    print(f"{tokenizer.get_vocab_size()} entries")


if __name__ == "__main__":
    main()
