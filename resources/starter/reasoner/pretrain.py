# SPDX-License-Identifier: Apache-2.0
"""Pretrains from nothing on tables, written operations and worked conversations, every token of them.

    python -m reasoner.pretrain        writes work/pretrain.pt; run again, it goes on
"""

import argparse

from model import Model
from tokenizers import Tokenizer

from reasoner import training
from reasoner.shapes import SHAPES
from reasoner.stream import Plan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_options(parser, seed=1)
    training.add_loop_options(parser, steps=4000, rows=96, context=1024, matrix_rate=0.01, rate=2e-3)
    parser.add_argument("--shape", choices=SHAPES, default="full")
    arguments = parser.parse_args()
    tokenizer = f"{arguments.work}/tokenizer.json"
    shape = SHAPES[arguments.shape]
    shape.vocab_size = Tokenizer.from_file(tokenizer).get_vocab_size()
    plan = Plan("pretrain", arguments.seed, arguments.rows, arguments.context, tokenizer, skills=arguments.skills)
    training.train(arguments, plan, lambda: Model(shape))


if __name__ == "__main__":
    main()
