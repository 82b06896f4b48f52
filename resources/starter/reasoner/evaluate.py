# SPDX-License-Identifier: Apache-2.0
"""Asks the held-out questions, greedily unless told otherwise; with a name, keeps the figures under it for the model card and for
reasoner.changes, in work/evaluation.json.

    python -m reasoner.evaluate --name before --checkpoint work/finetune.pt
    python -m reasoner.evaluate --name after --checkpoint work/between.pt
    python -m reasoner.evaluate --name Q8_0 --cli mingsi-cli --model work/q8_0.gguf
    python3 -m reasoner.evaluate --cli mingsi-cli --model starter --first 100 --require 0.9
    python -m reasoner.evaluate --name "after, astray" --checkpoint work/between.pt --sets astray    # does it mend slips?
    python -m reasoner.evaluate --name "after, drawn" --checkpoint work/between.pt --level 3 --replies 4 --temperature 1    # and its own?
    python -m reasoner.changes before after                  # what differs between two, question by question

Through PyTorch many are asked at once, and the experts' load and the prediction module's acceptance are measured on the
replies. Through the engine each is a process of its own; --speculate measures there how many foretold tokens are accepted."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

from reasoner.data import ASKED, HELD_OUT, SETS
from reasoner.reply import Reply, right, well_formed


def load_questions(sets, folder=HELD_OUT):
    questions = []
    for name in sets:
        with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
            questions += [{"set": name, **json.loads(line)} for line in lines]
    return questions


def messages(past):
    """past: [question, answer] pairs → as `mingsi-cli chat --history` reads them"""
    return [{"role": role, "content": text} for turn in past for role, text in zip(("user", "assistant"), turn)]


def ask_engine(arguments, questions):
    """→ (question, reply, tokens of the thought), and the accepted share of foretold tokens."""
    asked, accepted, foretold = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        history = Path(folder) / "history.json"
        for number, question in enumerate(questions):
            history.write_text(json.dumps(messages(question["past"])), encoding="utf-8")
            command = [arguments.cli, "chat", "--model", arguments.model, "--history", str(history), "--prompt", question["prompt"],
                       "--temperature", str(arguments.temperature), "--seed", str(arguments.seed + number),
                       "--max-tokens", str(arguments.longest), "--json", *["--speculate"] * arguments.speculate]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
            if done.returncode:
                sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
            told = json.loads(done.stdout)
            usage = told["usage"]
            closed = told["finish_reason"] == "stop" and bool(told["answer"])
            asked.append((question, Reply(told["reasoning"].strip(), told["answer"].strip(), closed), usage["reasoning_tokens"]))
            accepted, foretold = accepted + usage["accepted_tokens"], foretold + usage["foretold_tokens"]
    return asked, {"acceptance": accepted / foretold if foretold else None}


def ask_checkpoint(arguments, questions):
    """The same, and the experts' load, from a PyTorch checkpoint."""
    import torch
    from generation import ROOM, Writer
    from prompt import END_THINK, EOS, PAD, prompt_text
    from tokenizers import Tokenizer

    from reasoner import training
    from reasoner.shapes import sizes

    device = training.prepare(arguments)
    tokenizer = Tokenizer.from_file(f"{arguments.work}/tokenizer.json")
    model, _ = training.load_model(arguments.checkpoint, device)
    model.eval()
    end, pad, close = (tokenizer.token_to_id(t) for t in (EOS, PAD, END_THINK))
    room = ROOM + max(len(question.get("begun", "")) for question in questions)  # a token has one character at least
    writer = Writer(model, end, pad, arguments.batch, room, graphs=not arguments.eager)
    prompts = []
    for question in questions:
        past = [SimpleNamespace(question=q, answer=a) for q, a in question["past"]]
        text = prompt_text(past, question["prompt"]) + question.get("begun", "")
        prompts.append(tokenizer.encode(text, add_special_tokens=False).ids)
    generator = torch.Generator(device).manual_seed(arguments.seed)
    asked, accepted, foretold = [], 0, 0
    for mixture in model.mixtures():
        mixture.load.zero_()
    order = sorted(range(len(questions)), key=lambda i: len(prompts[i]))  # a batch is as wide as its longest prompt
    for start in range(0, len(order), arguments.batch):
        part = order[start : start + arguments.batch]
        read = [prompts[i] for i in part]
        written = writer.write(read, arguments.longest, arguments.temperature, generator)
        for i, ids, text in zip(part, written, tokenizer.decode_batch(written, skip_special_tokens=False)):
            reply = Reply.of(text, questions[i].get("begun", ""))
            asked.append((questions[i], reply, ids.index(close) if close in ids else len(ids)))
        with torch.no_grad():
            counted = acceptance(model, read, written, pad)
        accepted, foretold = accepted + counted[0], foretold + counted[1]
    loads = [(m.load / m.load.sum().clamp_min(1)).tolist() for m in model.mixtures()]
    return asked, {"acceptance": accepted / max(1, foretold), "expert_load": loads, "config": model.c.as_dict(),
                   "parameters": sizes(model)}


def acceptance(model, prompts, replies, pad):
    """→ how many tokens of the replies the prediction module foretold, and how many it was asked. Reads the text once in
    training mode, so that the load of the experts is counted as well."""
    from generation import precision

    from reasoner.grpo import Sample, micro_batches

    accepted = foretold = 0
    model.train()
    for ids, marks, _ in micro_batches([Sample(p, r, 0.0) for p, r in zip(prompts, replies)], 32768, pad, model.cos.device):
        with precision(model.cos.device), model.counting(ids != pad):
            ahead = model.head(model.ahead(model.hidden(ids), ids)[:, :-2]).argmax(-1)
        wanted = marks[:, 2:]
        accepted += int((ahead == ids[:, 2:])[wanted].sum())
        foretold += int(wanted.sum())
    model.eval()
    return accepted, foretold


def tally(rows):
    """rows: (question, reply, thought tokens) → the figures of a group."""
    count = max(1, len(rows))
    return {"asked": len(rows), "right": sum(right(q["check"], r) for q, r, _ in rows),
            "well_formed": sum(well_formed(q["check"], r) for q, r, _ in rows),
            "thought_tokens": sum(n for _, _, n in rows) / count,
            "looks_back": sum(r.looks_back() for _, r, _ in rows),
            "corrects": sum(r.corrects() for _, r, _ in rows),
            "rewrites": sum(r.rewrites() for _, r, _ in rows),
            "mends": sum(r.rewrites() and right(q["check"], r) for q, r, _ in rows)}


def figures(asked):
    groups = {"all": asked}
    for row in asked:
        question = row[0]
        for name in (f"set {question['set']}", f"skill {question['skill']} {question['lang']}", f"level {question['level']}",
                     "new wording" if question["new_wording"] else "known wording"):
            groups.setdefault(name, []).append(row)
    return {name: tally(rows) for name, rows in groups.items()}


def each(asked):
    """→ what came of each question, by which two evaluations can be compared in pairs."""
    return {f"{q['set']} {q['id']}": {"level": q["level"], "right": right(q["check"], r), "looks back": r.looks_back(),
                                      "corrects": r.corrects()} for q, r, _ in asked}


def keep(path, name, result):
    kept = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
    kept[name] = result
    with open(path + ".part", "w", encoding="utf-8") as out:
        json.dump(kept, out, indent=1, ensure_ascii=False)
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", help="of this evaluation in the model card")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint")
    source.add_argument("--cli", help="path of mingsi-cli")
    parser.add_argument("--model", default="starter", help="for --cli")
    parser.add_argument("--speculate", action="store_true", help="with --cli: let the prediction module foretell tokens")
    parser.add_argument("--work", default="work")
    parser.add_argument("--questions", type=Path, default=HELD_OUT, help="folder that reasoner.data wrote")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(ASKED),
                        help="astray: thoughts that were begun with a slip, which only a checkpoint can go on from")
    parser.add_argument("--skills", nargs="+", help="only questions of these")
    parser.add_argument("--first", type=int, default=0, help="only so many questions of all, evenly taken")
    parser.add_argument("--level", type=int, help="only questions of this difficulty")
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--replies", type=int, default=1, help="how often each is asked, for temperatures above 0")
    parser.add_argument("--longest", type=int, default=1280, help="tokens of a reply")
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--device", default=None)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--eager", action="store_true", help="write without CUDA graphs")
    parser.add_argument("--require", type=float, default=0.0, help="exit with 1 below this share of right answers")
    parser.add_argument("--wrong", action="store_true", help="print the wrong answers too")
    arguments = parser.parse_args()
    if arguments.cli and not set(arguments.sets) <= set(ASKED):
        parser.error(f"the engine begins every thought itself: with --cli, --sets {' '.join(ASKED)}")
    questions = load_questions(arguments.sets, arguments.questions)
    if arguments.skills:
        questions = [question for question in questions if question["skill"] in arguments.skills]
    if arguments.level:
        questions = [question for question in questions if question["level"] == arguments.level]
    if not questions:
        parser.error(f"of these skills there are no questions of level {arguments.level}")
    if arguments.first:
        questions = questions[:: max(1, len(questions) // arguments.first)]
    if arguments.replies > 1:
        questions = [{**question, "id": f"{question['id']} ({n})"} for question in questions for n in range(arguments.replies)]
    if arguments.cli:
        asked, measured = ask_engine(arguments, questions)
    else:
        import torch

        arguments.device = arguments.device or ("cuda" if torch.cuda.is_available() else "cpu")
        asked, measured = ask_checkpoint(arguments, questions)
    if arguments.wrong:
        for question, reply, _ in asked:
            if not right(question["check"], reply):
                print(f"{question['set']} {question['id']}: {question['prompt']!r} -> {reply.answer!r}, "
                      f"expected {question['expect']!r}")
    result = {**measured, "groups": figures(asked), "each": each(asked)}
    if arguments.cli and os.path.exists(arguments.model):
        result["bytes"] = os.path.getsize(arguments.model)
    if arguments.name:
        keep(f"{arguments.work}/evaluation.json", arguments.name, result)
    for name, group in result["groups"].items():
        asked = group["asked"]
        print(f"{name:24} {group['right']:4}/{asked:<4} = {group['right'] / asked:6.1%}  formed {group['well_formed'] / asked:6.1%}  "
              f"thought {group['thought_tokens']:5.0f}  looks back {group['looks_back'] / asked:5.1%}  "
              f"corrects {group['corrects']:3}  mends {group['mends']:3}")
    print(f"foretold tokens accepted: {measured['acceptance']}")
    for i, load in enumerate(measured.get("expert_load", [])):
        print(f"mixture {i}: load max/mean {max(load) * len(load):.2f}")
    good = result["groups"]["all"]
    sys.exit(good["right"] < arguments.require * good["asked"])


if __name__ == "__main__":
    main()
