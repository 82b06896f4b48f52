# SPDX-License-Identifier: Apache-2.0
"""DeepSeek-V3 in miniature (arXiv 2412.19437): multi-head latent attention, shared and routed experts with sigmoid
gating and balancing by bias alone, one multi-token-prediction module. Same mathematics as Hugging Face's
DeepseekV3ForCausalLM; names as in config.json."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Config:
    vocab_size: int = 4096
    hidden_size: int = 192
    num_hidden_layers: int = 6
    first_k_dense_replace: int = 1
    intermediate_size: int = 512
    moe_intermediate_size: int = 128
    n_routed_experts: int = 8
    n_shared_experts: int = 1
    num_experts_per_tok: int = 2
    routed_scaling_factor: float = 1.5
    num_attention_heads: int = 4
    q_lora_rank: int = 96
    kv_lora_rank: int = 64
    qk_nope_head_dim: int = 48
    qk_rope_head_dim: int = 16
    v_head_dim: int = 64
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-6
    max_position_embeddings: int = 1024

    def as_dict(self):
        return asdict(self)


class RMSNorm(nn.Module):
    def __init__(self, size, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x):
        return F.rms_norm(x.float(), (x.shape[-1],), self.weight, self.eps)


def rope_table(config, length):
    """cos, sin: [length, qk_rope_head_dim / 2]"""
    pairs = torch.arange(0, config.qk_rope_head_dim, 2, dtype=torch.float32)
    frequencies = 1.0 / config.rope_theta ** (pairs / config.qk_rope_head_dim)
    angles = torch.arange(length, dtype=torch.float32)[:, None] * frequencies[None, :]
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    """Rotates adjacent pairs. x: [batch, heads, length, rope]"""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)


class Attention(nn.Module):
    """Multi-head latent attention (arXiv 2405.04434, section 2.1), keys and values expanded for training."""

    def __init__(self, c):
        super().__init__()
        self.c = c
        head = c.qk_nope_head_dim + c.qk_rope_head_dim
        self.q_a = nn.Linear(c.hidden_size, c.q_lora_rank, bias=False)
        self.q_a_norm = RMSNorm(c.q_lora_rank, c.rms_norm_eps)
        self.q_b = nn.Linear(c.q_lora_rank, c.num_attention_heads * head, bias=False)
        self.kv_a = nn.Linear(c.hidden_size, c.kv_lora_rank + c.qk_rope_head_dim, bias=False)
        self.kv_a_norm = RMSNorm(c.kv_lora_rank, c.rms_norm_eps)
        self.kv_b = nn.Linear(
            c.kv_lora_rank, c.num_attention_heads * (c.qk_nope_head_dim + c.v_head_dim), bias=False
        )
        self.o = nn.Linear(c.num_attention_heads * c.v_head_dim, c.hidden_size, bias=False)

    def forward(self, x, cos, sin):
        c = self.c
        batch, length, _ = x.shape
        q = self.q_b(self.q_a_norm(self.q_a(x))).view(batch, length, c.num_attention_heads, -1).transpose(1, 2)
        q_nope, q_rope = q.split([c.qk_nope_head_dim, c.qk_rope_head_dim], dim=-1)
        latent, k_rope = self.kv_a(x).split([c.kv_lora_rank, c.qk_rope_head_dim], dim=-1)
        kv = self.kv_b(self.kv_a_norm(latent)).view(batch, length, c.num_attention_heads, -1).transpose(1, 2)
        k_nope, v = kv.split([c.qk_nope_head_dim, c.v_head_dim], dim=-1)
        k_rope = rotate(k_rope[:, None], cos, sin).expand(-1, c.num_attention_heads, -1, -1)
        q = torch.cat((q_nope, rotate(q_rope, cos, sin)), dim=-1)
        k = torch.cat((k_nope, k_rope), dim=-1)
        # Sequences are padded on the right, so the causal mask is all that is needed. Explicit products: on a CPU they
        # are several times faster in bfloat16 than the fused kernel.
        q, k, v = (z.to(v.dtype).flatten(0, 1) for z in (q, k, v))
        future = torch.full((length, length), float("-inf"), dtype=q.dtype).triu(1).expand(len(q), -1, -1)
        scores = torch.baddbmm(future, q, k.mT, alpha=q.shape[-1] ** -0.5)
        y = torch.bmm(scores.softmax(-1).to(v.dtype), v).view(batch, c.num_attention_heads, length, -1)
        return self.o(y.transpose(1, 2).reshape(batch, length, -1))


class FeedForward(nn.Module):
    def __init__(self, hidden, inner):
        super().__init__()
        self.gate = nn.Linear(hidden, inner, bias=False)
        self.up = nn.Linear(hidden, inner, bias=False)
        self.down = nn.Linear(inner, hidden, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class MixtureOfExperts(nn.Module):
    """Shared and routed experts, selection by biased scores, weights by unbiased ones (arXiv 2412.19437, 2.1.2)."""

    def __init__(self, c):
        super().__init__()
        self.c = c
        self.router = nn.Linear(c.hidden_size, c.n_routed_experts, bias=False)
        self.register_buffer("bias", torch.zeros(c.n_routed_experts))
        self.register_buffer("load", torch.zeros(c.n_routed_experts), persistent=False)
        self.experts = nn.ModuleList(
            FeedForward(c.hidden_size, c.moe_intermediate_size) for _ in range(c.n_routed_experts)
        )
        self.shared = FeedForward(c.hidden_size, c.moe_intermediate_size * c.n_shared_experts)

    def forward(self, x):
        c = self.c
        flat = x.reshape(-1, c.hidden_size)
        with torch.autocast(x.device.type, enabled=False):  # the router stays in float32
            scores = self.router(flat.float()).sigmoid()
        chosen = (scores.detach() + self.bias).topk(c.num_experts_per_tok, dim=-1).indices
        weights = scores.gather(1, chosen)
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20) * c.routed_scaling_factor

        order = chosen.flatten().argsort(stable=True)
        counts = torch.bincount(chosen.flatten(), minlength=c.n_routed_experts)
        if self.training:
            self.load += counts
        tokens = order // c.num_experts_per_tok
        if torch.is_autocast_enabled(x.device.type):
            flat = flat.to(torch.get_autocast_dtype(x.device.type))
        gathered = flat[tokens]
        outputs = [
            expert(part) for expert, part in zip(self.experts, gathered.split(counts.tolist())) if len(part)
        ]
        routed = torch.cat(outputs).float() * weights.flatten()[order][:, None]
        return self.shared(flat).float().index_add(0, tokens, routed).view_as(x)

    @torch.no_grad()
    def balance(self, rate):
        """Moves each bias by `rate` towards an even load, and forgets the load."""
        self.bias += rate * torch.sign(self.load.mean() - self.load)
        self.load.zero_()


class Block(nn.Module):
    def __init__(self, c, dense):
        super().__init__()
        self.attention_norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.attention = Attention(c)
        self.ffn_norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.ffn = FeedForward(c.hidden_size, c.intermediate_size) if dense else MixtureOfExperts(c)

    def forward(self, x, cos, sin):
        x = x + self.attention(self.attention_norm(x), cos, sin)
        return x + self.ffn(self.ffn_norm(x))


class HeadLoss(torch.autograd.Function):
    """Summed cross-entropy of softmax(x Wᵀ), in chunks whose logits stay in the cache, products in bfloat16.

    Gradients: dx = (softmax − onehot) W, dW = (softmax − onehot)ᵀ x.
    """

    @staticmethod
    def forward(ctx, x, weight, target):
        """x: [n, hidden], weight: [vocab, hidden], target: [n]"""
        half, w = x.bfloat16(), weight.bfloat16()
        total, dx, dw = torch.zeros(()), torch.empty_like(x), torch.zeros_like(weight)
        for start in range(0, len(x), 256):
            rows, goal = half[start : start + 256], target[start : start + 256, None]
            p = (rows @ w.T).float().softmax(-1)
            total -= p.gather(1, goal).clamp_min(1e-30).log().sum()
            p.scatter_add_(1, goal, torch.full(goal.shape, -1.0))
            p = p.bfloat16()
            dx[start : start + 256] = p @ w
            dw += p.T @ rows
        ctx.save_for_backward(dx, dw)
        return total

    @staticmethod
    def backward(ctx, grad):
        dx, dw = ctx.saved_tensors
        return dx * grad, dw * grad, None


class MultiTokenPrediction(nn.Module):
    """Predicts the token after next from the hidden state and the embedding of the next (arXiv 2412.19437, 2.2)."""

    def __init__(self, c):
        super().__init__()
        self.enorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.hnorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.eh_proj = nn.Linear(2 * c.hidden_size, c.hidden_size, bias=False)
        self.block = Block(c, dense=False)
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)

    def forward(self, hidden, next_embedding, cos, sin):
        joined = torch.cat((self.enorm(next_embedding), self.hnorm(hidden)), dim=-1)
        return self.norm(self.block(self.eh_proj(joined).float(), cos, sin))


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.embedding = nn.Embedding(c.vocab_size, c.hidden_size)
        self.layers = nn.ModuleList(Block(c, i < c.first_k_dense_replace) for i in range(c.num_hidden_layers))
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.head = nn.Linear(c.hidden_size, c.vocab_size, bias=False)
        self.mtp = MultiTokenPrediction(c)
        cos, sin = rope_table(c, c.max_position_embeddings)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, std=0.02 if "embedding" in name else parameter.shape[1] ** -0.5)
            if name.endswith(("attention.o.weight", "down.weight")):
                parameter.data *= (2 * c.num_hidden_layers) ** -0.5

    def hidden(self, ids):
        """ids: [batch, length] → hidden states before the final norm."""
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        x = self.embedding(ids)
        for layer in self.layers:
            x = layer(x, cos, sin)
        return x

    def logits(self, ids):
        return self.head(self.norm(self.hidden(ids)))

    def loss(self, ids, target_mask, with_mtp):
        """Mean cross-entropy of the tokens marked in `target_mask` ([batch, length], aligned with ids), and that of
        the multi-token-prediction module."""
        with torch.autocast(ids.device.type, torch.bfloat16):
            hidden = self.hidden(ids)
            wanted = target_mask[:, 1:]
            main = HeadLoss.apply(self.norm(hidden[:, :-1][wanted]), self.head.weight, ids[:, 1:][wanted]) / wanted.sum()
            if not with_mtp:
                return main, None
            length = ids.shape[1] - 1
            ahead = self.mtp(hidden[:, :-1], self.embedding(ids[:, 1:]), self.cos[:length], self.sin[:length])
            wanted = target_mask[:, 2:]
            extra = HeadLoss.apply(ahead[:, :-1][wanted], self.head.weight, ids[:, 2:][wanted]) / wanted.sum()
        return main, extra

    def mixtures(self):
        return [m for m in self.modules() if isinstance(m, MixtureOfExperts)]
