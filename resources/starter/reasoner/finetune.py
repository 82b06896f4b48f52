# SPDX-License-Identifier: Apache-2.0
"""Cold start: fine-tunes on worked reasoning alone, a share of which checks itself and corrects what it finds wrong.

    python -m reasoner.finetune        work/extend.pt → work/finetune.pt
"""

import argparse

from reasoner import training
from reasoner.stream import Plan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_options(parser, seed=3)
    training.add_loop_options(parser, steps=500, rows=96, context=1024, matrix_rate=0.002, rate=4e-4)
    parser.add_argument("--reflecting", type=float, default=0.4, help="how much solutions look back, see skills/reflection.py")
    arguments = parser.parse_args()
    plan = Plan("finetune", arguments.seed, arguments.rows, arguments.context, f"{arguments.work}/tokenizer.json",
                arguments.reflecting, arguments.skills)
    training.train(arguments, plan, lambda: training.load_model(f"{arguments.work}/extend.pt", "cpu")[0])


if __name__ == "__main__":
    main()
