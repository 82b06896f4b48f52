# SPDX-License-Identifier: Apache-2.0
"""Group relative policy optimization (arXiv 2402.03300, section 4.1): a group of replies to one question, each judged
against the group's mean; the clipped objective of PPO without a value model, and a penalty for leaving the reference."""

from dataclasses import dataclass

import torch


@dataclass
class Sample:
    prompt: list
    reply: list
    advantage: float


LEAST_DEVIATION = 0.25  # about that of one right reply among sixteen


def advantages(rewards):
    """Â = (r − mean) / std over a group; None where all earned the same, which teaches nothing. The deviation counts as
    LEAST_DEVIATION at least: where all are wrong and only the form differs, its small reward must not be blown up to the
    size of right and wrong, or short thoughts that state anything win."""
    mean = sum(rewards) / len(rewards)
    deviation = (sum((r - mean) ** 2 for r in rewards) / len(rewards)) ** 0.5
    return [(r - mean) / max(deviation, LEAST_DEVIATION) for r in rewards] if deviation > 1e-6 else None


def micro_batches(samples, tokens, pad, device):
    """Yields (ids, marks of the replies, advantages), sequences of like length together, about `tokens` tokens each. Lengths are
    multiples of 64: few shapes, and fast ones."""
    ordered = sorted(samples, key=lambda s: len(s.prompt) + len(s.reply))
    while ordered:
        count, longest = 0, 0
        while count < len(ordered):
            length = len(ordered[count].prompt) + len(ordered[count].reply)
            if count and (count + 1) * max(longest, length) > tokens:
                break
            count, longest = count + 1, max(longest, length)
        part, ordered = ordered[:count], ordered[count:]
        longest = -(-longest // 64) * 64
        ids = torch.full((count, longest), pad, dtype=torch.long)
        marks = torch.zeros((count, longest), dtype=torch.bool)
        for row, s in enumerate(part):
            end = len(s.prompt) + len(s.reply)
            ids[row, :end] = torch.tensor(s.prompt + s.reply)
            marks[row, len(s.prompt) : end] = True
        yield ids.to(device), marks.to(device), torch.tensor([s.advantage for s in part], device=device)


def log_probabilities(model, ids, marks, temperature=1.0):
    """→ of the marked tokens in row order, as they are drawn at that temperature, and the hidden states."""
    with torch.autocast(ids.device.type, torch.bfloat16):
        hidden = model.hidden(ids)
        logits = model.head(model.norm(hidden[:, :-1][marks[:, 1:]])).float()
    return (logits / temperature).log_softmax(-1).gather(1, ids[:, 1:][marks[:, 1:]][:, None])[:, 0], hidden


def objective(now, old, reference, marks, advantage, clip, penalty):
    """Loss summed over the replies, each the mean over its tokens, and the mean divergence from the reference.

    −min(ρ Â, clip(ρ, 1 ± ε) Â) + β (π_ref/π − log(π_ref/π) − 1) with ρ = π/π_old
    """
    wanted = marks[:, 1:]
    rows = wanted.nonzero()[:, 0]
    share = 1.0 / wanted.sum(1)[rows]
    ratio, gain = (now - old).exp(), advantage[rows]
    gained = torch.minimum(ratio * gain, ratio.clamp(1 - clip, 1 + clip) * gain)
    away = reference - now
    divergence = away.exp() - away - 1
    return ((penalty * divergence - gained) * share).sum(), divergence.detach().mean()
