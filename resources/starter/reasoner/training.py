# SPDX-License-Identifier: Apache-2.0
"""What all stages share: their options, the device, checkpoints, and the loop over a stream of batches."""

import contextlib
import json
import os
import signal
import time

import torch
from attention import Attention, RMSNorm
from experts import FeedForward
from model import Config, Model
from optimizer import optimizers_for, schedule, update
from prompt import BOS, PAD, SPECIAL
from skills.mixture import SKILLS

from reasoner.ledger import Stage
from reasoner.shapes import sizes
from reasoner.stream import Stream


def add_options(parser, seed):
    parser.add_argument("--work", default="work", help="folder of tokenizer.json, the checkpoints and the ledger")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=0, help="of the CPU")
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--skills", nargs="+", choices=SKILLS, default=(), help="only these, to try something out")
    parser.add_argument("--compile", action="store_true", help="torch.compile for attention, norms and dense parts")


def add_length(parser, steps):
    parser.add_argument("--steps", type=int, help=f"length of the run; {steps} if --minutes is not given either")
    parser.add_argument("--minutes", type=float, help="length of the run in time, what was trained before included")
    parser.add_argument("--save-every", type=float, default=60, help="seconds")
    parser.set_defaults(usual_steps=steps)


def progress(arguments, state):
    """How much of the run is done, 1 at its end."""
    steps = arguments.steps or (None if arguments.minutes else arguments.usual_steps)
    return max(state["step"] / steps if steps else 0.0,
               state["seconds"] / (arguments.minutes * 60) if arguments.minutes else 0.0)


def add_loop_options(parser, steps, rows, context, matrix_rate, rate):
    add_length(parser, steps)
    parser.add_argument("--rows", type=int, default=rows, help="of a batch")
    parser.add_argument("--context", type=int, default=context, help="tokens of a row")
    parser.add_argument("--matrix-rate", type=float, default=matrix_rate, help="Muon's learning rate")
    parser.add_argument("--learning-rate", type=float, default=rate, help="AdamW's")
    parser.add_argument("--fall", type=float, default=0.2, help="share of the run, its last, in which the rates fall")
    parser.add_argument("--mtp-weight", type=float, default=0.3)
    parser.add_argument("--mtp-every", type=int, default=2, help="steps between those that train the prediction module")
    parser.add_argument("--bias-rate", type=float, default=3e-3, help="of the experts' balancing")
    parser.add_argument("--workers", type=int, default=max(0, (os.cpu_count() or 1) - 2), help="processes that make batches")


def prepare(arguments):
    """→ device; seeds everything that is random outside the streams."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")  # the experts' products have some thousand shapes
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    if arguments.device == "cuda":
        torch.set_float32_matmul_precision("high")
    return torch.device(arguments.device)


def load_model(path, device):
    """→ model and what the checkpoint holds."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    model = Model(Config(**saved["config"]))
    model.load_state_dict(saved["model"])
    return model.to(device), saved


def save(path, model, optimizers, state):
    torch.save({"config": model.c.as_dict(), "model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers],
                **state}, path + ".part")
    os.replace(path + ".part", path)


def compile_parts(model):
    """All that lies between the experts' products, whose shapes differ from step to step. Equal parts have the same code, so
    this is quick."""
    for part in model.modules():
        if isinstance(part, (Attention, FeedForward, RMSNorm)):
            part.compile()
    for mixture in model.mixtures():
        mixture.weighted = torch.compile(mixture.weighted)


@contextlib.contextmanager
def stoppable():
    """→ a list that is filled when the run is to stop: a kill or Ctrl-C ends it after the step, with a checkpoint."""
    stop = []
    before = {s: signal.signal(s, lambda number, frame: stop.append(number)) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def resume(path, fresh, optimizers_of, device):
    """→ model, optimizers, state: from the stage's own checkpoint, or from `fresh()` at step 0."""
    saved = None
    if os.path.exists(path):
        model, saved = load_model(path, device)
    else:
        model = fresh().to(device)
    optimizers = optimizers_of(model)
    if saved:
        for optimizer, kept in zip(optimizers, saved.get("optimizers", ())):  # adopt.py has none
            peaks = [group["peak"] for group in optimizer.param_groups]  # this run's options, not those of the run before
            optimizer.load_state_dict(kept)
            for group, peak in zip(optimizer.param_groups, peaks):
                group["peak"] = peak
    kept = {key: value for key, value in (saved or {}).items() if key not in ("config", "model", "optimizers")}
    return model, optimizers, kept or {"step": 0, "tokens": 0, "seconds": 0.0}


def balance(model, rate):
    """Shifts the experts' biases → the worst load over mean load of a layer."""
    worst = torch.stack([mixture.imbalance() for mixture in model.mixtures()]).max()
    for mixture in model.mixtures():
        mixture.balance(rate)
    return worst


def train(arguments, plan, fresh):
    """Runs a stage of supervised training to its last step; its checkpoint is WORK/STAGE.pt."""
    device, path = prepare(arguments), f"{arguments.work}/{plan.stage}.pt"

    def optimizers_of(m):
        return optimizers_for(m, arguments.matrix_rate, arguments.learning_rate)

    model, optimizers, state = resume(path, fresh, optimizers_of, device)
    total, used, module = sizes(model)
    print(f"{plan.stage}: {total / 1e6:.2f} M parameters, {used / 1e6:.2f} M used, "
          f"from step {state['step']}", flush=True)
    if progress(arguments, state) >= 1:
        return
    if arguments.compile:
        compile_parts(model)
    model.train()
    stream = Stream(plan, state["step"], arguments.workers)
    with Stage(f"{arguments.work}/ledger.json", plan.stage, device) as cost, stoppable() as stop:
        started, base, saved_at = time.monotonic(), state["seconds"], time.monotonic()
        while not stop and (done := progress(arguments, state)) < 1:
            with_mtp = state["step"] % arguments.mtp_every == 0
            told = step(model, optimizers, stream.next(), schedule(done, 0.02, arguments.fall), with_mtp, arguments)
            tokens = plan.rows * plan.length
            cost.train(tokens, used + (module if "mtp" in told else 0))
            state = {"step": state["step"] + 1, "tokens": state["tokens"] + tokens,
                     "seconds": base + time.monotonic() - started}
            if state["step"] % 20 == 1:
                print(json.dumps({**state, **{k: round(float(v), 4) for k, v in told.items()}}), flush=True)
            if time.monotonic() - saved_at > arguments.save_every:
                save(path, model, optimizers, state)
                saved_at = time.monotonic()
        save(path, model, optimizers, state)
    stream.close()
    print(json.dumps(state), flush=True)


def step(model, optimizers, made, factor, with_mtp, arguments):
    """One update → its losses, and how uneven the experts' load was."""
    device = next(model.parameters()).device
    ids, marks = (torch.from_numpy(part).to(device) for part in (made[0].astype("int64"), made[1]))
    with model.counting(ids != SPECIAL.index(PAD)):
        main, ahead = model.loss(ids, marks, with_mtp, (ids == SPECIAL.index(BOS)).cumsum(1))
    loss = main if ahead is None else main + arguments.mtp_weight * ahead
    update(model, optimizers, loss, factor)
    told = {"loss": main.detach(), "load": balance(model, arguments.bias_rate)}
    return told if ahead is None else {**told, "mtp": ahead.detach()}
