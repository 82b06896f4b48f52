# SPDX-License-Identifier: Apache-2.0
"""What a stage cost: device, time, floating-point operations, energy where the machine tells, and the price at
DeepSeek-V3's assumed 2 dollars a GPU-hour (arXiv 2412.19437, table 1). Kept as JSON, one entry a run of a stage.

    python -m reasoner.ledger       prints the sum of work/ledger.json
"""

import argparse
import json
import os
import subprocess
import threading
import time
from pathlib import Path

import torch

DOLLARS_AN_HOUR = 2.0
V3_HOURS, V3_DOLLARS = 2.788e6, 5.576e6  # H800, all of its training
RAPL = Path("/sys/class/powercap")


def gpu_watts():
    """Of all visible GPUs, by nvidia-smi; None without it."""
    try:
        told = subprocess.run(["nvidia-smi", "--query-gpu=power.draw", "--format=csv,noheader,nounits"],
                              capture_output=True, text=True, timeout=10)
        return sum(float(line) for line in told.stdout.split())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def package_joules():
    """The counters of the CPU packages, and where they wrap; empty where they cannot be read."""
    counters = {}
    for package in sorted(RAPL.glob("intel-rapl:[0-9]*")):
        if package.name.count(":") > 1:
            continue
        try:
            counters[package.name] = tuple(int((package / name).read_text()) for name in ("energy_uj", "max_energy_range_uj"))
        except (OSError, ValueError):
            pass
    return counters


class Meter:
    """Reads power every few seconds while a stage runs."""

    def __init__(self, uses_gpu, period=2.0):
        self.uses_gpu, self.period, self.joules, self.sources = uses_gpu, period, 0.0, set()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        before, at = package_joules(), time.monotonic()
        while not self.stopped.wait(self.period):
            self.read(before, at)
            before, at = package_joules(), time.monotonic()

    def read(self, before, at):
        for name, (value, wrap) in package_joules().items():
            if name in before:
                self.joules += ((value - before[name][0]) % wrap) / 1e6
                self.sources.add("RAPL")
        watts = gpu_watts() if self.uses_gpu else None
        if watts is not None:
            self.joules += watts * (time.monotonic() - at)
            self.sources.add("nvidia-smi")

    def stop(self):
        self.stopped.set()
        self.thread.join()
        return (self.joules / 3600, sorted(self.sources)) if self.sources else (None, [])


class Stage:
    """with Stage(path, name, device) as cost: … cost.train(tokens, parameters)"""

    def __init__(self, path, name, device):
        self.path, self.name, self.device = path, name, device
        self.flops = self.tokens = 0

    def train(self, tokens, used):
        """6 operations a token and used parameter."""
        self.tokens += tokens
        self.flops += 6 * tokens * used

    def read(self, tokens, used):
        """2 operations a token and used parameter: writing and scoring."""
        self.tokens += tokens
        self.flops += 2 * tokens * used

    def __enter__(self):
        self.started = time.monotonic()
        self.meter = Meter(self.device.type == "cuda")
        return self

    def __exit__(self, *_):
        watt_hours, sources = self.meter.stop()
        hours = (time.monotonic() - self.started) / 3600
        on_gpu = self.device.type == "cuda"
        name = torch.cuda.get_device_name() if on_gpu else f"CPU, {(n := torch.get_num_threads())} thread{'s' * (n > 1)}"
        entry = {"stage": self.name, "device": name,
                 "hours": hours, "tokens": self.tokens, "flops": self.flops, "watt_hours": watt_hours, "energy_from": sources,
                 "dollars": hours * DOLLARS_AN_HOUR if on_gpu else None}
        entries = load(self.path) + [entry]
        with open(self.path + ".part", "w", encoding="utf-8") as out:
            json.dump(entries, out, indent=1)
        os.replace(self.path + ".part", self.path)
        report(entries)


def load(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def report(entries):
    print(f"{'stage':12} {'device':28} {'hours':>8} {'tokens':>10} {'FLOP':>9} {'Wh':>8} {'$':>8}")
    stages = dict.fromkeys((e["stage"], e["device"]) for e in entries)
    for stage, device in stages:
        mine = [e for e in entries if (e["stage"], e["device"]) == (stage, device)]
        print(line(stage, device, mine))
    print(line("all", "", entries))
    hours = sum(e["hours"] for e in entries if e["dollars"] is not None)
    print(f"DeepSeek-V3: {V3_HOURS / 1e6:.3f} M H800 hours, ${V3_DOLLARS / 1e6:.3f} M"
          + (f"; this model {V3_HOURS / hours:.2g} times less" if hours else ""))


def line(stage, device, entries):
    energy = [e["watt_hours"] for e in entries if e["watt_hours"] is not None]
    dollars = [e["dollars"] for e in entries if e["dollars"] is not None]
    hours, tokens, flops = (sum(e[key] for e in entries) for key in ("hours", "tokens", "flops"))
    return (f"{stage:12} {device[:28]:28} {hours:8.4f} {tokens:10.3g} {flops:9.2e} "
            f"{f'{sum(energy):.2f}' if energy else '?':>8} {f'{sum(dollars):.4f}' if dollars else '-':>8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="work")
    report(load(f"{parser.parse_args().work}/ledger.json"))


if __name__ == "__main__":
    main()
