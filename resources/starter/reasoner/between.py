# SPDX-License-Identifier: Apache-2.0
"""Weights between those that reinforcement learning began with and those it ended with: the linear interpolation towards the
initialization of WARP (arXiv 2406.16768), which gives up some of what rewards taught for less of what drifted beside it.

    python -m reasoner.between                work/finetune.pt, work/reinforce.pt → work/between.pt
"""

import argparse

from reasoner import training


def between(begin, end, share):
    """begin, end: state dicts with the same names → one whose floating-point tensors are `share` of the way."""
    return {name: begin[name].lerp(there, share) if there.is_floating_point() else there for name, there in end.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="work")
    parser.add_argument("--share", type=float, default=0.5, help="of the way: 0 is the beginning, 1 the end")
    arguments = parser.parse_args()
    (begin, _), (model, saved) = (training.load_model(f"{arguments.work}/{stage}.pt", "cpu") for stage in ("finetune", "reinforce"))
    model.load_state_dict(between(begin.state_dict(), model.state_dict(), arguments.share))
    training.save(f"{arguments.work}/between.pt", model, [], {key: saved[key] for key in ("step", "tokens", "seconds")})


if __name__ == "__main__":
    main()
