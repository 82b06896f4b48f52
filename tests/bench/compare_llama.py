# SPDX-License-Identifier: Apache-2.0
"""Mingsi and llama.cpp on the same files in the same run: medians of prefill and decoding, as a Markdown table.

    tests/interop/environment.sh llama      makes the Python environment and builds llama.cpp for this machine
    ~/.cache/mingsi-interop/venv/bin/python tests/bench/compare_llama.py --mingsi build/release/bin/mingsi-cli

Models are synthesized into --folder (some gigabytes) unless they lie there. llama.cpp repacks weights as it likes
(`use_extra_bufts`) and uses flash attention and a float16 cache, as Mingsi does.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "interop"))
import libllama  # noqa: E402

MODELS = {"r1-distill-qwen-1.5b": [], "v2-lite": []}


class Peer(libllama.Model):
    """One context over a model, for timing."""

    def __init__(self, path: Path, context: int, threads: int):
        super().__init__(path, repack=True)
        options = self.api.llama_context_default_params()
        options.n_ctx = context
        options.n_batch = options.n_ubatch = 512
        options.n_threads = options.n_threads_batch = threads
        self.context = self.api.llama_init_from_model(self.model, options)
        if not self.context:
            raise RuntimeError("llama.cpp makes no context")

    def run(self, ids: list[int], position: int) -> float:
        batch = self.api.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.seq_id[i][0] = token, position + i, 1, 0
            batch.logits[i] = i + 1 == len(ids)
        start = time.perf_counter()
        if self.api.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama_decode fails")
        self.api.llama_get_logits(self.context)
        seconds = time.perf_counter() - start
        self.api.llama_batch_free(batch)
        return seconds

    def forget(self):
        self.api.llama_memory_clear(self.api.llama_get_memory(self.context), True)


def measure_peer(path: Path, prompt: int, generated: int, repeat: int, threads: int) -> dict:
    peer = Peer(path, prompt + generated + 16, threads)
    prefill, decode = [], []
    for run in range(repeat + 1):
        peer.forget()
        ids = [(7 * i * i + 13 * i + run) % 1000 + 10 for i in range(prompt)]
        seconds = peer.run(ids, 0)
        start = time.perf_counter()
        for i in range(generated):
            peer.run([20 + i % 50], prompt + i)
        if run > 0:
            prefill.append(prompt / seconds)
            decode.append(generated / (time.perf_counter() - start))
    peer.close()
    return {"prefill": statistics.median(prefill), "decode": statistics.median(decode)}


def measure_mingsi(program: Path, path: Path, prompt: int, generated: int, repeat: int, threads: int) -> dict:
    call = [program, "bench", "--model", path, "--prompt-tokens", str(prompt), "--gen-tokens", str(generated),
            "--repeat", str(repeat), "--threads", str(threads), "--json"]
    return json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mingsi", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=Path("/tmp"))
    parser.add_argument("--models", nargs="*", default=list(MODELS))
    parser.add_argument("--prompt-tokens", type=int, default=512)
    parser.add_argument("--gen-tokens", type=int, default=64)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--type", default="q4_k")
    options = parser.parse_args()

    print("| model | what | Mingsi | llama.cpp | ratio | of the memory's speed |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in options.models:
        path = options.folder / f"{name}-{options.type}.gguf"
        if not path.exists():
            subprocess.run([options.mingsi, "synthesize", "--like", name, "--type", options.type, "--out", path], check=True)
        sizes = (options.prompt_tokens, options.gen_tokens, options.repeat, options.threads)
        ours = measure_mingsi(options.mingsi, path, *sizes)
        theirs = measure_peer(path, *sizes)
        label = f"{name} {options.type.upper()}"
        print(f"| {label} | prefill, {options.prompt_tokens} tokens | {ours['prefill_tokens_per_s']:.1f} tok/s "
              f"| {theirs['prefill']:.1f} tok/s | {ours['prefill_tokens_per_s'] / theirs['prefill']:.2f} | |")
        print(f"| {label} | decoding, {options.gen_tokens} tokens | {ours['decode_tokens_per_s']:.1f} tok/s "
              f"| {theirs['decode']:.1f} tok/s | {ours['decode_tokens_per_s'] / theirs['decode']:.2f} "
              f"| {100 * ours['roofline_fraction']:.0f} % of {ours['memory_bandwidth_gb_s']:.1f} GB/s |", flush=True)


if __name__ == "__main__":
    main()
