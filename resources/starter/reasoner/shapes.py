# SPDX-License-Identifier: Apache-2.0
"""The shapes that the recipe trains, and what they cost."""

from dataclasses import replace

from model import Config

# As it is pretrained; extension stretches the context fourfold.
FULL = Config(vocab_size=2560, hidden_size=256, num_hidden_layers=9, first_k_dense_replace=1, intermediate_size=1024,
              moe_intermediate_size=128, n_routed_experts=16, n_shared_experts=2, num_experts_per_tok=4,
              routed_scaling_factor=2.5, num_attention_heads=8, q_lora_rank=128, kv_lora_rank=96, qk_nope_head_dim=32,
              qk_rope_head_dim=32, v_head_dim=64, max_position_embeddings=1024, original_max_position_embeddings=1024)
# Half of it, for those who train on a CPU: the model that is shipped.
SMALL = replace(FULL, num_hidden_layers=7, intermediate_size=768, n_shared_experts=1, num_experts_per_tok=2,
                num_attention_heads=4, q_lora_rank=96, kv_lora_rank=64)
# The same in every kind of part, for trying the recipe on a CPU in minutes.
TINY = replace(FULL, hidden_size=64, num_hidden_layers=3, intermediate_size=128, moe_intermediate_size=32,
               n_routed_experts=4, num_experts_per_tok=2, n_shared_experts=1, num_attention_heads=2, q_lora_rank=32,
               kv_lora_rank=32)
SHAPES = {"full": FULL, "small": SMALL, "tiny": TINY}


def stretched(config, factor):
    return replace(config, rope_factor=float(factor),
                   max_position_embeddings=int(config.original_max_position_embeddings * factor))


def sizes(model):
    """→ (all parameters, those used for a token, embedding apart, and those of the prediction module)."""
    c = model.c
    total = sum(p.numel() for p in model.parameters())
    module = sum(p.numel() for p in model.mtp.parameters())
    routed = sum(m.gate.numel() + m.up.numel() + m.down.numel() for m in model.layers.modules() if hasattr(m, "router"))
    used = total - module - model.embedding.weight.numel() - routed * (1 - c.num_experts_per_tok / c.n_routed_experts)
    return total, int(used), module
