# SPDX-License-Identifier: Apache-2.0
"""Writes many replies at once with a cache of MLA's latents. Prompts are padded on the left, so that all rows write into
the same slot; on a GPU the step for one token is recorded once as a CUDA graph for each 256 slots and replayed."""

import copy

import torch

ROOM = 1536  # tokens of a question with its past and a reply
GRAIN = 256  # slots that a recorded step looks over come in multiples of this


class Cache:
    def __init__(self, model, rows, size):
        c, device = model.c, model.cos.device
        self.size = -(-size // GRAIN) * GRAIN
        kind = torch.bfloat16 if device.type == "cuda" else torch.float32
        width = c.kv_lora_rank + c.qk_rope_head_dim
        self.latents = [torch.zeros(rows, self.size, width, dtype=kind, device=device) for _ in model.layers]
        self.start = torch.zeros(rows, dtype=torch.long, device=device)  # the first slot that is not padding

    def rows(self, kept):
        """A copy of some rows."""
        part = copy.copy(self)
        part.latents, part.start = [latents[kept] for latents in self.latents], self.start[kept]
        return part


def precision(device):
    """bfloat16 on a GPU; on a CPU float32, as there is nothing to gain."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda", cache_enabled=False)


def forward(model, ids, cache, slots, bound):
    """ids: [rows, length] for the slots ([length]); looks over the slots below `bound` → logits of the last one."""
    positions = (slots[None, :] - cache.start[:, None]).clamp_min(0)
    cos, sin = model.cos[positions][:, None], model.sin[positions][:, None]
    seen = torch.arange(bound, device=ids.device)
    mask = (seen[None, None, :] <= slots[None, :, None]) & (seen[None, None, :] >= cache.start[:, None, None])
    x = model.embedding(ids)
    for layer, latents in zip(model.layers, cache.latents):
        x = layer.cached(x, cos, sin, latents, slots, mask)
    return model.head(model.norm(x[:, -1])).float()


class Stepper:
    """forward() for one token as recorded CUDA graphs."""

    def __init__(self, model, cache, rows):
        self.model, self.cache, self.graphs = model, cache, {}
        device = model.cos.device
        self.ids = torch.zeros(rows, 1, dtype=torch.long, device=device)
        self.slot = torch.zeros(1, dtype=torch.long, device=device)

    def __call__(self, tokens, slot):
        self.ids.copy_(tokens[:, None])
        self.slot.fill_(slot)
        bound = min(self.cache.size, (slot // GRAIN + 1) * GRAIN)
        if bound not in self.graphs:
            self.graphs[bound] = self.record(bound)
        graph, logits = self.graphs[bound]
        graph.replay()
        return logits

    def record(self, bound):
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):  # what is made at first use must exist before recording
            for _ in range(2):
                forward(self.model, self.ids, self.cache, self.slot, bound)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            logits = forward(self.model, self.ids, self.cache, self.slot, bound)
        return graph, logits


def choose(logits, temperature, generator):
    """Greedy at temperature 0, else a draw from the softmax (largest of Gumbel-shifted logits)."""
    if temperature == 0:
        return logits.argmax(-1)
    noise = torch.empty_like(logits).exponential_(generator=generator).log()
    return (logits / temperature - noise).argmax(-1)


class Writer:
    """Replies to batches of prompts. Keeps its cache and its recorded steps from call to call; the weights may change in
    place between calls. Where steps are not recorded, rows that have ended are left out as soon as they are half of all."""

    def __init__(self, model, end, pad, rows, size, graphs=True):
        self.model, self.end, self.pad, self.rows = model, end, pad, rows
        self.size = min(size, model.c.max_position_embeddings)
        self.cache = Cache(model, rows, self.size)
        self.stepper = Stepper(model, self.cache, rows) if graphs and model.cos.is_cuda else None

    def read(self, prompts, ids, width):
        """Fills the cache with the prompts, each read once however many rows have it → logits behind them."""
        place = {tuple(prompt): row for row, prompt in enumerate(prompts)}
        firsts = sorted(place.values())
        of = torch.tensor([firsts.index(place[tuple(prompt)]) for prompt in prompts], device=ids.device)
        part = self.cache.rows(firsts)
        logits = forward(self.model, ids[firsts], part, torch.arange(width, device=ids.device), width)
        for latents, found in zip(self.cache.latents, part.latents):
            latents[:, :width] = found[of, :width]
        return logits[of]

    @torch.no_grad()
    def write(self, prompts, longest, temperature=0.0, generator=None):
        """prompts: lists of ids, at most `rows` of them → lists of ids, each up to and with `end` or cut at `longest`."""
        device, wanted = self.model.cos.device, len(prompts)
        prompts = prompts + [prompts[0]] * (self.rows - wanted)
        width = max(map(len, prompts))
        longest = min(longest, self.size - width)
        assert longest > 0, "the prompt fills the context"
        ids = torch.tensor([[self.pad] * (width - len(p)) + p for p in prompts], device=device)
        self.cache.start.copy_(torch.tensor([width - len(p) for p in prompts]))
        written = torch.full((self.rows, longest), self.pad, dtype=torch.long, device=device)
        done = torch.arange(self.rows, device=device) >= wanted
        rows, cache = torch.arange(self.rows, device=device), self.cache  # those that are still written
        with precision(device):
            logits = self.read(prompts, ids, width)
            for i in range(longest):
                token = choose(logits, temperature, generator)
                written[rows, i] = torch.where(done[rows], self.pad, token)
                done[rows] |= token == self.end
                if i % 16 == 15 and bool(done.all()) or i + 1 == longest:
                    break
                if self.stepper:
                    logits = self.stepper(token, width + i)
                    continue
                if i % 16 == 15 and done[rows].sum() * 2 >= len(rows):
                    kept = (~done[rows]).nonzero()[:, 0]
                    rows, token, cache = rows[kept], token[kept], cache.rows(kept)
                logits = forward(self.model, token[:, None], cache, torch.tensor([width + i], device=device), width + i + 1)
        rows = written[:wanted].tolist()
        return [row[: row.index(self.end) + 1] if self.end in row else row[: i + 1] for row in rows]
