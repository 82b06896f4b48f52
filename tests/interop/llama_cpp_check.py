# SPDX-License-Identifier: Apache-2.0
"""Compares Mingsi's logits with llama.cpp's, for every weight type that Mingsi reads.

    python llama_cpp_check.py --cli mingsi-cli [--types Q4_K …] [--out table.md] [--work FOLDER] [--widened]

Weights are random (mingsi-cli synthesize) or quantized by mingsi-cli from the starter model and tests/golden/v3.gguf.
KL is the mean and the largest over 48 positions of KL(softmax(llama.cpp) || softmax(Mingsi)), in nats. The mean has to
stay below 0.02, with float weights below 1e-4; both programs may round activations, each in its way, so that the rest
is not zero. With --widened llama.cpp also computes from the same weights widened to float32, which tells whose rounding
it is. What is quantized from the repository's models is always compared so as well, and has to stay below 1e-4 there.

The tokens are drawn at random, but for the comparison of the starter model with what llama.cpp rounds: what a trained
model never saw it decides by a hair, so that another expert is chosen where an activation is rounded (a mean of 0.025
was seen, where the same weights in float32 gave 1e-12). So that comparison is made on a question with its solution, and
has to stay below 1e-3.

Needs environment.sh llama. A model of the repository that llama.cpp refuses is noted, not counted as a failure.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import gguf  # noqa: E402
import numpy as np  # noqa: E402

import libllama  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
FLOATS = ["F32", "F16", "BF16"]
TYPES = FLOATS + [
    "Q4_0",
    "Q4_1",
    "Q5_0",
    "Q5_1",
    "Q8_0",
    "Q2_K",
    "Q3_K",
    "Q4_K",
    "Q5_K",
    "Q6_K",
    "IQ4_NL",
    "IQ4_XS",
    "IQ1_S",
    "IQ1_M",
    "IQ2_XXS",
    "IQ2_XS",
    "IQ2_S",
    "IQ3_XXS",
    "IQ3_S",
]
MIXTURE_TYPES = ["F16", "Q8_0", "Q4_K", "IQ2_XS"]  # of the experts of a DeepSeek-V2-Lite
STARTER_TEXT = (
    "<｜begin▁of▁sentence｜><｜User｜>Calculate 87 × 96.<｜Assistant｜><think>\n"
    "87 × 96 = 96 × 87\n96 × 87 = 96 × 7 + 96 × 80\n96 × 7: 6×7=42, 9×7+4=67, so 96 × 7 = 672\n"
)
QUANTIZED = [
    ("resources/starter/mingsi-starter.gguf", ["Q8_0", "Q6_K", "Q4_K"], STARTER_TEXT),
    ("tests/golden/v3.gguf", ["F16"], None),
]
POSITIONS = 48
LARGEST_MEAN_KL = 0.02
LARGEST_MEAN_KL_OF_FLOATS = 1e-4
LARGEST_MEAN_KL_OF_TEXT = 1e-3


class Failed(Exception):
    pass


def run(*command) -> str:
    """→ what it printed"""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise Failed(said[-1] if said else f"exit status {done.returncode}")
    return done.stdout


def token_ids(model: Path) -> list[int]:
    embedding = next(tensor for tensor in gguf.GGUFReader(model).tensors if tensor.name == "token_embd.weight")
    size = int(embedding.shape[1])
    return [(7919 * i * i + 104729 * i + 11) % size for i in range(POSITIONS)]


def widen(model: Path, out: Path) -> None:
    """A copy with every weight in float32, by the formulas of the Python package gguf."""
    reader = gguf.GGUFReader(model)
    writer = gguf.GGUFWriter(out, reader.fields["general.architecture"].contents())
    for field in reader.fields.values():
        if not field.name.startswith("GGUF.") and field.name != "general.architecture":
            writer.add_key_value(
                field.name, field.contents(), field.types[0], field.types[-1] if len(field.types) > 1 else None
            )
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def log_softmax(row: np.ndarray) -> np.ndarray:
    row = row.astype(np.float64)
    row -= row.max()
    return row - np.log(np.exp(row).sum())


def compare(reference: np.ndarray, own: np.ndarray) -> tuple[float, float, float, float]:
    """Mean KL, largest KL, agreement of the best token, largest difference of a logit."""
    if reference.shape != own.shape:
        raise Failed(f"logits of shape {own.shape}; llama.cpp gives {reference.shape}")
    if not np.isfinite(own).all():
        raise Failed(
            "logits that are not finite" + ("" if np.isfinite(reference).all() else " (llama.cpp's are not, either)")
        )
    kl = []
    for p, q in zip(map(log_softmax, reference), map(log_softmax, own)):
        kl.append(max(0.0, float((np.exp(p) * (p - q)).sum())))
    agreement = float((reference.argmax(axis=1) == own.argmax(axis=1)).mean())
    return float(np.mean(kl)), max(kl), agreement, float(np.abs(reference - own).max())


class Check:
    def __init__(self, cli: str, work: Path, widened: bool):
        self.cli, self.work, self.widened = cli, work, widened
        self.rows, self.failed = [], False

    def llama_logits(self, model: Path, ids: str) -> np.ndarray:
        # In a process of its own: llama.cpp aborts on what it did not expect.
        run(
            sys.executable,
            Path(__file__).with_name("libllama.py"),
            model,
            "--ids",
            ids,
            "--out",
            self.work / "llama.npy",
        )
        return np.load(self.work / "llama.npy")

    def own_logits(self, model: Path, ids: str) -> np.ndarray:
        run(self.cli, "logits", "--model", model, "--ids", ids, "--out", self.work / "own.npy")
        return np.load(self.work / "own.npy")

    def ids_of(self, model: Path, text: str) -> str:
        told = run(self.cli, "tokenize", "--model", model, "--special", "--json", "--text", text)
        return ",".join(map(str, json.loads(told)["ids"][:POSITIONS]))

    def check(self, name: str, kind: str, command: list, ours: bool = False, text: str | None = None) -> None:
        """ours: a model of the repository; text: what it is compared on where llama.cpp rounds."""
        model, wide = self.work / "model.gguf", self.work / "wide.gguf"
        try:
            run(self.cli, *command, "--type", kind, *(["--out", model] if command[0] == "synthesize" else []))
            ids = ",".join(map(str, token_ids(model)))
            known = self.ids_of(model, text) if text else ids
            try:
                found = [compare(self.llama_logits(model, known), self.own_logits(model, known))]
                if self.widened or ours:
                    widen(model, wide)
                    found.append(compare(self.llama_logits(wide, ids), self.own_logits(model, ids)))
            except Failed as error:
                if not ours or "llama.cpp refuses" not in str(error):
                    raise
                self.add(name, kind, f"not compared: {error}")
                return
            narrow = LARGEST_MEAN_KL_OF_TEXT if text else LARGEST_MEAN_KL
            limits = [LARGEST_MEAN_KL_OF_FLOATS if kind in FLOATS else narrow, LARGEST_MEAN_KL_OF_FLOATS]
            above = [limit for (mean, *_), limit in zip(found, limits) if mean > limit]
            self.failed |= bool(above)
            self.add(name, kind, f"**above {above[0]:g}**" if above else "equal", found)
        except Failed as error:
            self.failed = True
            self.add(name, kind, f"**failed**: {error}")
        finally:
            for file in (model, wide):
                file.unlink(missing_ok=True)

    def add(self, name: str, kind: str, verdict: str, found=()) -> None:
        cells = [name, kind]
        cells += (
            [f"{found[0][0]:.2e}", f"{found[0][1]:.2e}", f"{100 * found[0][2]:.1f} %", f"{found[0][3]:.2e}"]
            if found
            else [""] * 4
        )
        cells.append(f"{found[1][0]:.2e}" if len(found) > 1 else "")
        self.rows.append([*cells, verdict.replace("|", "\\|")])
        print(f"{name} {kind}: " + " ".join(cells[2:] + [verdict]), file=sys.stderr)

    def table(self) -> str:
        headings = [
            "model",
            "weights",
            "mean KL",
            "largest KL",
            "same best token",
            "largest logit difference",
            "mean KL, widened",
            "verdict",
        ]
        rows = [headings, ["---"] * len(headings), *self.rows]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True, help="the mingsi-cli to test")
    parser.add_argument(
        "--types", nargs="+", choices=TYPES, default=TYPES, metavar="TYPE", help="only these weight types"
    )
    parser.add_argument("--out", type=Path, help="file for the table, besides standard output")
    parser.add_argument(
        "--work", type=Path, help="folder for the models, up to 3 GB one at a time (default: a temporary one)"
    )
    parser.add_argument("--widened", action="store_true", help="compare with the weights widened to float32 too")
    arguments = parser.parse_args()
    if not libllama.is_built():
        print(f"llama_cpp_check.py: no libllama.so in {libllama.LIBRARY}; run environment.sh llama", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory(prefix="mingsi-interop-", dir=arguments.work) as folder:
        check = Check(arguments.cli, Path(folder), arguments.widened)
        for like, layers, types in (("r1-distill-qwen-1.5b", 2, TYPES), ("v2-lite", 2, MIXTURE_TYPES)):
            for kind in [kind for kind in types if kind in arguments.types]:
                check.check(
                    f"{like}, {layers} layers", kind, ["synthesize", "--like", like, "--layers", layers, "--seed", 1]
                )
        for source, types, text in QUANTIZED:
            for kind in [kind for kind in types if kind in arguments.types]:
                check.check(
                    Path(source).name,
                    kind,
                    ["quantize", ROOT / source, Path(folder) / "model.gguf"],
                    ours=True,
                    text=text,
                )
    print(check.table(), end="")
    if arguments.out:
        arguments.out.write_text(check.table(), encoding="utf-8")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
