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


class GroupedProduct(torch.autograd.Function):
    """x[rows of expert e] @ weight[e]ᵀ, expert by expert, forward and backward without a copy.

    x: [rows, in], ordered by expert; weight: [experts, out, in]; counts: rows of each expert, a list"""

    @staticmethod
    def forward(ctx, x, weight, counts):
        ctx.save_for_backward(x, weight)
        ctx.counts = counts
        y = x.new_empty(len(x), weight.shape[1])
        for part, w, out in zip(x.split(counts), weight, y.split(counts)):
            torch.mm(part, w.T, out=out)
        return y

    @staticmethod
    def backward(ctx, grad):
        x, weight = ctx.saved_tensors
        dx, dw = torch.empty_like(x), torch.empty_like(weight)
        grad = grad.contiguous()
        for e, (part, rows) in enumerate(zip(grad.split(ctx.counts), x.split(ctx.counts))):
            torch.mm(part.T, rows, out=dw[e])
        for part, w, out in zip(grad.split(ctx.counts), weight, dx.split(ctx.counts)):
            torch.mm(part, w, out=out)
        return dx, dw, None


class Gather(torch.autograd.Function):
    """Rows of x, zeros where an index is len(x). `back` says where each row went, so that its gradient is gathered too,
    where index_select would add it up row by row. index: [any]; back: [len(x), times]"""

    @staticmethod
    def forward(ctx, x, index, back):
        ctx.save_for_backward(back)
        return torch.cat((x, x.new_zeros(1, x.shape[-1]))).index_select(0, index)

    @staticmethod
    def backward(ctx, grad):
        back, = ctx.saved_tensors
        rows = torch.cat((grad, grad.new_zeros(1, grad.shape[-1]))).index_select(0, back.flatten())
        return sum(rows.view(*back.shape, -1).unbind(1)), None, None


def one_kernel(x, chosen, counts, ffn):
    """All experts in one kernel, rows in their order. x: [n, hidden]; chosen: [n, k]; counts: rows of each expert;
    ffn(rows, multiply) → [n, k, hidden]"""
    k, offsets = chosen.shape[1], counts.cumsum(0).to(torch.int32)
    order = chosen.flatten().argsort(stable=True)
    outputs = ffn(x.index_select(0, order // k), lambda rows, weight: F.grouped_mm(rows, weight.mT, offs=offsets))
    return outputs.index_select(0, order.argsort()).view(*chosen.shape, -1)


def one_by_one(x, chosen, counts, ffn):
    """As one_kernel, each expert by itself with its rows filled up to a multiple of 64, or of 8 where there are few: on a CPU a
    kernel is compiled for each number of rows that is multiplied, which takes longer than the product, and most numbers never
    come again."""
    n, k = chosen.shape
    unit = 64 if n * k >= 256 * len(counts) else 8
    rooms = (counts + unit - 1) // unit * unit
    order = chosen.flatten().argsort(stable=True)
    expert = chosen.flatten()[order]
    shift = (rooms.cumsum(0) - rooms) - (counts.cumsum(0) - counts)
    places = torch.empty_like(order)
    number = torch.arange(n * k, device=x.device)
    places[order] = number + shift[expert]
    rooms = rooms.tolist()
    filled = torch.full((sum(rooms),), n * k, device=x.device)
    filled[places] = number
    rows = Gather.apply(x, filled // k, places.view(n, k))
    outputs = ffn(rows, lambda rows, weight: GroupedProduct.apply(rows, weight, rooms))
    return Gather.apply(outputs, places, filled[:, None]).view(n, k, -1)


class MixtureOfExperts(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        experts, hidden, inner = c.n_routed_experts, c.hidden_size, c.moe_intermediate_size
        self.router = nn.Linear(hidden, experts, bias=False)
        self.register_buffer("bias", torch.zeros(experts))
        self.register_buffer("load", torch.zeros(experts), persistent=False)
        self.counted = None  # bool [batch, length]: the tokens whose choice is load; all of them without it
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

        taken = chosen.flatten()[:, None] == torch.arange(c.n_routed_experts, device=x.device)
        counts = taken.sum(0)
        if self.training:
            self.load += counts if self.counted is None else (taken & self.counted.flatten().repeat_interleave(chosen.shape[1])[:, None]).sum(0)
        if torch.is_autocast_enabled(x.device.type):
            flat = flat.to(torch.get_autocast_dtype(x.device.type))

        def ffn(rows, multiply):
            gate, up, down = (w.to(rows.dtype) for w in (self.gate, self.up, self.down))
            return multiply(F.silu(multiply(rows, gate)) * multiply(rows, up), down)

        arrange = one_kernel if x.is_cuda and flat.dtype == torch.bfloat16 else one_by_one
        outputs = arrange(flat, chosen, counts, ffn)
        routed = self.weighted(outputs, weights)
        return (self.shared(flat).float() + routed).view_as(x)

    def weighted(self, outputs, weights):
        """outputs: [n, k, hidden]; weights: [n, k]"""
        return (outputs.float() * weights[..., None]).sum(1)

    def imbalance(self):
        """Largest load over mean load since the last balancing; 1 is even."""
        return self.load.max() / self.load.mean().clamp_min(1e-9)

    @torch.no_grad()
    def balance(self, rate):
        """Moves each bias by `rate` towards an even load, and forgets the load."""
        self.bias += rate * torch.sign(self.load.mean() - self.load)
        self.load.zero_()
