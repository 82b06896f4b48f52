# SPDX-License-Identifier: Apache-2.0
"""Endless training batches made by worker processes beside the training. Batch n depends on the seed and n alone, so a
run that goes on from a checkpoint sees what it would have seen, however many workers there are."""

import multiprocessing
import os
import signal
from dataclasses import dataclass

import numpy as np
from prompt import BOS
from skills.mixture import Mixture
from tokenizers import Tokenizer

from reasoner import encode


@dataclass
class Plan:
    """What a stage trains on."""

    stage: str  # pretrain, extend or finetune
    seed: int
    rows: int
    length: int
    tokenizer: str  # path
    reflecting: float = 0.2  # of fine-tuning: how much worked solutions look back
    skills: tuple = ()  # only these


def sequences(plan, tokenizer, mixture):
    """Endless (ids, marks)."""
    while True:
        if plan.stage == "finetune":
            yield encode.conversation(tokenizer, mixture.conversation())
        elif plan.stage == "extend" and mixture.rng.random() < 0.3:
            yield encode.document(tokenizer, encode.whole_conversation(mixture.long_conversation(mixture.rng.randint(8, 40))))
        elif mixture.rng.random() < 0.25 and not plan.skills:
            yield encode.document(tokenizer, BOS + mixture.drill())
        else:
            yield encode.document(tokenizer, encode.whole_conversation(mixture.conversation()))


def batch(plan, tokenizer, number):
    """→ ids uint16 and marks bool, [rows, length]."""
    reflecting = plan.reflecting if plan.stage == "finetune" else 0.0
    mixture = Mixture(f"{plan.seed} {plan.stage} {number}", reflecting=reflecting, skills=plan.skills)
    fitting = (s for s in sequences(plan, tokenizer, mixture) if len(s[0]) <= plan.length)
    ids, marks = encode.packed(fitting, plan.rows, plan.length, encode.pad_id(tokenizer))
    return np.array(ids, dtype=np.uint16), np.array(marks, dtype=bool)


def work(plan, first, step, queue):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the training, which still wants the batch it waits for
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    tokenizer = Tokenizer.from_file(plan.tokenizer)
    number = first
    while True:
        queue.put(batch(plan, tokenizer, number))
        number += step


class Stream:
    """Batches from number `first` on; with no workers they are made when asked for."""

    def __init__(self, plan, first, workers):
        self.plan, self.number, self.queues, self.processes = plan, first, [], []
        self.tokenizer = Tokenizer.from_file(plan.tokenizer)
        context = multiprocessing.get_context("spawn")
        for i in range(workers):
            self.queues.append(context.Queue(maxsize=8))
            self.processes.append(context.Process(target=work, args=(plan, first + i, workers, self.queues[i]), daemon=True))
            self.processes[-1].start()
        self.first = first

    def next(self):
        if self.queues:
            made = self.queues[(self.number - self.first) % len(self.queues)].get()
        else:
            made = batch(self.plan, self.tokenizer, self.number)
        self.number += 1
        return made

    def close(self):
        for process in self.processes:
            process.terminate()
