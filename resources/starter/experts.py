# SPDX-License-Identifier: Apache-2.0
"""Shared and routed experts: selection by biased scores, weights by unbiased ones, balancing by the bias alone
(arXiv 2412.19437, section 2.1.2)."""

import torch
import torch.nn.functional as F
from torch import nn


class FeedForward(nn.Module):
    def __init__(self, hidden, inner):
        super().__init__()
        self.gate = nn.Linear(hidden, inner, bias=False)
        self.up = nn.Linear(hidden, inner, bias=False)
        self.down = nn.Linear(inner, hidden, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


def grouped_linear(x, weight, counts):
    """x: [rows, in], ordered by expert; weight: [experts, out, in]; counts: rows of each expert."""
    weight = weight.to(x.dtype)
    if x.is_cuda and x.dtype == torch.bfloat16:
        return F.grouped_mm(x, weight.mT, offs=counts.cumsum(0).to(torch.int32))
    return torch.cat([F.linear(part, w) for part, w in zip(x.split(counts.tolist()), weight)])


class MixtureOfExperts(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        experts, hidden, inner = c.n_routed_experts, c.hidden_size, c.moe_intermediate_size
        self.router = nn.Linear(hidden, experts, bias=False)
        self.register_buffer("bias", torch.zeros(experts))
        self.register_buffer("load", torch.zeros(experts), persistent=False)
        self.gate = nn.Parameter(torch.empty(experts, inner, hidden))
        self.up = nn.Parameter(torch.empty(experts, inner, hidden))
        self.down = nn.Parameter(torch.empty(experts, hidden, inner))
        self.shared = FeedForward(hidden, inner * c.n_shared_experts)

    def forward(self, x):
        c = self.c
        flat = x.reshape(-1, c.hidden_size)
        with torch.autocast(x.device.type, enabled=False):  # the router stays in float32
            scores = self.router(flat.float()).sigmoid()
        chosen = (scores.detach() + self.bias).topk(c.num_experts_per_tok, dim=-1).indices
        weights = scores.gather(1, chosen)
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20) * c.routed_scaling_factor

        order = chosen.flatten().argsort(stable=True)
        counts = (chosen.flatten()[:, None] == torch.arange(c.n_routed_experts, device=x.device)).sum(0)
        if self.training:
            self.load += counts
        if torch.is_autocast_enabled(x.device.type):
            flat = flat.to(torch.get_autocast_dtype(x.device.type))
        rows = flat.index_select(0, order // c.num_experts_per_tok)
        inner = F.silu(grouped_linear(rows, self.gate, counts)) * grouped_linear(rows, self.up, counts)
        outputs = grouped_linear(inner, self.down, counts)
        in_place = outputs.index_select(0, order.argsort()).view(-1, c.num_experts_per_tok, c.hidden_size)
        routed = (in_place.float() * weights[..., None]).sum(1)
        return (self.shared(flat).float() + routed).view_as(x)

    def imbalance(self):
        """Largest load over mean load since the last balancing; 1 is even."""
        return self.load.max() / self.load.mean().clamp_min(1e-9)

    @torch.no_grad()
    def balance(self, rate):
        """Moves each bias by `rate` towards an even load, and forgets the load."""
        self.bias += rate * torch.sign(self.load.mean() - self.load)
        self.load.zero_()
