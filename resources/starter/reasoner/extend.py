# SPDX-License-Identifier: Apache-2.0
"""Stretches the context by YaRN, with long conversations among the documents (arXiv 2412.19437, section 4.3).

    python -m reasoner.extend          work/pretrain.pt → work/extend.pt
"""

import argparse

from model import Model

from reasoner import training
from reasoner.shapes import stretched
from reasoner.stream import Plan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_options(parser, seed=2)
    training.add_loop_options(parser, steps=250, rows=24, context=4096, matrix_rate=0.002, rate=4e-4)
    parser.add_argument("--factor", type=float, default=4)
    arguments = parser.parse_args()

    def fresh():
        short, _ = training.load_model(f"{arguments.work}/pretrain.pt", "cpu")
        model = Model(stretched(short.c, arguments.factor))
        model.load_state_dict(short.state_dict())
        return model

    plan = Plan("extend", arguments.seed, arguments.rows, arguments.context, f"{arguments.work}/tokenizer.json",
                skills=arguments.skills)
    training.train(arguments, plan, fresh)


if __name__ == "__main__":
    main()
