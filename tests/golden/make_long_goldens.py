# SPDX-License-Identifier: Apache-2.0
"""Writes references for long contexts: `rope.json`, the rotary embeddings of published configurations at positions up to
100,000, and `v3-long.*`, a tiny YaRN model over 100,001 tokens. All from transformers in float32. See README.md.

    python make_long_goldens.py
"""
import json
from pathlib import Path

import gguf
import numpy as np
import torch
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM, DynamicCache
from transformers import LlamaConfig, Qwen2Config, Qwen3Config
from transformers.models.deepseek_v3.modeling_deepseek_v3 import DeepseekV3RotaryEmbedding
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding
from transformers.models.qwen2.modeling_qwen2 import Qwen2RotaryEmbedding
from transformers.models.qwen3.modeling_qwen3 import Qwen3RotaryEmbedding

import make_goldens as base

HERE = Path(__file__).resolve().parent
POSITIONS = [1, 4095, 4096, 16384, 100000]
SEED = 5
CHUNK = 512


def deepseek_yarn(mscale: float) -> dict:
    return dict(rope_type="yarn", rope_theta=10000.0, factor=40.0, original_max_position_embeddings=4096, beta_fast=32, beta_slow=1,
                mscale=mscale, mscale_all_dim=mscale)


def published_ropes() -> dict:
    heads = dict(hidden_size=1024, num_attention_heads=8, head_dim=128, max_position_embeddings=131072)
    qwen2 = dict(hidden_size=1024, num_attention_heads=8, max_position_embeddings=131072)
    llama3 = dict(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                  original_max_position_embeddings=8192)
    qwen3 = dict(rope_type="yarn", rope_theta=1000000.0, factor=4.0, original_max_position_embeddings=32768)
    v3 = dict(qk_rope_head_dim=64, max_position_embeddings=163840)
    return {
        "deepseek-v3": DeepseekV3RotaryEmbedding(DeepseekV3Config(**v3, rope_parameters=deepseek_yarn(1.0))),
        "deepseek-v2-lite": DeepseekV3RotaryEmbedding(DeepseekV3Config(**v3, rope_parameters=deepseek_yarn(0.707))),
        "llama-3.1": LlamaRotaryEmbedding(LlamaConfig(**heads, rope_parameters=llama3)),
        "r1-distill-qwen": Qwen2RotaryEmbedding(Qwen2Config(**qwen2, rope_parameters=dict(rope_type="default", rope_theta=10000.0))),
        "r1-0528-qwen3-8b": Qwen3RotaryEmbedding(Qwen3Config(**heads, rope_parameters=qwen3)),
    }


def write_ropes() -> None:
    out = {}
    for name, module in published_ropes().items():
        cos, sin = module(torch.zeros(1, dtype=torch.float32), torch.tensor([POSITIONS]))
        half = cos.shape[-1] // 2
        entry = {"parameters": module.config.rope_parameters, "dimensions": 2 * half, "positions": POSITIONS}
        for key, table in (("cos", cos), ("sin", sin)):
            # transformers repeats the half table; DeepSeek's may interleave it later.
            entry[key] = [[float(f"{x:.9g}") for x in row] for row in table[0, :, :half].tolist()]
        out[name] = entry
    (HERE / "rope.json").write_text(json.dumps(out, indent=0).replace("\n,", ",") + "\n", encoding="utf-8")


def long_ids(count: int) -> list[int]:
    """A documented sequence, which the test makes again: 2 + (7 i² + 13 i) mod 200, after the begin token 0."""
    return [0] + [2 + (7 * i * i + 13 * i) % 200 for i in range(1, count)]


def build_long():
    rope = base.yarn(1.0) | dict(factor=32.0, original_max_position_embeddings=4096)
    config = DeepseekV3Config(vocab_size=base.VOCAB_SIZE, hidden_size=32, intermediate_size=64, moe_intermediate_size=32,
                              num_hidden_layers=2, num_attention_heads=1, num_key_value_heads=1, q_lora_rank=None, kv_lora_rank=16,
                              qk_nope_head_dim=16, qk_rope_head_dim=16, v_head_dim=16, first_k_dense_replace=1, n_routed_experts=4,
                              n_shared_experts=1, num_experts_per_tok=2, n_group=1, topk_group=1, norm_topk_prob=True,
                              routed_scaling_factor=2.5, rms_norm_eps=1e-6, max_position_embeddings=131072, rope_interleave=True,
                              rope_parameters=rope, attention_bias=False, tie_word_embeddings=False, bos_token_id=0, eos_token_id=1,
                              num_nextn_predict_layers=0, hidden_act="silu")
    config._attn_implementation = config._experts_implementation = "eager"
    torch.manual_seed(SEED)
    with torch.no_grad():
        model = DeepseekV3ForCausalLM(config).eval().float()
        torch.manual_seed(SEED)
        base.fill(model, dict(bias=(0.0, 0.25)))
        for layer in model.model.layers:
            layer.self_attn.scaling = base.softmax_scale(config)
            # Sharp attention, so that tokens far away matter.
            layer.self_attn.q_proj.weight *= 4
    return model


@torch.no_grad()
def rows_at(model, ids: list[int], wanted: list[int]) -> np.ndarray:
    cache, rows = DynamicCache(), {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start:start + CHUNK]
        logits = model(input_ids=torch.tensor([part]), past_key_values=cache, use_cache=True).logits[0]
        rows |= {p: logits[p - start].numpy() for p in wanted if start <= p < start + len(part)}
    return np.stack([rows[p] for p in wanted])


def main() -> None:
    torch.set_num_threads(1)
    write_ropes()
    model = build_long()
    case = dict(family="v3", split_mla=False)
    tensors = base.tensors_of(model, False)
    base.write_gguf(HERE / "v3-long.gguf", model, case, tensors, {n: gguf.GGMLQuantizationType.F32 for n in tensors})
    wanted = [0, 1, 4095, 4096, 16383, 16384, 32767, 100000]
    rows = rows_at(model, long_ids(100001), wanted)
    rows.astype("<f4").tofile(HERE / "v3-long.logits.f32")
    info = dict(case="v3-long", seed=SEED, positions=wanted, tokens=100001, n_vocab=base.VOCAB_SIZE)
    (HERE / "v3-long.json").write_text(json.dumps(info, indent=1) + "\n", encoding="utf-8")
    print(np.abs(rows).max(axis=1))


if __name__ == "__main__":
    main()
