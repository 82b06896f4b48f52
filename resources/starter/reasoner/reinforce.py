# SPDX-License-Identifier: Apache-2.0
"""Reinforcement learning by GRPO with rewards for the right answer and the format alone.

    python -m reasoner.reinforce       work/finetune.pt → work/reinforce.pt, figures in work/reinforce.jsonl
"""

import argparse
import json
import random
import time
from functools import partial

import torch
from generation import ROOM, Writer
from optimizer import schedule, set_rates, with_peaks
from prompt import EOS
from skills.mixture import SKILLS, TALK, Mixture
from tokenizers import Tokenizer

from reasoner import encode, grpo, recovery, training
from reasoner.ledger import Stage
from reasoner.reply import Reply, right, well_formed
from reasoner.rollout import Rollout
from reasoner.shapes import sizes

LEAST = 0.05  # weight of a skill that always comes out right
HARDEST, MOST_TRIES = 3, 100  # level of questions, and how often one is drawn for


def draw_questions(arguments, step, success, count):
    """Conversations of this step: skills that fail more often come more often, and a share is of the hardest."""
    mixture = Mixture(f"{arguments.seed} reinforce {step}", skills=arguments.skills)
    weights = [SKILLS[s][1] * (LEAST + 1 - success.get(s, 0.5)) for s in mixture.skills]

    def draw():
        if not arguments.skills and mixture.rng.random() < arguments.followed:
            return mixture.followed(mixture.rng.choice((2, 2, 3)))
        return [mixture.item(mixture.rng.choices(mixture.skills, weights)[0])]

    questions = []
    for _ in range(count):
        question, tries = draw(), MOST_TRIES if mixture.rng.random() < arguments.hard else 0
        while question[-1].level < HARDEST and tries:  # not every skill has such
            question, tries = draw(), tries - 1
        questions.append(question)
    return questions


def write(answered, questions, arguments, rng):
    """→ rollouts: a group of replies to each of the first questions; where there are slips, one reply to each of the others, and a group
    of replies that go on from those, led astray."""
    rollouts = [answered(questions[: arguments.questions], arguments.group)]
    if arguments.slips:
        rollouts.append(answered(questions[arguments.questions :], 1))
        wrong, begun = recovery.astray(rollouts[-1], rng)
        if wrong:
            rollouts.append(answered(wrong, arguments.group, begun=begun))
    return rollouts


def figures(free, _sources=None, led_astray=None):
    """What a step's rollouts tell. `worth`: of looking back, in right answers."""
    worth, weight = free.worth(Reply.looks_back)
    told = {"right": free.share(right), "format": free.share(well_formed), "length": free.length, "groups": free.groups,
            "worth": worth, "worth_weight": weight, "hard_right": free.share(right, HARDEST),
            "hard_looks_back": free.share(looks_back, HARDEST), "hard_corrects": free.share(corrects, HARDEST)}
    if led_astray:
        worth, weight = led_astray.worth(Reply.looks_back)
        told |= {"slip_groups": led_astray.groups, "slip_right": led_astray.share(right), "slip_worth": worth, "slip_worth_weight": weight,
                 "slip_looks_back": led_astray.share(looks_back), "slip_corrects": led_astray.share(corrects)}
    return told


def looks_back(_, reply):
    return reply.looks_back()


def corrects(_, reply):
    return reply.corrects()


def demonstrations(arguments, step, tokenizer):
    """Small talk of the cold start. Rewards let it drift, as a check sees a word or two of it; so it stays among what is
    learned, as InstructGPT mixes pretraining into its reinforcement learning (arXiv 2203.02155, section 3.5): each counts as a
    reply of advantage 1. Nothing that is calculated is shown here, which is for rewards alone to shape."""
    mixture, samples = Mixture(f"{arguments.seed} kept {step}", skills=TALK), []
    for _ in range(arguments.kept):
        ids, marks = encode.conversation(tokenizer, mixture.conversation())
        begin = marks.index(True)
        samples.append(grpo.Sample(ids[:begin], ids[begin:], 1.0))
    return samples


def learn(model, reference, optimizer, samples, arguments, pad):
    """`updates` optimizer steps, each on its share of the samples → mean divergence from the reference."""
    device, size = model.cos.device, -(-len(samples) // arguments.updates)
    log_probabilities = partial(grpo.log_probabilities, temperature=arguments.temperature)
    shares = [samples[i : i + size] for i in range(0, len(samples), size)]
    batches = [list(grpo.micro_batches(share, arguments.tokens, pad, device)) for share in shares]
    with torch.no_grad():  # what the replies were drawn with, before the first step changes it
        model.eval()  # which counts no load
        before = [[log_probabilities(model, ids, marks)[0] for ids, marks, _ in parts] for parts in batches]
        model.train()
        bases = [[log_probabilities(reference, ids, marks)[0] for ids, marks, _ in parts] for parts in batches]
    divergences = []
    for parts, olds, base in zip(batches, before, bases):
        replies = sum(len(advantage) for _, _, advantage in parts)
        optimizer.zero_grad(set_to_none=True)
        for (ids, marks, advantage), old, away in zip(parts, olds, base):
            with model.counting(ids != pad):
                now, hidden = log_probabilities(model, ids, marks)
                with torch.autocast(device.type, torch.bfloat16):  # the prediction module follows what is written now
                    ahead = model.ahead_loss(hidden.detach(), ids, marks)
            loss, divergence = grpo.objective(now, old, away, marks, advantage, arguments.clip, arguments.penalty)
            (loss / replies + arguments.mtp_weight * ahead / len(parts)).backward()
            divergences.append(divergence)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return torch.stack(divergences).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_options(parser, seed=4)
    training.add_length(parser, 120)
    parser.add_argument("--questions", type=int, default=64, help="a step")
    parser.add_argument("--group", type=int, default=16, help="replies to a question")
    parser.add_argument("--slips", type=int, default=64,
                        help="questions a step of which a reply is led astray, and gone on from by a group: see recovery.py")
    parser.add_argument("--followed", type=float, default=0.15, help="share of questions about earlier results")
    parser.add_argument("--kept", type=int, default=16, help="pieces of small talk shown beside a step's replies")
    parser.add_argument("--shuffled", action="store_true",
                        help="deal a group's rewards to its replies at random: what changes even so, rewards did not teach")
    parser.add_argument("--hard", type=float, default=0.75, help="share of questions of the highest difficulty")
    parser.add_argument("--longest", type=int, default=1250, help="tokens of a reply")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--learning-rate", type=float, default=5e-5)
    parser.add_argument("--updates", type=int, default=2, help="optimizer steps on a step's replies")
    parser.add_argument("--clip", type=float, default=0.2)
    parser.add_argument("--penalty", type=float, default=0.001, help="for leaving the reference")
    parser.add_argument("--mtp-weight", type=float, default=0.1)
    parser.add_argument("--bias-rate", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, default=65536, help="of a micro-batch")
    parser.add_argument("--eager", action="store_true", help="write without CUDA graphs")
    run(parser.parse_args())


def run(arguments):
    device, path = training.prepare(arguments), f"{arguments.work}/reinforce.pt"
    tokenizer = Tokenizer.from_file(f"{arguments.work}/tokenizer.json")
    reference, _ = training.load_model(f"{arguments.work}/finetune.pt", device)
    reference.eval()

    def optimizers_of(m):
        return with_peaks([torch.optim.AdamW(m.parameters(), lr=arguments.learning_rate, betas=(0.9, 0.95), weight_decay=0.0)])

    model, optimizers, state = training.resume(path, lambda: training.load_model(f"{arguments.work}/finetune.pt", device)[0],
                                               optimizers_of, device)
    if arguments.compile:
        training.compile_parts(model)
        training.compile_parts(reference)
    success = state.pop("success", {})
    pad, rows = encode.pad_id(tokenizer), max(arguments.questions, arguments.slips) * arguments.group
    room = ROOM + (arguments.longest if arguments.slips else 0)  # what is gone on from may be as long as a reply
    writer = Writer(model, tokenizer.token_to_id(EOS), pad, rows, room, graphs=not arguments.eager)
    _, used, module = sizes(model)
    saved_at = started = time.monotonic()
    base = state["seconds"]
    with Stage(f"{arguments.work}/ledger.json", "reinforce", device) as cost, training.stoppable() as stop, \
            open(f"{arguments.work}/reinforce.jsonl", "a", buffering=1, encoding="utf-8") as log:
        while not stop and (done := training.progress(arguments, state)) < 1:
            model.eval()
            began = time.monotonic()
            generator = torch.Generator(device).manual_seed(arguments.seed * 1_000_003 + state["step"])
            questions = draw_questions(arguments, state["step"], success, arguments.questions + arguments.slips)
            chance = random.Random(f"{arguments.seed} chance {state['step']}")
            answered = partial(Rollout, tokenizer, writer, longest=arguments.longest, temperature=arguments.temperature,
                               generator=generator, dealer=chance if arguments.shuffled else None)
            rollouts = write(answered, questions, arguments, chance)
            writing = time.monotonic() - began
            for skill, share in rollouts[0].success():
                success[skill] = 0.9 * success.get(skill, share) + 0.1 * share
            model.train()
            told, samples = {}, demonstrations(arguments, state["step"], tokenizer)
            for written in rollouts:
                samples += written.samples
            if samples:
                chance.shuffle(samples)  # each update has its part of all
                set_rates(optimizers, schedule(done, 0.05))
                told["divergence"] = learn(model, reference, optimizers[0], samples, arguments, pad)
                told["load"] = training.balance(model, arguments.bias_rate)
            trained = sum(len(s.prompt) + len(s.reply) for s in samples)
            tokens = sum(written.tokens for written in rollouts)
            cost.read(tokens + 2 * trained, used)
            cost.train(trained, used + module)
            state = {"step": state["step"] + 1, "tokens": state["tokens"] + tokens,
                     "seconds": base + time.monotonic() - started}
            told |= figures(*rollouts) | {"writing_s": writing}
            line = json.dumps({**state, **{k: None if v is None else round(float(v), 5) for k, v in told.items()}})
            print(line, flush=True)
            log.write(line + "\n")
            if time.monotonic() - saved_at > arguments.save_every:
                training.save(path, model, optimizers, {**state, "success": success})
                saved_at = time.monotonic()
        training.save(path, model, optimizers, {**state, "success": success})


if __name__ == "__main__":
    main()
