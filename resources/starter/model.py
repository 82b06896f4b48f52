# SPDX-License-Identifier: Apache-2.0
"""DeepSeek-V3 in miniature (arXiv 2412.19437): multi-head latent attention, shared and routed experts, one
multi-token-prediction module. Same mathematics as Hugging Face's DeepseekV3ForCausalLM; names as in config.json."""

import contextlib
from dataclasses import asdict, dataclass

import rope
import torch
from attention import Attention, RMSNorm
from experts import FeedForward, MixtureOfExperts
from torch import nn


@dataclass
class Config:
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    first_k_dense_replace: int
    intermediate_size: int
    moe_intermediate_size: int
    n_routed_experts: int
    n_shared_experts: int
    num_experts_per_tok: int
    routed_scaling_factor: float
    num_attention_heads: int
    q_lora_rank: int
    kv_lora_rank: int
    qk_nope_head_dim: int
    qk_rope_head_dim: int
    v_head_dim: int
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-6
    max_position_embeddings: int = 1024
    # YaRN; a factor of 1 is plain rope.
    rope_factor: float = 1.0
    original_max_position_embeddings: int = 1024
    mscale_all_dim: float = 1.0
    beta_fast: float = 32.0
    beta_slow: float = 1.0

    def as_dict(self):
        return asdict(self)


class Block(nn.Module):
    def __init__(self, c, dense):
        super().__init__()
        self.attention_norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.attention = Attention(c)
        self.ffn_norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.ffn = FeedForward(c.hidden_size, c.intermediate_size) if dense else MixtureOfExperts(c)

    def forward(self, x, cos, sin, documents=None):
        x = x + self.attention(self.attention_norm(x), cos, sin, documents)
        return x + self.ffn(self.ffn_norm(x))

    def cached(self, x, *where):
        x = x + self.attention.cached(self.attention_norm(x), *where)
        return x + self.ffn(self.ffn_norm(x))


class HeadLoss(torch.autograd.Function):
    """Summed cross-entropy of softmax(x Wᵀ), in chunks whose logits stay in the cache, products in bfloat16.

    Gradients: dx = (softmax − onehot) W, dW = (softmax − onehot)ᵀ x.
    """

    @staticmethod
    def forward(ctx, x, weight, target):
        """x: [n, hidden], weight: [vocab, hidden], target: [n]"""
        half, w = x.bfloat16(), weight.bfloat16()
        total, dx, dw = x.new_zeros(()), torch.empty_like(x), torch.zeros_like(weight)
        chunk = 16384 if x.is_cuda else 256
        for start in range(0, len(x), chunk):
            rows, goal = half[start : start + chunk], target[start : start + chunk, None]
            p = (rows @ w.T).float().softmax(-1)
            total -= p.gather(1, goal).clamp_min(1e-30).log().sum()
            p.scatter_add_(1, goal, torch.full(goal.shape, -1.0, device=p.device))
            p = p.bfloat16()
            dx[start : start + chunk] = p @ w
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

    def forward(self, hidden, next_embedding, cos, sin, documents=None):
        joined = torch.cat((self.enorm(next_embedding), self.hnorm(hidden)), dim=-1)
        return self.norm(self.block(self.eh_proj(joined).float(), cos, sin, documents))


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.embedding = nn.Embedding(c.vocab_size, c.hidden_size)
        self.layers = nn.ModuleList(Block(c, i < c.first_k_dense_replace) for i in range(c.num_hidden_layers))
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.head = nn.Linear(c.hidden_size, c.vocab_size, bias=False)
        self.mtp = MultiTokenPrediction(c)
        cos, sin = rope.table(c, c.max_position_embeddings)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() >= 2:
                nn.init.normal_(parameter, std=0.02 if "embedding" in name else parameter.shape[-1] ** -0.5)
            if name.endswith(("attention.o.weight", "down.weight", "ffn.down")):
                parameter.data *= (2 * c.num_hidden_layers) ** -0.5

    def hidden(self, ids, documents=None):
        """ids: [batch, length] → hidden states before the final norm. documents as in attention.py."""
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        x = self.embedding(ids)
        for layer in self.layers:
            x = layer(x, cos, sin, documents)
        return x

    def logits(self, ids):
        return self.head(self.norm(self.hidden(ids)))

    def ahead(self, hidden, ids, documents=None):
        """What the prediction module makes of hidden states and ids, both [batch, length, ...]: row i, given the token i + 1,
        stands for the token i + 2. The last two rows stand for nothing; they are there because uneven lengths are slow. The module is
        given the hidden state behind the final norm, as DeepSeek's published weights have it."""
        length = ids.shape[1]
        return self.mtp(self.norm(hidden), self.embedding(ids.roll(-1, 1)), self.cos[:length], self.sin[:length],
                        documents)

    def ahead_loss(self, hidden, ids, target_mask, documents=None):
        wanted = target_mask[:, 2:]
        ahead = self.ahead(hidden, ids, documents)[:, :-2][wanted]
        return HeadLoss.apply(ahead, self.head.weight, ids[:, 2:][wanted]) / wanted.sum()

    def loss(self, ids, target_mask, with_mtp, documents=None):
        """Mean cross-entropy of the tokens marked in `target_mask` ([batch, length], aligned with ids), and that of
        the multi-token-prediction module."""
        with torch.autocast(ids.device.type, torch.bfloat16):
            hidden = self.hidden(ids, documents)
            wanted = target_mask[:, 1:]
            main = HeadLoss.apply(self.norm(hidden[:, :-1][wanted]), self.head.weight, ids[:, 1:][wanted]) / wanted.sum()
            return main, self.ahead_loss(hidden, ids, target_mask, documents) if with_mtp else None

    @contextlib.contextmanager
    def counting(self, tokens):
        """Within it, these ([batch, length], bool) are the experts' load: padding goes to few experts, and would look uneven."""
        for mixture in self.mixtures():
            mixture.counted = tokens
        try:
            yield
        finally:
            for mixture in self.mixtures():
                mixture.counted = None

    def mixtures(self):
        return [m for m in self.modules() if isinstance(m, MixtureOfExperts)]
