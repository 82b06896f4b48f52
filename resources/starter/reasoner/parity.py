# SPDX-License-Identifier: Apache-2.0
"""Does the engine compute what was trained? Exports a checkpoint in float32 and compares the logits of PyTorch and
mingsi-cli over a text longer than the context before YaRN.

    python -m reasoner.parity --cli mingsi-cli --checkpoint work/between.pt
"""

import argparse
import subprocess
import sys
import tempfile

import numpy as np
import torch
from export import write_model
from prompt import BOS
from skills.mixture import Mixture
from tokenizers import Tokenizer

from reasoner import encode, training

MOST_APART = 2e-3  # of logits of a few units: what float32 sums in another order may differ by


def long_text(tokenizer, count):
    mixture, ids = Mixture("parity", held_out=True), tokenizer.encode(BOS, add_special_tokens=False).ids
    while len(ids) < count:
        text = encode.whole_conversation(mixture.conversation()).removeprefix(BOS)
        ids += tokenizer.encode(text, add_special_tokens=False).ids
    return ids[:count]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--work", default="work")
    parser.add_argument("--tokens", type=int, default=1500)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(f"{arguments.work}/tokenizer.json")
    model, saved = training.load_model(arguments.checkpoint, "cpu")
    model.eval()
    ids = long_text(tokenizer, arguments.tokens)
    with tempfile.TemporaryDirectory() as folder:
        write_model(f"{folder}/model.gguf", saved, f"{arguments.work}/tokenizer.json", "f32", "parity")
        subprocess.run([arguments.cli, "logits", "--model", f"{folder}/model.gguf", "--ids", ",".join(map(str, ids)),
                        "--device", "cpu", "--out", f"{folder}/logits.npy"], check=True)
        engine = np.load(f"{folder}/logits.npy")
    with torch.no_grad():
        ours = model.logits(torch.tensor([ids]))[0].numpy()
    apart = np.abs(engine - ours).max(1)
    agree = (engine.argmax(1) == ours.argmax(1)).mean()
    original = model.c.original_max_position_embeddings
    print(f"{len(ids)} tokens, logits from {ours.min():.2f} to {ours.max():.2f}: most apart {apart.max():.2e} "
          f"(first {min(original, len(ids))} tokens {apart[:original].max():.2e}), same choice {agree:.2%}")
    sys.exit(bool(apart.max() > MOST_APART))


if __name__ == "__main__":
    main()
