# SPDX-License-Identifier: Apache-2.0
"""Trains the starter's tokenizer: byte-level BPE with DeepSeek-V3's pre-tokenizer, digits apart, words in short pieces.

    python tokenizer.py       writes work/tokenizer.json
"""

import argparse
import json
import os
from unittest.mock import patch

import letters
from data import Generator
from prompt import SPECIAL
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

PUNCTUATION = r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"""
V3_EXPRESSIONS = [
    r"\p{N}{1,3}",
    r"[一-龥぀-ゟ゠-ヿ]+",
    PUNCTUATION + r"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
]


def v3_pre_tokenizer(*first):
    splits = [pre_tokenizers.Split(Regex(e), "isolated") for e in V3_EXPRESSIONS]
    return pre_tokenizers.Sequence(
        [*first, *splits, pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False)]
    )


def texts(conversations, seed):
    generator = Generator(seed)
    for _ in range(conversations):
        item = generator.item()
        yield from (item.question, item.reasoning, item.answer)


def train(vocab_size, texts):
    """Digits are apart while training, so that no merge joins two; afterwards V3's own rule gives the same ids."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = v3_pre_tokenizer(pre_tokenizers.Digits(individual_digits=True))
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=vocab_size, special_tokens=SPECIAL, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.pre_tokenizer = v3_pre_tokenizer()
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    return tokenizer


def wording(conversations, seed):
    """Everything the model reads and writes, with q in place of the words to be spelled."""
    with patch.object(letters, "FAMILIAR", ["q"]):
        generator = Generator(seed)
        generator.words = ["q"]
        for _ in range(conversations):
            item = generator.item()
            if item.skill != "letters":
                yield from (item.question, item.reasoning, item.answer)
                continue
            word = item.key.split(" ")[1]
            lines = item.reasoning.split("\n")
            for text in (item.question, lines[0], lines[-1], item.answer):
                yield text.replace(word, "q")


def without_word_merges(tokenizer, conversations, seed):
    """Removes the merges that only words to be spelled use: these are then cut into short pieces, each seen often enough
    for its spelling to be learned. The entries themselves stay, so that all ids stay."""
    described = json.loads(tokenizer.to_str())
    merges = [tuple(m) for m in described["model"]["merges"]]
    parts = {a + b: (a, b) for a, b in merges}
    needed, open_tokens = set(), set()
    for text in wording(conversations, seed):
        open_tokens.update(tokenizer.encode(text, add_special_tokens=False).tokens)
    while open_tokens:
        token = open_tokens.pop()
        needed.add(token)
        open_tokens.update(set(parts.get(token, ())) - needed)
    described["model"]["merges"] = [list(m) for m in merges if "".join(m) in needed]
    return Tokenizer.from_str(json.dumps(described))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vocab-size", type=int, default=4096)
    parser.add_argument("--conversations", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="work/tokenizer.json")
    arguments = parser.parse_args()
    os.makedirs(os.path.dirname(arguments.out) or ".", exist_ok=True)
    tokenizer = train(arguments.vocab_size, texts(arguments.conversations, arguments.seed))
    tokenizer = without_word_merges(tokenizer, arguments.conversations, "prune")
    tokenizer.save(arguments.out)
    print(f"{tokenizer.get_vocab_size()} entries")


if __name__ == "__main__":
    main()
