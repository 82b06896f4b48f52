# SPDX-License-Identifier: Apache-2.0
"""Muon for the matrices, AdamW for the rest, and the schedule of their rates."""

import torch


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix update is orthogonalised by five Newton-Schulz steps (Jordan et al., 2024,
    https://kellerjordan.github.io/posts/muon/). Matrices of the same shape, the experts' stacked
    ones among them, go through as one batch."""

    def __init__(self, parameters, lr, momentum=0.95):
        super().__init__(list(parameters), {"lr": lr, "momentum": momentum})

    @staticmethod
    def orthogonal(g):
        """g: [n, rows, columns] → nearly the closest orthogonal matrices."""
        x = g.bfloat16()
        wide = x.shape[-2] <= x.shape[-1]
        x = x if wide else x.mT
        x = x / (x.float().norm(dim=(-2, -1), keepdim=True) + 1e-7).bfloat16()
        for _ in range(5):
            a = x @ x.mT
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
        return (x if wide else x.mT).float()

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["momentum"] = torch.zeros_like(p)
                state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                update = p.grad.lerp(state["momentum"], group["momentum"])
                shapes.setdefault(p.shape[-2:], []).append((p, update))
            for (rows, columns), pairs in shapes.items():
                matrices = [update.reshape(-1, rows, columns) for _, update in pairs]
                updates = self.orthogonal(torch.cat(matrices)).split([len(m) for m in matrices])
                rate = group["lr"] * max(1.0, rows / columns) ** 0.5
                for (p, _), update in zip(pairs, updates):
                    p.mul_(1 - group["lr"] * 0.05).sub_(update.view_as(p), alpha=rate)


def optimizers_for(model, matrix_rate, other_rate):
    """Muon for the matrices inside the blocks; AdamW for embedding, head, router and norms."""
    outer = ("embedding.weight", "head.weight", "router.weight")
    matrices = [p for n, p in model.named_parameters() if p.dim() >= 2 and not n.endswith(outer)]
    others = [p for n, p in model.named_parameters() if p.dim() < 2 or n.endswith(outer)]
    adam = torch.optim.AdamW(others, lr=other_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)
    return with_peaks([Muon(matrices, matrix_rate), adam])


def with_peaks(optimizers):
    """Remembers the rates they are made with as the highest of the run."""
    for group in groups_of(optimizers):
        group["peak"] = group["lr"]
    return optimizers


def groups_of(optimizers):
    return [group for optimizer in optimizers for group in optimizer.param_groups]


def set_rates(optimizers, factor):
    """To `factor` of their highest."""
    for group in groups_of(optimizers):
        group["lr"] = group["peak"] * factor


def update(model, optimizers, loss, factor):
    """One step of all optimizers along a loss's gradient, at `factor` of their highest rates."""
    set_rates(optimizers, factor)
    model.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()


def schedule(progress, warm, decay=0.2):
    """Warm-up, a constant rate, and a linear fall to a hundredth: a run can be lengthened from any checkpoint before its fall
    (Hägele et al., arXiv 2405.18392). progress: 0 to 1 of the whole run; warm, decay: shares of it."""
    return max(0.01, min(1.0, progress / warm, (1 - progress) / decay))
