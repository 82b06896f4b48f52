# SPDX-License-Identifier: Apache-2.0
"""Fills the tables of MODEL_CARD.in.md from work/evaluation.json and work/ledger.json: MODEL_CARD.md.

    python -m reasoner.card --shown before after Q8_0 --shipped Q8_0 --made-of before
"""

import argparse
import json
from pathlib import Path

from skills.mixture import TALK

from reasoner import ledger


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def part(group, key="right"):
    return f"{group[key]}/{group['asked']} = {group[key] / group['asked']:.1%}" if group else ""


def joined(groups):
    """The sum of several groups' counts, or None."""
    groups = [g for g in groups if g]
    return {key: sum(g[key] for g in groups) for key in ("asked", "right")} if groups else None


def accuracy(kept, shown):
    """A row a skill and language, a column an evaluation."""
    skills = dict.fromkeys(name.split()[1] for e in shown for name in kept[e]["groups"] if name.startswith("skill "))
    rows = []
    for skill in skills:
        for lang in ("en", "zh"):
            rows.append([skill, lang, *(part(kept[e]["groups"].get(f"skill {skill} {lang}")) for e in shown)])
    rows += [[f"**{name}**", "", *(part(kept[e]["groups"].get(name)) for e in shown)]
             for name in ("set single", "set multi", "known wording", "new wording", "all")]
    return table(["skill", "language", *shown], rows)


def thought(kept, shown):
    """Length of thought and looking back by difficulty."""
    rows = []
    for level in ("level 1", "level 2", "level 3"):
        for name in shown:
            group = kept[name]["groups"].get(level)
            if group:
                rows.append([level, name, part(group), f"{group['thought_tokens']:.0f}",
                             part(group, "looks_back"), part(group, "corrects")])
    return table(["difficulty", "evaluation", "right", "tokens of thought", "checks itself", "corrects itself"], rows)


def astray(kept, shown):
    """What became of thoughts with a slip, in the evaluations of that set."""
    rows = []
    for name in shown:
        if told := kept.get(f"{name}, astray"):
            group = told["groups"]["set astray"]
            rows.append([name, part(group), part(group, "looks_back"), part(group, "corrects")])
    return table(["evaluation", "right in the end", "checks itself", "corrects itself"], rows)


def drawn(kept, shown):
    """What it corrected of its own where replies were drawn, in the evaluations of that name."""
    rows = []
    for name in shown:
        if told := kept.get(f"{name}, drawn"):
            group = told["groups"]["all"]
            rows.append([name, part(group), part(group, "looks_back"), group["corrects"], group["rewrites"], group["mends"]])
    return table(["evaluation", "right", "checks itself", "corrects itself", "by another line", "and right"], rows)


def form(kept, shown):
    rows = []
    for name in shown:
        e = kept[name]
        reasoned = joined([g for n, g in e["groups"].items() if n.startswith("skill ") and n.split()[1] not in TALK])
        acceptance = f"{e['acceptance']:.1%}" if e.get("acceptance") is not None else ""
        size = f"{e['bytes'] / 1e6:.1f} MB" if "bytes" in e else ""
        rows.append([name, size, part(e["groups"]["all"]), part(e["groups"]["all"], "well_formed"), part(reasoned), acceptance])
    return table(["evaluation", "file", "right", "well formed", "right without small talk", "foretold tokens accepted"], rows)


def unevenness(shares):
    """The busiest expert's load over the mean."""
    return max(shares) * len(shares)


def aims(kept, shipped, made_of):
    """What was aimed at, and what the shipped file reaches; the load is that of the checkpoint it was made of."""
    file = kept[shipped]
    rows = [[what, f"at least {least:.0%}", part(file["groups"][group], key)] for what, least, group, key in
            (("single questions right", 0.95, "set single", "right"), ("of several steps right", 0.85, "set multi", "right"),
             ("well formed", 0.98, "all", "well_formed"))]
    rows.append(["foretold tokens accepted", "at least 80%", f"{file['acceptance']:.1%}"])
    rows.append(["busiest expert over mean", "at most 1.5", f"{max(map(unevenness, kept[made_of]['expert_load'])):.2f}"])
    return f"The file is `{shipped}`, made of the checkpoint of `{made_of}`.\n\n" + table(["aim", "asked", "reached"], rows)


def load(kept, shown):
    rows = []
    for name in shown:
        for i, shares in enumerate(kept[name].get("expert_load", [])):
            rows.append([name, i, f"{unevenness(shares):.2f}", f"{min(shares) * len(shares):.2f}"])
    return table(["evaluation", "mixture", "max / mean load", "min / mean load"], rows)


def shape(kept, shown):
    """The architecture in words, as the last evaluation of a checkpoint found it."""
    found = [kept[name] for name in shown if "config" in kept[name]][-1]
    c, (total, used, module) = found["config"], found["parameters"]
    return f"""DeepSeek-V3 in miniature (arXiv 2412.19437): hidden size {c["hidden_size"]}, {c["num_hidden_layers"]} layers (of them dense:
{c["first_k_dense_replace"]}, {c["intermediate_size"]} wide), {c["num_attention_heads"]} heads of multi-head latent attention (nope {c["qk_nope_head_dim"]}, rope {c["qk_rope_head_dim"]}, value {c["v_head_dim"]}; ranks
{c["q_lora_rank"]} for queries, {c["kv_lora_rank"]} for keys and values), {c["n_routed_experts"]} routed experts of width {c["moe_intermediate_size"]}, used at a time: {c["num_experts_per_tok"]}, shared:
{c["n_shared_experts"]}; sigmoid scores, balancing by bias alone, scale {c["routed_scaling_factor"]}; one multi-token-prediction module, which takes the
hidden state behind the final norm. Vocabulary {c["vocab_size"]}. Context {c["max_position_embeddings"]} by YaRN, factor {c["rope_factor"]:g}
on {c["original_max_position_embeddings"]}. {total / 1e6:.1f} M parameters, of which {module / 1e6:.1f} M belong to the prediction module; {used / 1e6:.1f} M are used for a token."""


def cost(entries):
    rows = []
    for stage in dict.fromkeys(e["stage"] for e in entries):
        mine = [e for e in entries if e["stage"] == stage]
        energy = [e["watt_hours"] for e in mine if e["watt_hours"] is not None]
        dollars = [e["dollars"] for e in mine if e["dollars"] is not None]
        rows.append([stage, "; ".join(dict.fromkeys(e["device"] for e in mine)), f"{sum(e['hours'] for e in mine):.3f}",
                     f"{sum(e['tokens'] for e in mine) / 1e6:.1f} M", f"{sum(e['flops'] for e in mine):.2e}",
                     f"{sum(energy):.1f}" if energy else "not readable", f"{sum(dollars):.2f}" if dollars else "-"])
    rows.append(["DeepSeek-V3, for comparison", "H800", f"{ledger.V3_HOURS:,.0f}", "14.8 T", "", "", f"{ledger.V3_DOLLARS:,.0f}"])
    return table(["stage", "device", "hours", "tokens", "FLOP", "Wh", "$ at 2 an hour"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="work")
    parser.add_argument("--shown", nargs="+", default=["before", "after"], help="names of evaluations, in this order")
    parser.add_argument("--shipped", required=True, help="evaluation of the file through mingsi-cli with --speculate")
    parser.add_argument("--made-of", required=True, help="evaluation of the checkpoint that the file was exported from")
    parser.add_argument("--template", default=Path(__file__).parent / "MODEL_CARD.in.md")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "MODEL_CARD.md")
    arguments = parser.parse_args()
    with open(f"{arguments.work}/evaluation.json", encoding="utf-8") as file:
        kept = json.load(file)
    text = Path(arguments.template).read_text(encoding="utf-8")
    tables = {"FORM": form, "ACCURACY": accuracy, "THOUGHT": thought, "ASTRAY": astray, "DRAWN": drawn, "LOAD": load, "SHAPE": shape}
    for name, made in tables.items():
        text = text.replace(f"@{name}@", made(kept, arguments.shown))
    text = text.replace("@AIMS@", aims(kept, arguments.shipped, arguments.made_of))
    text = text.replace("@COST@", cost(ledger.load(f"{arguments.work}/ledger.json")))
    arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
