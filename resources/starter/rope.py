# SPDX-License-Identifier: Apache-2.0
"""Rotary positions on adjacent pairs, and YaRN (arXiv 2309.00071) as DeepSeek uses it on multi-head latent attention:
cosines and sines stay as they are (mscale = mscale_all_dim), the softmax scale is corrected instead."""

import math

import torch


def frequencies(c):
    """One a pair. YaRN: pairs that turn less than once (beta_slow) over the original context are slowed by the factor,
    those that turn more than 32 times (beta_fast) are kept, those between are blended."""
    size = c.qk_rope_head_dim
    kept = 1.0 / c.rope_theta ** (torch.arange(0, size, 2, dtype=torch.float32) / size)
    if c.rope_factor == 1.0:
        return kept

    def pair_turning(times):
        return size * math.log(c.original_max_position_embeddings / (times * 2 * math.pi)) / (2 * math.log(c.rope_theta))

    low = max(0, math.floor(pair_turning(c.beta_fast)))
    high = min(size - 1, math.ceil(pair_turning(c.beta_slow)))
    ramp = ((torch.arange(size // 2) - low) / max(high - low, 0.001)).clamp(0, 1)
    return kept / c.rope_factor * ramp + kept * (1 - ramp)


def table(c, length):
    """cos, sin: [length, qk_rope_head_dim / 2]"""
    angles = torch.arange(length, dtype=torch.float32)[:, None] * frequencies(c)[None, :]
    return angles.cos(), angles.sin()


def softmax_scale(c):
    """(qk_nope + qk_rope)^-½, with YaRN times (0.1 · mscale_all_dim · ln factor + 1)²."""
    correction = 0.1 * c.mscale_all_dim * math.log(c.rope_factor) + 1.0
    return (c.qk_nope_head_dim + c.qk_rope_head_dim) ** -0.5 * correction**2


def rotate(x, cos, sin):
    """x: [batch, heads, length, rope]; cos, sin: [..., length, rope / 2]"""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)
