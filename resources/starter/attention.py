# SPDX-License-Identifier: Apache-2.0
"""Multi-head latent attention (arXiv 2405.04434, section 2.1): expanded for training, absorbed with a cache of latents
for writing."""

import torch
import torch.nn.functional as F
from rope import rotate, softmax_scale
from torch import nn

BLOCK = 128  # queries that are computed together on a CPU


class RMSNorm(nn.Module):
    def __init__(self, size, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x):
        return F.rms_norm(x.float(), (x.shape[-1],), self.weight, self.eps)


def causal(q, k, v, scale, documents=None):
    """q, k: [batch, heads, length, qk]; v: [batch, heads, length, v]. documents: [batch, length], the number of the document
    that each token belongs to and looks no further back than; without it a row is one document. Rows are padded on the right."""
    if q.is_cuda:
        if documents is None:
            return F.scaled_dot_product_attention(q, k, v, is_causal=True, scale=scale)
        same = (documents[:, :, None] == documents[:, None, :]).tril()
        return F.scaled_dot_product_attention(q, k, v, attn_mask=same[:, None], scale=scale)
    # Explicit products: on a CPU they are several times faster in bfloat16 than the fused kernel. In blocks of queries, so that
    # little of what lies in the future is computed.
    length, parts = q.shape[2], []
    for start in range(0, length, BLOCK):
        end = min(start + BLOCK, length)
        scores = q[:, :, start:end] @ k[:, :, :end].mT
        hidden = torch.ones(end - start, end, dtype=torch.bool).triu(start + 1)
        if documents is not None:
            hidden = hidden | (documents[:, start:end, None] != documents[:, None, :end])[:, None]
        weights = (scores * scale).masked_fill(hidden, float("-inf")).softmax(-1)
        parts.append(weights.to(v.dtype) @ v[:, :, :end])
    return torch.cat(parts, dim=2)


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        head = c.qk_nope_head_dim + c.qk_rope_head_dim
        self.scale = softmax_scale(c)
        self.q_a = nn.Linear(c.hidden_size, c.q_lora_rank, bias=False)
        self.q_a_norm = RMSNorm(c.q_lora_rank, c.rms_norm_eps)
        self.q_b = nn.Linear(c.q_lora_rank, c.num_attention_heads * head, bias=False)
        self.kv_a = nn.Linear(c.hidden_size, c.kv_lora_rank + c.qk_rope_head_dim, bias=False)
        self.kv_a_norm = RMSNorm(c.kv_lora_rank, c.rms_norm_eps)
        self.kv_b = nn.Linear(c.kv_lora_rank, c.num_attention_heads * (c.qk_nope_head_dim + c.v_head_dim), bias=False)
        self.o = nn.Linear(c.num_attention_heads * c.v_head_dim, c.hidden_size, bias=False)

    def project(self, x, cos, sin):
        """→ q_nope, q_rope: [batch, heads, length, ...]; latent (normed): [batch, length, rank]; k_rope: [batch, 1,
        length, rope]"""
        c = self.c
        batch, length, _ = x.shape
        q = self.q_b(self.q_a_norm(self.q_a(x))).view(batch, length, c.num_attention_heads, -1).transpose(1, 2)
        q_nope, q_rope = q.split([c.qk_nope_head_dim, c.qk_rope_head_dim], dim=-1)
        latent, k_rope = self.kv_a(x).split([c.kv_lora_rank, c.qk_rope_head_dim], dim=-1)
        return q_nope, rotate(q_rope, cos, sin), self.kv_a_norm(latent), rotate(k_rope[:, None], cos, sin)

    def forward(self, x, cos, sin, documents=None):
        c = self.c
        batch, length, _ = x.shape
        q_nope, q_rope, latent, k_rope = self.project(x, cos, sin)
        kv = self.kv_b(latent).view(batch, length, c.num_attention_heads, -1).transpose(1, 2)
        k_nope, v = kv.split([c.qk_nope_head_dim, c.v_head_dim], dim=-1)
        q = torch.cat((q_nope, q_rope), dim=-1).to(v.dtype)
        k = torch.cat((k_nope, k_rope.expand(-1, c.num_attention_heads, -1, -1)), dim=-1).to(v.dtype)
        y = causal(q, k, v, self.scale, documents)
        return self.o(y.transpose(1, 2).reshape(batch, length, -1))

    def cached(self, x, cos, sin, cache, slots, mask):
        """cache: [batch, size, rank + rope], written at `slots` ([length]); mask: [batch, length, bound], true where a
        slot below `bound` may be looked at. Keys and values are never expanded: kv_b is absorbed into query and output."""
        c = self.c
        q_nope, q_rope, latent, k_rope = self.project(x, cos, sin)
        cache.index_copy_(1, slots, torch.cat((latent, k_rope[:, 0]), dim=-1).to(cache.dtype))
        keys = cache[:, : mask.shape[-1]].to(q_nope.dtype)
        up = self.kv_b.weight.view(c.num_attention_heads, -1, c.kv_lora_rank).to(q_nope.dtype)
        key_up, value_up = up.split([c.qk_nope_head_dim, c.v_head_dim], dim=1)
        q = torch.cat((torch.einsum("bhnd,hdr->bhnr", q_nope, key_up), q_rope), dim=-1).to(keys.dtype)
        scores = torch.einsum("bhnr,btr->bhnt", q, keys).float() * self.scale
        weights = scores.masked_fill(~mask[:, None], -1e30).softmax(-1).to(keys.dtype)
        looked_up = torch.einsum("bhnt,btr->bhnr", weights, keys[..., : c.kv_lora_rank])
        y = torch.einsum("bhnr,hvr->bnhv", looked_up, value_up)
        return self.o(y.flatten(2))
