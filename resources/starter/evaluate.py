# SPDX-License-Identifier: Apache-2.0
"""Asks the held-out questions, greedily, and prints how many are answered exactly, per skill and language.

    python evaluate.py --cli mingsi-cli --model mingsi-starter.gguf --require 0.9    through the engine
    python evaluate.py --torch work/checkpoint.pt                                    through PyTorch
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
NUMERIC = ("add", "subtract", "multiply", "compare", "letters")


def is_right(question, answer):
    """Calculations, comparisons and counts: what stands in bold is exactly the result. Talk: the phrase occurs."""
    if question["skill"] in NUMERIC:
        return re.findall(r"\*\*(.+?)\*\*", answer) == [question["expect"]]
    return question["expect"] in answer


def ask_program(cli, model, questions):
    """Yields (question, answer) from `mingsi-cli chat`, one process a question."""
    for question in questions:
        command = [cli, "chat", *(["--model", model] if model else []), "--prompt", question["prompt"],
                   "--temperature", "0", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
        yield question, json.loads(done.stdout)["answer"]


def ask_checkpoint(path, tokenizer_path, questions, batch=30, longest=320):
    """Yields (question, answer) from a PyTorch checkpoint, in float32."""
    import torch
    from generation import Writer
    from model import Config, Model
    from prompt import END_THINK, EOS, PAD, prompt_text
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(tokenizer_path)
    saved = torch.load(path, weights_only=True, map_location="cpu")
    model = Model(Config(**saved["config"]))
    model.load_state_dict(saved["model"])
    model.eval()
    writer = Writer(model, tokenizer.token_to_id(EOS), tokenizer.token_to_id(PAD), batch, model.c.max_position_embeddings)
    encoded = [tokenizer.encode(prompt_text([], q["prompt"]), add_special_tokens=False).ids for q in questions]
    for start in range(0, len(questions), batch):
        written = writer.write(encoded[start : start + batch], longest)
        for question, ids in zip(questions[start : start + batch], written):
            text = tokenizer.decode(ids, skip_special_tokens=False)
            yield question, text.removesuffix(EOS).partition(END_THINK)[2].strip()


def print_table(asked, right):
    skills = list(dict.fromkeys(skill for skill, _ in asked))
    print(f"{'skill':10} {'en':>9} {'zh':>9} {'both':>9}")
    for skill in skills:
        cells = [(right[skill, lang], asked[skill, lang]) for lang in ("en", "zh")]
        cells.append(tuple(map(sum, zip(*cells))))
        print(f"{skill:10} " + " ".join(f"{f'{a}/{b}':>9}" for a, b in cells))
    good, total = sum(right.values()), sum(asked.values())
    print(f"all        {good}/{total} = {good / total:.1%}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--cli", help="path of mingsi-cli")
    source.add_argument("--torch", metavar="CHECKPOINT")
    parser.add_argument("--model", help="GGUF file for --cli; without it the built-in one")
    parser.add_argument("--tokenizer", default="work/tokenizer.json", help="for --torch")
    parser.add_argument("--questions", default=HERE / "heldout.jsonl")
    parser.add_argument("--require", type=float, default=0.0, help="exit with 1 below this share of exact answers")
    parser.add_argument("--threads", type=int, default=0, help="for --torch")
    parser.add_argument("--wrong", action="store_true", help="print the wrong answers too")
    arguments = parser.parse_args()
    with open(arguments.questions, encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    if arguments.cli:
        answers = ask_program(arguments.cli, arguments.model, questions)
    else:
        if arguments.threads:
            import torch

            torch.set_num_threads(arguments.threads)
        answers = ask_checkpoint(arguments.torch, arguments.tokenizer, questions)
    asked, right = Counter(), Counter()
    for question, answer in answers:
        cell = question["skill"], question["lang"]
        asked[cell] += 1
        right[cell] += is_right(question, answer)
        if arguments.wrong and not is_right(question, answer):
            print(f"{question['id']}: {question['prompt']} -> {answer!r}, expected {question['expect']!r}")
    print_table(asked, right)
    if sum(right.values()) < arguments.require * sum(asked.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
