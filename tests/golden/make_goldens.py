# SPDX-License-Identifier: Apache-2.0
"""Writes tiny random DeepSeek checkpoints as GGUF, with reference logits beside them.

The references come from Hugging Face transformers (float32, eager attention); the files are
checked against an independent float64 forward pass by check_goldens.py. See README.md.

    python make_goldens.py                 write every case with the recorded seeds
    python make_goldens.py --search v3 500 look for a seed with comfortable margins
"""
import argparse
import json
import math
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from transformers import DeepseekV2Config, DeepseekV2ForCausalLM
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM

HERE = Path(__file__).resolve().parent
VOCAB_SIZE = 320
GREEDY_STEPS = 64
GREEDY_PROMPT = 1  # index into the prompts
PROMPT_LENGTHS = (1, 7, 70)

SHAPE = dict(
    vocab_size=VOCAB_SIZE,
    hidden_size=64,
    intermediate_size=96,
    moe_intermediate_size=32,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=4,
    kv_lora_rank=32,
    qk_nope_head_dim=32,
    qk_rope_head_dim=16,
    v_head_dim=16,
    first_k_dense_replace=1,
    hidden_act="silu",
    rms_norm_eps=1e-6,
    attention_bias=False,
    tie_word_embeddings=False,
    max_position_embeddings=256,
)


def yarn(mscale: float) -> dict:
    return dict(rope_type="yarn", rope_theta=10000.0, factor=8.0, beta_fast=32, beta_slow=1,
                original_max_position_embeddings=32, mscale=mscale, mscale_all_dim=mscale)


# bias: mean and deviation of e_score_correction_bias. seed: found with --search.
CASES = {
    "v2-plain": dict(
        family="v2", seed=66, split_mla=False,
        config=dict(q_lora_rank=None, n_routed_experts=10, n_shared_experts=2, num_experts_per_tok=3,
                    topk_method="greedy", n_group=1, topk_group=1, norm_topk_prob=False,
                    routed_scaling_factor=1.0, rope_parameters=yarn(0.707))),
    "v2-groups": dict(
        family="v2", seed=8, split_mla=False,
        config=dict(q_lora_rank=96, n_routed_experts=12, n_shared_experts=2, num_experts_per_tok=3,
                    topk_method="group_limited_greedy", n_group=4, topk_group=2, norm_topk_prob=False,
                    routed_scaling_factor=4.0, rope_parameters=yarn(0.707))),
    "v3": dict(
        family="v3", seed=28, split_mla=False, bias=(-0.75, 0.25),
        config=dict(q_lora_rank=96, n_routed_experts=12, n_shared_experts=1, num_experts_per_tok=3,
                    n_group=4, topk_group=2, norm_topk_prob=True, routed_scaling_factor=2.5,
                    num_nextn_predict_layers=0, rope_interleave=True, rope_parameters=yarn(1.0))),
    "v3-norope": dict(
        family="v3", seed=87, split_mla=True, bias=(0.0, 0.25),
        config=dict(q_lora_rank=None, n_routed_experts=16, n_shared_experts=1, num_experts_per_tok=4,
                    n_group=1, topk_group=1, norm_topk_prob=True, routed_scaling_factor=2.5,
                    num_nextn_predict_layers=0, rope_interleave=True,
                    rope_parameters=dict(rope_type="default", rope_theta=10000.0))),
}

# ---------------------------------------------------------------------------------------------
# Model


def get_mscale(scale: float, mscale: float) -> float:
    """DeepSeek's yarn_get_mscale."""
    return 1.0 if scale <= 1 else 0.1 * mscale * math.log(scale) + 1.0


def softmax_scale(config) -> float:
    """qk_head_dim^-0.5 * get_mscale(factor, mscale_all_dim)^2, as in DeepSeek's own modelling code."""
    scale = (config.qk_nope_head_dim + config.qk_rope_head_dim) ** -0.5
    rope = config.rope_parameters
    if rope["rope_type"] == "yarn":
        scale *= get_mscale(rope["factor"], rope["mscale_all_dim"]) ** 2
    return scale


def fill(model, case: dict) -> None:
    """Random weights: matrices with gain/sqrt(inputs), norms around 1."""
    gains = {"embed_tokens": None, "lm_head": 3.0, "q_proj": 1.6, "q_b_proj": 1.6, "kv_a_proj": 1.2, "kv_b_proj": 1.4,
             "mlp.gate.": 1.5, "o_proj": 1.2, "down_proj": 1.2}
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape)
        if "norm" in name:
            parameter.data = 1.0 + 0.2 * noise
        elif "embed_tokens" in name:
            parameter.data = noise
        else:
            gain = next((g for key, g in gains.items() if key in name), 1.3)
            parameter.data = noise * (gain / math.sqrt(parameter.shape[-1]))
    if "bias" in case:
        mean, deviation = case["bias"]
        for layer in model.model.layers:
            if hasattr(layer.mlp, "gate"):
                layer.mlp.gate.e_score_correction_bias.copy_(mean + deviation * torch.randn(layer.mlp.gate.num_experts))


def build(case: dict, seed: int):
    bos, eos = tokenizer_of(case["family"])["bos"], tokenizer_of(case["family"])["eos"]
    classes = {"v2": (DeepseekV2Config, DeepseekV2ForCausalLM), "v3": (DeepseekV3Config, DeepseekV3ForCausalLM)}
    config_class, model_class = classes[case["family"]]
    config = config_class(**SHAPE, **case["config"], bos_token_id=bos, eos_token_id=eos)
    config._attn_implementation = "eager"
    config._experts_implementation = "eager"
    torch.manual_seed(seed)
    with torch.no_grad():
        model = model_class(config).eval().float()
        torch.manual_seed(seed)
        fill(model, case)
        for layer in model.model.layers:
            # Not every release of transformers has mscale² for V2: state it, whatever is installed.
            layer.self_attn.transformers_scaling = layer.self_attn.scaling
            layer.self_attn.scaling = softmax_scale(config)
    return model


class RouterMargins:
    """Smallest gap at which another expert or another group would have been chosen."""

    def __init__(self, model):
        self.experts = math.inf
        self.groups = math.inf
        self.changed_by_bias = 0
        self.changed_by_sum_of_two = 0
        self.changed_by_zero_mask = 0
        self.decisions = 0
        for layer in model.model.layers:
            if hasattr(layer.mlp, "gate"):
                layer.mlp.gate.register_forward_hook(self.look)

    def look(self, gate, inputs, output):
        logits = output[0].double()
        bias = getattr(gate, "e_score_correction_bias", None)
        scores = logits.softmax(-1) if bias is None else logits.sigmoid()
        choice = scores if bias is None else scores + bias.double()
        grouped = (gate.num_group or 1) > 1
        picked = self.pick(gate, choice, 1 if bias is None else 2, grouped, -math.inf, True)
        theirs = output[2].sort(-1).values
        assert torch.equal(picked, theirs), "the router picks other experts than published"
        self.decisions += len(picked)
        if bias is not None:
            plain = self.pick(gate, scores, 2, grouped, -math.inf, False)
            self.changed_by_bias += int((plain != picked).any(-1).sum())
            zero = self.pick(gate, choice, 2, grouped, 0.0, False)
            self.changed_by_zero_mask += int((zero != picked).any(-1).sum())
        elif grouped:
            two = self.pick(gate, choice, 2, grouped, -math.inf, False)
            self.changed_by_sum_of_two += int((two != picked).any(-1).sum())

    def pick(self, gate, choice, best, grouped, fill_value, record):
        if grouped:
            groups = choice.view(len(choice), gate.num_group, -1)
            rank = groups.topk(best, -1).values.sum(-1)
            order = rank.sort(-1, descending=True).values
            if record:
                self.groups = min(self.groups, float((order[:, gate.topk_group - 1] - order[:, gate.topk_group]).min()))
            kept = torch.zeros_like(rank).scatter(1, rank.topk(gate.topk_group, -1).indices, 1).bool()
            choice = groups.masked_fill(~kept.unsqueeze(-1), fill_value).flatten(1)
        order = choice.sort(-1, descending=True).values
        if record:
            self.experts = min(self.experts, float((order[:, gate.top_k - 1] - order[:, gate.top_k]).min()))
        return choice.topk(gate.top_k, -1).indices.sort(-1).values


@torch.no_grad()
def logits_of(model, ids: list[int]) -> np.ndarray:
    return model(input_ids=torch.tensor([ids]), use_cache=False).logits[0].numpy()


@torch.no_grad()
def greedy(model, prompt: list[int], smallest: float = 0.0):
    """Greedy continuation and the distance of each choice to the runner-up; None if one is too small."""
    ids, margins = list(prompt), []
    cache, step = None, torch.tensor([prompt])
    for _ in range(GREEDY_STEPS):
        out = model(input_ids=step, past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        best = out.logits[0, -1].topk(2)
        margins.append(float(best.values[0] - best.values[1]))
        if margins[-1] < smallest:
            return None
        ids.append(int(best.indices[0]))
        step = torch.tensor([[ids[-1]]])
    return ids[len(prompt):], margins


def prompts_for(case: dict, seed: int) -> list[list[int]]:
    tokenizer = tokenizer_of(case["family"])
    draw = np.random.default_rng(seed)
    ordinary = [i for i, kind in enumerate(tokenizer["types"]) if kind == gguf.TokenType.NORMAL]
    return [[tokenizer["bos"]] + [int(t) for t in draw.choice(ordinary, n - 1)] for n in PROMPT_LENGTHS]


# ---------------------------------------------------------------------------------------------
# Tokenizer


def byte_symbols() -> list[str]:
    """GPT-2's printable stand-in for each of the 256 bytes."""
    keep = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, extra = {b: chr(b) for b in keep}, 0
    for b in range(256):
        if b not in table:
            table[b] = chr(256 + extra)
            extra += 1
    return [table[b] for b in range(256)]


MERGES = ("Ġ t|h e|i n|Ġ a|e r|Ġt he|o n|r e|Ġ s|a t|e n|o r|Ġ w|in g|a n|Ġ c|e s|i s|Ġ o|l l|Ġ f|Ġ Ġ|Ċ Ċ|1 2|12 3|"
          "h i|n k|t hi|thi nk|ä ½|ä½ ł|å ¥|å¥ ½|ä½ł å¥½|m ing|s i").replace("m ing", "m in|min g").split("|")
SPECIALS = {"bos": "<｜begin▁of▁sentence｜>", "eos": "<｜end▁of▁sentence｜>"}
MARKERS = ["<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"]
TEMPLATES = {
    "v2": "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
          "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}"
          "{{ 'User: ' + message['content'] + '\\n\\n' }}{% elif message['role'] == 'assistant' %}"
          "{{ 'Assistant: ' + message['content'] + eos_token }}{% elif message['role'] == 'system' %}"
          "{{ message['content'] + '\\n\\n' }}{% endif %}{% endfor %}"
          "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}",
    "v3": "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
          "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}"
          "{{ '<｜User｜>' + message['content'] }}{% elif message['role'] == 'assistant' %}"
          "{{ '<｜Assistant｜>' + message['content'] + '<｜end▁of▁sentence｜>' }}{% elif message['role'] == 'system' %}"
          "{{ message['content'] }}{% endif %}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<｜Assistant｜>' }}{% endif %}",
}


def tokenizer_of(family: str) -> dict:
    """V3 puts its begin and end marks first, V2 last; the rest of the table is padding, as in V3."""
    control, user, normal = gguf.TokenType.CONTROL, gguf.TokenType.USER_DEFINED, gguf.TokenType.NORMAL
    marks = [(SPECIALS["bos"], control), (SPECIALS["eos"], control)]
    plain = [(t, normal) for t in byte_symbols() + [m.replace(" ", "") for m in MERGES]]
    table = marks + plain if family == "v3" else plain + marks
    # llama.cpp's converter makes everything shaped <｜…｜> a control token, whatever tokenizer.json says.
    table += [(m, control if m.startswith("<｜") else user) for m in MARKERS]
    table += [(f"[PAD{i}]", gguf.TokenType.UNUSED) for i in range(len(table), VOCAB_SIZE)]
    tokens = [t for t, _ in table]
    assert len(tokens) == len(set(tokens)) == VOCAB_SIZE
    return dict(tokens=tokens, types=[k for _, k in table], merges=list(MERGES), pre={"v2": "deepseek-llm", "v3": "deepseek-v3"}[family],
                bos=tokens.index(SPECIALS["bos"]), eos=tokens.index(SPECIALS["eos"]), template=TEMPLATES[family])


# ---------------------------------------------------------------------------------------------
# GGUF


def tensors_of(model, split_mla: bool) -> dict[str, np.ndarray]:
    """GGUF name -> array, in numpy's order of dimensions (GGUF states them reversed). No row is permuted."""
    config, out = model.config, {}

    def put(name, tensor):
        out[name] = np.ascontiguousarray(tensor.detach().float().numpy())

    put("token_embd.weight", model.model.embed_tokens.weight)
    for i, layer in enumerate(model.model.layers):
        b, attention, mlp = f"blk.{i}.", layer.self_attn, layer.mlp
        put(b + "attn_norm.weight", layer.input_layernorm.weight)
        if config.q_lora_rank is None:
            put(b + "attn_q.weight", attention.q_proj.weight)
        else:
            put(b + "attn_q_a.weight", attention.q_a_proj.weight)
            put(b + "attn_q_a_norm.weight", attention.q_a_layernorm.weight)
            put(b + "attn_q_b.weight", attention.q_b_proj.weight)
        put(b + "attn_kv_a_mqa.weight", attention.kv_a_proj_with_mqa.weight)
        put(b + "attn_kv_a_norm.weight", attention.kv_a_layernorm.weight)
        if split_mla:
            kv_b = attention.kv_b_proj.weight.view(config.num_attention_heads, -1, config.kv_lora_rank)
            k_b, v_b = kv_b.split([config.qk_nope_head_dim, config.v_head_dim], dim=1)
            put(b + "attn_k_b.weight", k_b.transpose(1, 2))  # [head, kv_lora, nope]
            put(b + "attn_v_b.weight", v_b)                  # [head, v, kv_lora]
        else:
            put(b + "attn_kv_b.weight", attention.kv_b_proj.weight)
        put(b + "attn_output.weight", attention.o_proj.weight)
        put(b + "ffn_norm.weight", layer.post_attention_layernorm.weight)
        if i < config.first_k_dense_replace:
            for which in ("gate", "up", "down"):
                put(b + f"ffn_{which}.weight", getattr(mlp, f"{which}_proj").weight)
            continue
        put(b + "ffn_gate_inp.weight", mlp.gate.weight)
        if hasattr(mlp.gate, "e_score_correction_bias"):
            put(b + "exp_probs_b.bias", mlp.gate.e_score_correction_bias)
        gate, up = mlp.experts.gate_up_proj.chunk(2, dim=1)  # transformers packs the two: gate rows first
        put(b + "ffn_gate_exps.weight", gate)
        put(b + "ffn_up_exps.weight", up)
        put(b + "ffn_down_exps.weight", mlp.experts.down_proj)
        for which in ("gate", "up", "down"):
            put(b + f"ffn_{which}_shexp.weight", getattr(mlp.shared_experts, f"{which}_proj").weight)
    put("output_norm.weight", model.model.norm.weight)
    put("output.weight", model.lm_head.weight)
    return out


def load_tensors(model, tensors: dict[str, np.ndarray]) -> None:
    """The way back for files with an unsplit attn_kv_b."""
    with torch.no_grad():
        def take(parameter, name):
            parameter.copy_(torch.from_numpy(tensors[name].copy()).view(parameter.shape))

        take(model.model.embed_tokens.weight, "token_embd.weight")
        take(model.lm_head.weight, "output.weight")
        for i, layer in enumerate(model.model.layers):
            b, attention, mlp = f"blk.{i}.", layer.self_attn, layer.mlp
            take(attention.q_a_proj.weight, b + "attn_q_a.weight")
            take(attention.q_b_proj.weight, b + "attn_q_b.weight")
            take(attention.kv_a_proj_with_mqa.weight, b + "attn_kv_a_mqa.weight")
            take(attention.kv_b_proj.weight, b + "attn_kv_b.weight")
            take(attention.o_proj.weight, b + "attn_output.weight")
            suffix = "" if i < model.config.first_k_dense_replace else "_shexp"
            dense = mlp if not suffix else mlp.shared_experts
            for which in ("gate", "up", "down"):
                take(getattr(dense, f"{which}_proj").weight, b + f"ffn_{which}{suffix}.weight")
            if suffix:
                half = model.config.moe_intermediate_size
                take(mlp.experts.gate_up_proj[:, :half], b + "ffn_gate_exps.weight")
                take(mlp.experts.gate_up_proj[:, half:], b + "ffn_up_exps.weight")
                take(mlp.experts.down_proj, b + "ffn_down_exps.weight")


def mixed_type(name: str, array: np.ndarray) -> gguf.GGMLQuantizationType:
    kind = gguf.GGMLQuantizationType
    if array.ndim == 1 or "ffn_gate_inp" in name:
        return kind.F32
    if "attn_output" in name:
        return kind.F16
    if "ffn_down_shexp" in name:
        return kind.BF16
    assert array.shape[-1] % 32 == 0, name
    return kind.Q8_0


def write_gguf(path: Path, model, case: dict, tensors: dict[str, np.ndarray], types: dict) -> None:
    c, family = model.config, case["family"]
    writer = gguf.GGUFWriter(path, "deepseek2")
    writer.add_name(f"Mingsi test model {path.stem}")
    mixed = any(t != gguf.GGMLQuantizationType.F32 for t in types.values())
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0 if mixed else gguf.LlamaFileType.ALL_F32)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(c.num_hidden_layers)
    writer.add_context_length(c.max_position_embeddings)
    writer.add_embedding_length(c.hidden_size)
    writer.add_feed_forward_length(c.intermediate_size)
    writer.add_head_count(c.num_attention_heads)
    writer.add_head_count_kv(1 if case["split_mla"] else c.num_key_value_heads)
    writer.add_layer_norm_rms_eps(c.rms_norm_eps)
    writer.add_leading_dense_block_count(c.first_k_dense_replace)
    writer.add_vocab_size(c.vocab_size)
    if c.q_lora_rank is not None:
        writer.add_q_lora_rank(c.q_lora_rank)
    writer.add_kv_lora_rank(c.kv_lora_rank)
    key_length = c.qk_nope_head_dim + c.qk_rope_head_dim
    if case["split_mla"]:
        writer.add_key_length(c.kv_lora_rank + c.qk_rope_head_dim)
        writer.add_value_length(c.kv_lora_rank)
        writer.add_key_length_mla(key_length)
        writer.add_value_length_mla(c.v_head_dim)
    else:
        writer.add_key_length(key_length)
        writer.add_value_length(c.v_head_dim)
    writer.add_expert_feed_forward_length(c.moe_intermediate_size)
    writer.add_expert_count(c.n_routed_experts)
    writer.add_expert_used_count(c.num_experts_per_tok)
    writer.add_expert_shared_count(c.n_shared_experts)
    writer.add_expert_weights_scale(c.routed_scaling_factor)
    writer.add_expert_weights_norm(c.norm_topk_prob)
    writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SOFTMAX if family == "v2" else gguf.ExpertGatingFuncType.SIGMOID)
    writer.add_expert_group_count(c.n_group)
    writer.add_expert_group_used_count(c.topk_group)
    rope = c.rope_parameters
    writer.add_rope_dimension_count(c.qk_rope_head_dim)
    writer.add_rope_freq_base(rope["rope_theta"])
    if rope["rope_type"] == "yarn":
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(rope["factor"])
        writer.add_rope_scaling_orig_ctx_len(rope["original_max_position_embeddings"])
        writer.add_rope_scaling_yarn_log_mul(0.1 * rope["mscale_all_dim"])
        if family == "v3":  # older files leave the two to their defaults, 32 and 1
            writer.add_rope_scaling_yarn_beta_fast(rope["beta_fast"])
            writer.add_rope_scaling_yarn_beta_slow(rope["beta_slow"])

    tokenizer = tokenizer_of(family)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokenizer["pre"])
    writer.add_token_list(tokenizer["tokens"])
    writer.add_token_types(tokenizer["types"])
    writer.add_token_merges(tokenizer["merges"])
    writer.add_bos_token_id(tokenizer["bos"])
    writer.add_eos_token_id(tokenizer["eos"])
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_chat_template(tokenizer["template"])

    for name, array in tensors.items():
        kind = types[name]
        if kind in (gguf.GGMLQuantizationType.F32, gguf.GGMLQuantizationType.F16):
            writer.add_tensor(name, array.astype(np.float16) if kind == gguf.GGMLQuantizationType.F16 else array)
        else:
            writer.add_tensor(name, gguf.quantize(array, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def quantized(tensors: dict[str, np.ndarray]):
    """The mixed types and the weights as they read back."""
    types = {name: mixed_type(name, array) for name, array in tensors.items()}
    back = {}
    for name, array in tensors.items():
        kind = types[name]
        if kind == gguf.GGMLQuantizationType.F32:
            back[name] = array
        elif kind == gguf.GGMLQuantizationType.F16:
            back[name] = array.astype(np.float16).astype(np.float32)
        else:
            back[name] = gguf.dequantize(gguf.quantize(array, kind), kind).reshape(array.shape)
    return types, back


# ---------------------------------------------------------------------------------------------
# References


def reference(name: str, model, case: dict, seed: int, limits=(0.0, 0.0)) -> dict | None:
    """Logits and greedy continuation; None when a margin is below limits = (router, greedy)."""
    margins = RouterMargins(model)
    prompts = prompts_for(case, seed)
    rows = []
    for prompt in prompts:
        rows.append(logits_of(model, prompt))
        if min(margins.experts, margins.groups) < limits[0]:
            return None
    found = greedy(model, prompts[GREEDY_PROMPT], limits[1])
    if found is None or min(margins.experts, margins.groups) < limits[0]:
        return None
    ids, gaps = found
    again = logits_of(model, prompts[GREEDY_PROMPT] + ids[:-1])[len(prompts[GREEDY_PROMPT]) - 1:]
    assert [int(i) for i in again.argmax(-1)] == ids, "cached and uncached passes disagree"
    rope, config = model.config.rope_parameters, model.config
    attention = model.model.layers[0].self_attn
    return dict(
        info=dict(
            case=name, gguf=f"{name}.gguf", seed=seed, transformers_class=type(model).__name__,
            n_vocab=VOCAB_SIZE, prompts=prompts,
            logits=dict(file=f"{name}.logits.f32", dtype="float32 little-endian",
                        shapes=[[len(p), VOCAB_SIZE] for p in prompts]),
            greedy=dict(prompt=GREEDY_PROMPT, ids=ids, margins=[round(g, 5) for g in gaps]),
            smallest_greedy_margin=round(min(gaps), 5),
            smallest_expert_margin=float(f"{margins.experts:.3g}"),
            smallest_group_margin=None if math.isinf(margins.groups) else float(f"{margins.groups:.3g}"),
            router_decisions=margins.decisions,
            decisions_changed_by_bias=margins.changed_by_bias,
            decisions_changed_by_masking_with_zero=margins.changed_by_zero_mask,
            decisions_changed_by_sum_of_two_group_score=margins.changed_by_sum_of_two,
            max_abs_logit=round(float(max(np.abs(r).max() for r in rows)), 4),
            logit_deviation=round(float(np.std(np.concatenate(rows))), 4),
            softmax_scale=attention.scaling, transformers_softmax_scale=attention.transformers_scaling,
            rope_attention_scaling=float(model.model.rotary_emb.attention_scaling),
            inverse_frequencies=[float(f) for f in model.model.rotary_emb.inv_freq],
            config={key: getattr(config, key) for key in [*SHAPE, *case["config"]] if key != "rope_parameters"} | dict(rope_parameters=dict(rope)),
        ),
        rows=rows)


def acceptable(found: dict | None) -> bool:
    if found is None:
        return False
    info = found["info"]
    ids = info["greedy"]["ids"]
    return len(set(ids)) >= 24 and max(ids) < VOCAB_SIZE - 10  # varied, and no padding


def mixed_of(model, case, seed, limits=(0.0, 0.0)):
    types, back = quantized(tensors_of(model, case["split_mla"]))
    other = build(case, seed)
    load_tensors(other, back)
    return other, types, reference("v3-mixed", other, case, seed, limits)


def search(name: str, count: int, first: int = 1) -> None:
    case, good = CASES[name], []
    limits = (1e-4, 1e-2) if case["family"] == "v2" else (3e-4, 1e-2)
    for seed in range(first, first + count):
        model = build(case, seed)
        found = reference(name, model, case, seed, limits)
        eos = tokenizer_of(case["family"])["eos"]
        if not acceptable(found) or eos in found["info"]["greedy"]["ids"]:
            continue
        if name == "v3":
            mixed = mixed_of(model, case, seed, limits)[2]
            if not acceptable(mixed) or eos in mixed["info"]["greedy"]["ids"]:
                continue
        keys = ("smallest_greedy_margin", "smallest_expert_margin", "smallest_group_margin", "max_abs_logit", "logit_deviation",
                "decisions_changed_by_bias", "decisions_changed_by_masking_with_zero", "decisions_changed_by_sum_of_two_group_score")
        print(seed, {k: found["info"][k] for k in keys}, len(set(found["info"]["greedy"]["ids"])), flush=True)
        good.append(seed)
        if len(good) >= 3:
            return


def save(found: dict) -> None:
    name = found["info"]["case"]
    np.concatenate([r.reshape(-1) for r in found["rows"]]).astype("<f4").tofile(HERE / f"{name}.logits.f32")
    (HERE / f"{name}.json").write_text(json.dumps(found["info"], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    info = found["info"]
    print(f"{name}: max|logit| {info['max_abs_logit']}, margins: greedy {info['smallest_greedy_margin']}, "
          f"expert {info['smallest_expert_margin']}, group {info['smallest_group_margin']}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=None)
    parser.add_argument("--search", nargs=2, metavar=("CASE", "COUNT"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.search:
        search(arguments.search[0], int(arguments.search[1]))
        return
    for name in arguments.cases or CASES:
        case = CASES[name]
        model = build(case, case["seed"])
        tensors = tensors_of(model, case["split_mla"])
        f32 = {n: gguf.GGMLQuantizationType.F32 for n in tensors}
        write_gguf(HERE / f"{name}.gguf", model, case, tensors, f32)
        save(reference(name, model, case, case["seed"]))
        if name == "v3":
            other, types, found = mixed_of(model, case, case["seed"])
            write_gguf(HERE / "v3-mixed.gguf", other, case, tensors, types)
            save(found)


if __name__ == "__main__":
    sys.exit(main())
