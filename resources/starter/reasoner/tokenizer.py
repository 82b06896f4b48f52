# SPDX-License-Identifier: Apache-2.0
"""Makes the tokenizer: Llama 3's rule of pieces, of which those that are often written are tokens as a whole; in all other
pieces every letter, digit and Chinese character is a token of its own. So a word never seen before is read, copied, spelled,
reversed and sorted letter by letter, and its spelling need not be known by heart.

    python -m reasoner.tokenizer       writes work/tokenizer.json
"""

import argparse
import re
from collections import Counter

from prompt import SPECIAL
from skills.mixture import Mixture
from skills.reflection import without_marks
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

# The pieces that the pre-tokenizer "llama-bpe" of GGUF files cuts a text into.
PIECES = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
          r"|\s+(?!\S)|\s+")
SPLIT = pre_tokenizers.Split(Regex(PIECES), "isolated")
BYTES = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False)


def texts(conversations, seed):
    """All that is read and written, with q in place of the words that are taken apart into letters."""
    mixture = Mixture(seed, reflecting=0.2)
    for _ in range(conversations):
        item = mixture.conversation()[-1]
        words = "|".join(item.spelled + tuple(word[::-1] for word in item.spelled))
        for text in (item.question, without_marks(item.reasoning), item.answer):
            yield re.sub(rf"(?<![a-z])({words})(?![a-z])", "q", text) if words else text


def written(text):
    """As a byte-level vocabulary writes it."""
    return "".join(piece for piece, _ in BYTES.pre_tokenize_str(text))


def pieces(texts):
    """→ how often each piece that may become a token as a whole occurs, and each character beyond ASCII."""
    whole, characters = Counter(), Counter()
    for text in texts:
        whole.update(piece for piece, _ in SPLIT.pre_tokenize_str(text))
        characters.update(c for c in text if not c.isascii())
    for piece in list(whole):
        if re.search(r"\d|[一-龥]|[^\w\s][a-zA-Z]$", piece) or len(piece.encode()) == 1:
            del whole[piece]
    return whole, characters


def build(vocab_size, texts):
    """→ a tokenizer of all bytes and characters, and of the pieces that are written most, up to `vocab_size` entries."""
    whole, characters = pieces(texts)
    vocabulary, merges = {}, []

    def add(token):
        return vocabulary.setdefault(token, len(vocabulary))

    for token in SPECIAL + sorted(pre_tokenizers.ByteLevel.alphabet()):
        add(token)
    for character, _ in sorted(characters.items(), key=lambda found: (-found[1], found[0])):
        symbols = written(character)
        for end in range(2, len(symbols) + 1):
            pair = symbols[: end - 1], symbols[end - 1]
            if pair not in merges:
                merges.append(pair)
            add("".join(pair))
    for piece, _ in sorted(whole.items(), key=lambda found: (-found[1], found[0])):
        if len(vocabulary) < vocab_size:
            add(written(piece))
    return tokenizer_of(vocabulary, merges)


def tokenizer_of(vocabulary, merges):
    """vocabulary: token → id, the special ones among them; merges: pairs in their order"""
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([SPLIT, BYTES])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocab-size", type=int, default=2560)
    parser.add_argument("--conversations", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="work/tokenizer.json")
    arguments = parser.parse_args()
    tokenizer = build(arguments.vocab_size, texts(arguments.conversations, arguments.seed))
    tokenizer.save(arguments.out)
    print(f"{tokenizer.get_vocab_size()} entries")


if __name__ == "__main__":
    main()
