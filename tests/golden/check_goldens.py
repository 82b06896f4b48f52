# SPDX-License-Identifier: Apache-2.0
"""Checks the golden files with an independent float64 forward pass that knows only the GGUF file.

It follows DeepSeek's published formulas, not transformers' code, and uses numpy alone. With
--mistakes it also shows how far each common mistake moves the logits, i.e. that the file detects it.
"""
import json
import math
import sys
from pathlib import Path

import gguf
import numpy as np

HERE = Path(__file__).resolve().parent
CASES = ("v2-plain", "v2-groups", "v3", "v3-norope", "v3-mixed")
MISTAKES = {
    "rope in halves (NeoX) instead of adjacent pairs": "neox",
    "mscale² missing from the softmax scale": "no_mscale",
    "mscale on cos and sin as well": "mscale_on_rope",
    "no YaRN frequencies (plain rope)": "plain_frequencies",
    "all frequencies divided by the factor (linear)": "linear_frequencies",
    "correction range not rounded outwards": "unrounded_range",
    "no rope": "no_rope",
    "norm of the latent missing": "no_kv_norm",
    "kv_b read as values before keys": "swap_kv_b",
    "router weights normalised the other way": "flip_norm",
    "routed_scaling_factor ignored": "no_scale",
    "bias ignored": "no_bias",
    "bias kept in the weights": "biased_weights",
    "group score by the other family's rule": "other_group_score",
    "groups ignored": "no_groups",
    "masked experts set to 0 instead of -inf": "zero_mask",
    "shared experts missing": "no_shared",
    "gate and up exchanged": "swap_gate_up",
}


class Model:
    def __init__(self, path: Path):
        reader = gguf.GGUFReader(path)
        self.tensors = {}
        for t in reader.tensors:
            shape = tuple(int(n) for n in reversed(t.shape))
            self.tensors[t.name] = gguf.dequantize(t.data, t.tensor_type).reshape(shape).astype(np.float64)
        self.fields = {name: field.contents() for name, field in reader.fields.items()}

    def key(self, name, default=None):
        return self.fields.get("deepseek2." + name, default)

    def __call__(self, name):
        return self.tensors[name]


def norm(x, weight, eps):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * weight


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def swiglu(x, gate, up, down, wrong):
    if wrong == "swap_gate_up":
        gate, up = up, gate
    g = x @ gate.T
    return (g / (1 + np.exp(-g)) * (x @ up.T)) @ down.T


def frequencies(m, wrong):
    dim, base = m.key("rope.dimension_count"), m.key("rope.freq_base")
    plain = base ** (-np.arange(0, dim, 2) / dim)
    if m.key("rope.scaling.type") != "yarn" or wrong == "plain_frequencies":
        return plain
    factor, original = m.key("rope.scaling.factor"), m.key("rope.scaling.original_context_length")
    if wrong == "linear_frequencies":
        return plain / factor

    def place(rotations):
        return dim * math.log(original / (rotations * 2 * math.pi)) / (2 * math.log(base))

    low, high = place(m.key("rope.scaling.yarn_beta_fast", 32.0)), place(m.key("rope.scaling.yarn_beta_slow", 1.0))
    if wrong != "unrounded_range":
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, dim - 1)
    stretch = np.clip((np.arange(dim // 2) - low) / max(high - low, 0.001), 0, 1)
    return plain / factor * stretch + plain * (1 - stretch)


def rotate(x, angles, scale, wrong):
    """x [..., n, dim]: each adjacent pair turns by its angle."""
    if wrong == "no_rope":
        return x
    out, c, s = np.empty_like(x), np.cos(angles) * scale, np.sin(angles) * scale
    half = x.shape[-1] // 2
    first, second = (slice(0, half), slice(half, None)) if wrong == "neox" else (slice(0, None, 2), slice(1, None, 2))
    out[..., first] = x[..., first] * c - x[..., second] * s
    out[..., second] = x[..., first] * s + x[..., second] * c
    return out


def attention(m, b, x, wrong):
    n, heads, eps = len(x), m.key("attention.head_count"), m.key("attention.layer_norm_rms_epsilon")
    rank, rope = m.key("attention.kv_lora_rank"), m.key("rope.dimension_count")
    split = m.key("attention.key_length_mla") is not None
    key = m.key("attention.key_length_mla" if split else "attention.key_length")
    value = m.key("attention.value_length_mla" if split else "attention.value_length")
    nope = key - rope
    if m.key("attention.q_lora_rank"):
        q = norm(x @ m(b + "attn_q_a.weight").T, m(b + "attn_q_a_norm.weight"), eps) @ m(b + "attn_q_b.weight").T
    else:
        q = x @ m(b + "attn_q.weight").T
    q = q.reshape(n, heads, key).transpose(1, 0, 2)
    kv = x @ m(b + "attn_kv_a_mqa.weight").T
    latent = kv[:, :rank] if wrong == "no_kv_norm" else norm(kv[:, :rank], m(b + "attn_kv_a_norm.weight"), eps)
    if split:  # absorbed form, to check both forms against one another
        key_part, value_part = m(b + "attn_k_b.weight").transpose(0, 2, 1), m(b + "attn_v_b.weight")
    else:
        kv_b = m(b + "attn_kv_b.weight").reshape(heads, nope + value, rank)
        key_part, value_part = kv_b[:, :nope], kv_b[:, nope:]
        if wrong == "swap_kv_b":
            key_part, value_part = kv_b[:, value:], kv_b[:, :value]
    scale, rope_scale = key ** -0.5, 1.0
    if m.key("rope.scaling.type") == "yarn":
        mscale = m.key("rope.scaling.yarn_log_multiplier") * math.log(m.key("rope.scaling.factor")) + 1
        scale *= 1.0 if wrong == "no_mscale" else mscale ** 2
        rope_scale = mscale if wrong == "mscale_on_rope" else 1.0
    angles = np.arange(n)[:, None] * frequencies(m, wrong)
    q_rope, k_rope = rotate(q[..., nope:], angles, rope_scale, wrong), rotate(kv[:, rank:], angles, rope_scale, wrong)
    absorbed = np.einsum("hnd,hdr->hnr", q[..., :nope], key_part)
    scores = (np.einsum("hnr,kr->hnk", absorbed, latent) + np.einsum("hnd,kd->hnk", q_rope, k_rope)) * scale
    scores = np.where(np.tril(np.ones((n, n), bool)), scores, -np.inf)
    out = np.einsum("hnk,kr,hvr->nhv", softmax(scores), latent, value_part)
    return out.reshape(n, heads * value) @ m(b + "attn_output.weight").T


def experts(m, b, x, wrong):
    sigmoid, top = m.key("expert_gating_func") == 2, m.key("expert_used_count")
    groups, kept = m.key("expert_group_count"), m.key("expert_group_used_count")
    logits = x @ m(b + "ffn_gate_inp.weight").T
    scores = 1 / (1 + np.exp(-logits)) if sigmoid else softmax(logits)
    choice = scores + (m(b + "exp_probs_b.bias") if sigmoid and wrong != "no_bias" else 0)
    weighed = choice if wrong == "biased_weights" else scores
    if groups > 1 and wrong != "no_groups":
        grouped = choice.reshape(len(x), groups, -1)
        best = np.sort(grouped, -1)
        rank = best[..., -2:].sum(-1) if sigmoid != (wrong == "other_group_score") else best[..., -1]
        keep = np.argsort(-rank, -1)[:, :kept]
        mask = np.zeros_like(rank, bool)
        np.put_along_axis(mask, keep, True, -1)
        choice = np.where(mask[..., None], grouped, 0.0 if wrong == "zero_mask" else -np.inf).reshape(len(x), -1)
    out = np.zeros_like(x)
    for row, picked in enumerate(np.argsort(-choice, -1)[:, :top]):
        weights = weighed[row, picked]
        if bool(m.key("expert_weights_norm")) != (wrong == "flip_norm"):
            weights = weights / (weights.sum() + 1e-20)
        for e, w in zip(picked, weights):
            one = swiglu(x[row:row + 1], *(m(b + f"ffn_{k}_exps.weight")[e] for k in ("gate", "up", "down")), wrong)[0]
            out[row] += w * one * (1.0 if wrong == "no_scale" else m.key("expert_weights_scale"))
    if wrong != "no_shared":
        out += swiglu(x, *(m(b + f"ffn_{k}_shexp.weight") for k in ("gate", "up", "down")), wrong)
    return out


def forward(m, ids, wrong=None):
    eps = m.key("attention.layer_norm_rms_epsilon")
    x = m("token_embd.weight")[ids]
    for i in range(m.key("block_count")):
        b = f"blk.{i}."
        x = x + attention(m, b, norm(x, m(b + "attn_norm.weight"), eps), wrong)
        h = norm(x, m(b + "ffn_norm.weight"), eps)
        if i < m.key("leading_dense_block_count"):
            x = x + swiglu(h, *(m(b + f"ffn_{k}.weight") for k in ("gate", "up", "down")), wrong)
        else:
            x = x + experts(m, b, h, wrong)
    return norm(x, m("output_norm.weight"), eps) @ m("output.weight").T


def main() -> int:
    worst = 0.0
    for case in CASES:
        info = json.loads((HERE / f"{case}.json").read_text(encoding="utf-8"))
        model, flat = Model(HERE / info["gguf"]), np.fromfile(HERE / info["logits"]["file"], "<f4")
        stored, at = [], 0
        for rows, columns in info["logits"]["shapes"]:
            stored.append(flat[at:at + rows * columns].reshape(rows, columns))
            at += rows * columns
        assert at == flat.size
        difference = max(np.abs(forward(model, p) - s).max() for p, s in zip(info["prompts"], stored))
        prompt, ids = info["prompts"][info["greedy"]["prompt"]], info["greedy"]["ids"]
        again = forward(model, prompt + ids[:-1])[len(prompt) - 1:].argmax(-1).tolist()
        print(f"{case}: largest difference to float64 {difference:.2e}, greedy continuation {'equal' if again == ids else 'DIFFERS'}")
        worst = max(worst, difference, 0 if again == ids else 1)
        if "--mistakes" in sys.argv:
            for text, wrong in MISTAKES.items():
                moved = max(np.abs(forward(model, p, wrong) - s).max() for p, s in zip(info["prompts"], stored))
                print(f"    {moved:9.4f}  {text}" if moved > 1e-3 else f"    no effect  {text}")
    return int(worst > 1e-3)


if __name__ == "__main__":
    sys.exit(main())
