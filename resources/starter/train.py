# SPDX-License-Identifier: Apache-2.0
"""Trains the starter model for a given number of minutes; a run that was stopped goes on where it was.

    python train.py --minutes 60
"""

import argparse
import json
import os
import time

import torch
from data import Generator
from model import Config, Model
from optimizer import optimizers_for, schedule, update
from prompt import PAD, prompt_text, turn_text
from tokenizers import Tokenizer


def encode_conversation(tokenizer, items):
    """→ token ids, and for each whether the model learns to say it (the last turn's reasoning and answer)."""
    prompt = tokenizer.encode(prompt_text(items[:-1], items[-1].question), add_special_tokens=False).ids
    reply = tokenizer.encode(turn_text(items[-1]), add_special_tokens=False).ids
    return prompt + reply, len(prompt)


def batches(tokenizer, generator, tokens, longest, pool=4096):
    """Endless batches (ids [n, length], mask [n, length]) of about `tokens` tokens, sequences of like length together,
    padded on the right."""
    pad = tokenizer.token_to_id(PAD)
    while True:
        encoded = [encode_conversation(tokenizer, generator.conversation()) for _ in range(pool)]
        encoded = sorted((e for e in encoded if len(e[0]) <= longest), key=lambda e: len(e[0]))
        groups, group = [], []
        for sequence in encoded:
            if group and (len(group) + 1) * len(sequence[0]) > tokens:
                groups.append(group)
                group = []
            group.append(sequence)
        groups.append(group)
        generator.rng.shuffle(groups)
        for group in groups:
            length = max(len(ids) for ids, _ in group)
            ids = torch.full((len(group), length), pad, dtype=torch.long)
            mask = torch.zeros((len(group), length), dtype=torch.bool)
            for row, (sequence, prompt) in enumerate(group):
                ids[row, : len(sequence)] = torch.tensor(sequence)
                mask[row, prompt : len(sequence)] = True
            yield ids, mask


def save(path, model, optimizers, state):
    torch.save({"config": model.c.as_dict(), "model": model.state_dict(),
                "optimizers": [o.state_dict() for o in optimizers], **state}, path + ".part")
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default="work", help="folder with tokenizer.json; the checkpoint goes there")
    parser.add_argument("--start-from", help="checkpoint of an earlier run whose weights this run begins with")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--tokens", type=int, default=4096, help="a batch")
    parser.add_argument("--learning-rate", type=float, default=2e-3, help="AdamW's")
    parser.add_argument("--matrix-rate", type=float, default=0.01, help="Muon's learning rate")
    parser.add_argument("--mtp-weight", type=float, default=0.2)
    parser.add_argument("--mtp-every", type=int, default=4, help="steps between those that train the MTP module")
    parser.add_argument("--letters", type=float, default=40,
                        help="weight of letter counting in the mixture: spelling takes longest to learn")
    parser.add_argument("--bias-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)

    tokenizer = Tokenizer.from_file(f"{arguments.work}/tokenizer.json")
    model = Model(Config(vocab_size=tokenizer.get_vocab_size()))
    optimizers = optimizers_for(model, arguments.matrix_rate, arguments.learning_rate)
    state = {"step": 0, "seconds": 0.0, "tokens": 0}
    path = f"{arguments.work}/checkpoint.pt"
    if os.path.exists(path):
        saved = torch.load(path, weights_only=True)
        model.load_state_dict(saved["model"])
        for optimizer, kept in zip(optimizers, saved.get("optimizers", [])):
            optimizer.load_state_dict(kept)
        state = {key: saved[key] for key in state}
    elif arguments.start_from:
        model.load_state_dict(torch.load(arguments.start_from, weights_only=True)["model"])
    total = sum(p.numel() for p in model.parameters())
    print(f"{total / 1e6:.2f} M parameters, step {state['step']}, {torch.get_num_threads()} threads", flush=True)

    model.train()
    budget, base, last_save = arguments.minutes * 60, state["seconds"], time.monotonic()
    started = time.monotonic()
    generator = Generator(f"{arguments.seed} {state['step']}", mix={"letters": arguments.letters})
    stream = batches(tokenizer, generator, arguments.tokens, model.c.max_position_embeddings)
    while state["seconds"] < budget:
        ids, mask = next(stream)
        factor = schedule(state["seconds"] / budget, 0.02)
        with_mtp = state["step"] % arguments.mtp_every == 0
        main_loss, mtp_loss = model.loss(ids, mask, with_mtp)
        loss = main_loss if mtp_loss is None else main_loss + arguments.mtp_weight * mtp_loss
        update(model, optimizers, loss, factor)
        for mixture in model.mixtures():
            mixture.balance(arguments.bias_rate)
        state["step"] += 1
        state["tokens"] += int(ids.numel())
        state["seconds"] = base + time.monotonic() - started
        if state["step"] % 50 == 1:
            print(json.dumps({**state, "loss": round(main_loss.item(), 4),
                              "mtp": None if mtp_loss is None else round(mtp_loss.item(), 4)}), flush=True)
        if time.monotonic() - last_save > 60:
            save(path, model, optimizers, state)
            last_save = time.monotonic()
    save(path, model, optimizers, state)
    print(json.dumps(state), flush=True)


if __name__ == "__main__":
    main()
