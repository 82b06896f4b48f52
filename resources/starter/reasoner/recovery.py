# SPDX-License-Identifier: Apache-2.0
"""Thoughts with a slip in them, where looking back decides between right and wrong.

A model that is nearly always right earns next to nothing by looking back, so that rewards for right answers hardly teach it. Here it
goes on from a right reply of its own, cut behind a digit that was changed: it finishes the line as it sees fit, and whether it then
checks, and what follows from a check, is its own choice. What is rewarded is the right answer, as ever. To learn self-correction by
reinforcement from the model's own attempts is SCoRe's way (arXiv 2409.12917); the slips are made, as its own are too few."""

import re

from skills.reflection import NUMBER, doubtful, miswritten

from reasoner.reply import right


def astray(rollout, rng):
    """→ conversations of a rollout, and the beginning of a thought about each that ends with a slip. Those without a right reply,
    and those with no line there is a check for, are left out."""
    questions, begun = [], []
    for question, replies in zip(rollout.questions, rollout.replies):
        item = question[-1]
        sound = [reply.thought for reply in replies if right(item.check, reply) and not reply.corrects()]
        if sound and (beginning := misled(item.skill, rng.choice(sound), rng)):
            questions.append(question)
            begun.append(beginning)
    return questions, begun


def misled(skill, thought, rng):
    """→ the thought up to a figure in one of its lines, in which a digit is wrong; None where there is no line with a check. What a
    line says of itself before its colon is left alone: that is what its check is made of."""
    lines = thought.split("\n")
    ways = doubtful(skill, lines)
    if not ways:
        return None
    place, _ = rng.choice(ways)
    line = lines[place]
    colon = re.search("[:：]", line)
    figure = rng.choice(list(NUMBER.finditer(line, colon.end() if colon else 0)))
    return "\n".join([*lines[:place], line[: figure.start()] + miswritten(figure[0], rng)])
