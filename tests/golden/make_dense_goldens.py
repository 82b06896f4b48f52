# SPDX-License-Identifier: Apache-2.0
"""Writes tiny random checkpoints as Hugging Face folders (and the dense ones as GGUF too), with reference logits.

Cases: llama3, qwen2, qwen3 (dense), v3, v2-plain and v2-groups (the weights of make_goldens.py in the published layout), v3-fp8
(FP8 blocks and a multi-token-prediction layer). References come from transformers in float32. See README.md.

    python make_dense_goldens.py
"""
import json
import math
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, DeepseekV3Config, DeepseekV3ForCausalLM
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

import make_goldens as base

HERE = Path(__file__).resolve().parent
LLAMA3_SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
                r"\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN_SPLIT = LLAMA3_SPLIT.replace(r"\p{N}{1,3}", r"\p{N}")
V3_SPLITS = [r"\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+",
             "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| "
             "?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"]
COMMON = dict(vocab_size=base.VOCAB_SIZE, hidden_size=64, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4,
              num_key_value_heads=2, rms_norm_eps=1e-6, max_position_embeddings=256, tie_word_embeddings=False)
LLAMA3_ROPE = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=32)
YARN4 = dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=32)
CASES = {
    "llama3": dict(classes=(LlamaConfig, LlamaForCausalLM), architecture="llama", theta=500000.0, scaling=LLAMA3_ROPE,
                   extra=dict(head_dim=16), pre="llama-bpe", splits=[LLAMA3_SPLIT]),
    "qwen2": dict(classes=(Qwen2Config, Qwen2ForCausalLM), architecture="qwen2", theta=1000000.0, scaling=None,
                  extra=dict(tie_word_embeddings=True), pre="qwen2", splits=[QWEN_SPLIT]),
    "qwen3": dict(classes=(Qwen3Config, Qwen3ForCausalLM), architecture="qwen3", theta=1000000.0, scaling=YARN4,
                  extra=dict(head_dim=32), pre="qwen2", splits=[QWEN_SPLIT]),
}
FP8_SHAPE = base.SHAPE | dict(hidden_size=192, intermediate_size=320, moe_intermediate_size=160, num_hidden_layers=2,
                              kv_lora_rank=64, v_head_dim=32)
FP8_CASE = dict(family="v3", bias=(0.0, 0.25),
                config=dict(q_lora_rank=96, n_routed_experts=8, n_shared_experts=1, num_experts_per_tok=2, n_group=2,
                            topk_group=1, norm_topk_prob=True, routed_scaling_factor=2.5, num_nextn_predict_layers=1,
                            rope_interleave=True, rope_parameters=base.yarn(1.0)))


def fill_dense(model) -> None:
    """Random weights as in make_goldens.fill; biases are small."""
    gains = {"lm_head": 3.0, "q_proj": 1.6, "k_proj": 1.6, "o_proj": 1.2, "down_proj": 1.2}
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape)
        if "norm" in name:
            parameter.data = 1.0 + 0.2 * noise
        elif name.endswith("bias"):
            parameter.data = 0.3 * noise
        elif "embed_tokens" in name:
            parameter.data = noise * (0.35 if model.config.tie_word_embeddings else 1.0)
        else:
            gain = next((g for key, g in gains.items() if key in name), 1.3)
            parameter.data = noise * (gain / math.sqrt(parameter.shape[-1]))
    model.tie_weights()


def build_dense(case: dict, seed: int):
    config_class, model_class = case["classes"]
    rope = dict(rope_theta=case["theta"], **(case["scaling"] or dict(rope_type="default")))
    tokenizer = base.tokenizer_of("v3")
    config = config_class(**(COMMON | case["extra"]), rope_parameters=rope, bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["eos"])
    config._attn_implementation = "eager"
    torch.manual_seed(seed)
    with torch.no_grad():
        model = model_class(config).eval().float()
        torch.manual_seed(seed)
        fill_dense(model)
    return model


def reference(name: str, model, seed: int, smallest: float):
    """Logits of the prompts, greedy ids; None when a greedy choice is close."""
    prompts = base.prompts_for(dict(family="v3"), seed)
    found = base.greedy(model, prompts[base.GREEDY_PROMPT], smallest)
    if found is None:
        return None
    ids, gaps = found
    if len(set(ids)) < 20 or base.tokenizer_of("v3")["eos"] in ids:
        return None
    rows = [base.logits_of(model, p) for p in prompts]
    info = dict(case=name, seed=seed, transformers_class=type(model).__name__, n_vocab=base.VOCAB_SIZE, prompts=prompts,
                logits=dict(file=f"{name}.logits.f32", dtype="float32 little-endian", shapes=[[len(p), base.VOCAB_SIZE] for p in prompts]),
                greedy=dict(prompt=base.GREEDY_PROMPT, ids=ids, margins=[round(g, 5) for g in gaps]),
                smallest_greedy_margin=round(min(gaps), 5),
                max_abs_logit=round(float(max(np.abs(r).max() for r in rows)), 4))
    return info, rows


def save(info: dict, rows: list) -> None:
    name = info["case"]
    np.concatenate([r.reshape(-1) for r in rows]).astype("<f4").tofile(HERE / f"{name}.logits.f32")
    (HERE / f"{name}.json").write_text(json.dumps(info, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(name, "seed", info["seed"], "greedy margin", info["smallest_greedy_margin"], "max|logit|", info["max_abs_logit"], flush=True)


# ---------------------------------------------------------------------------------------------
# Folders


def write_tokenizer(folder: Path, splits: list[str], ignore_merges: bool, normalizer, template: str | None) -> None:
    t = base.tokenizer_of("v3")
    marks = {i for i, kind in enumerate(t["types"]) if kind in (gguf.TokenType.CONTROL, gguf.TokenType.USER_DEFINED)}
    vocab = {token: i for i, token in enumerate(t["tokens"]) if t["types"][i] == gguf.TokenType.NORMAL}
    added = [dict(id=i, content=t["tokens"][i], single_word=False, lstrip=False, rstrip=False, normalized=False,
                  special=t["types"][i] == gguf.TokenType.CONTROL) for i in sorted(marks)]
    steps = [dict(type="Split", pattern=dict(Regex=s), behavior="Isolated", invert=False) for s in splits]
    steps.append(dict(type="ByteLevel", add_prefix_space=False, trim_offsets=True, use_regex=False))
    tokenizer = dict(version="1.0", truncation=None, padding=None, added_tokens=added, normalizer=normalizer,
                     pre_tokenizer=dict(type="Sequence", pretokenizers=steps),
                     post_processor=dict(type="ByteLevel", add_prefix_space=True, trim_offsets=False, use_regex=True),
                     decoder=dict(type="ByteLevel", add_prefix_space=True, trim_offsets=True, use_regex=True),
                     model=dict(type="BPE", dropout=None, unk_token=None, fuse_unk=False, byte_fallback=False,
                                ignore_merges=ignore_merges, vocab=vocab, merges=t["merges"]))
    dump = lambda name, value: (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    dump("tokenizer.json", tokenizer)
    config = dict(add_bos_token=True, add_eos_token=False, bos_token=dict(content=base.SPECIALS["bos"], lstrip=False, special=True),
                  eos_token=base.SPECIALS["eos"], model_max_length=256)
    dump("tokenizer_config.json", config | (dict(chat_template=template) if template else {}))
    dump("generation_config.json", dict(bos_token_id=t["bos"], eos_token_id=[t["eos"]], do_sample=True, temperature=0.6, top_p=0.95))


def write_folder(name: str, config: dict, tensors: dict, shards: int) -> Path:
    folder = HERE / "hf" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    tensors = {k: v.contiguous().clone() for k, v in tensors.items()}
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata=dict(format="pt"))
        return folder
    names, weight_map = sorted(tensors), {}
    for i in range(shards):
        file = f"model-{i + 1:05d}-of-{shards:05d}.safetensors"
        part = {n: tensors[n] for n in names[i::shards]}
        save_file(part, folder / file, metadata=dict(format="pt"))
        weight_map |= {n: file for n in part}
    total = sum(t.numel() * t.element_size() for t in tensors.values())
    (folder / "model.safetensors.index.json").write_text(
        json.dumps(dict(metadata=dict(total_size=total), weight_map=weight_map), indent=1) + "\n", encoding="utf-8")
    return folder


def dense_config(case: dict, config) -> dict:
    """In the style of published files, with theta and scaling at the top."""
    keys = list(COMMON) + ["head_dim", "bos_token_id", "eos_token_id"]
    out = {k: getattr(config, k) for k in keys if getattr(config, k, None) is not None}
    out |= dict(architectures=[case["classes"][1].__name__], model_type=config.model_type, hidden_act="silu",
                rope_theta=case["theta"], torch_dtype="float32")
    return out | (dict(rope_scaling=case["scaling"]) if case["scaling"] else {})


def deepseek_config(config, fp8: bool) -> dict:
    keys = [k for k in base.SHAPE if k not in ("attention_bias",)] + [
        "q_lora_rank", "n_routed_experts", "n_shared_experts", "num_experts_per_tok", "n_group", "topk_group", "norm_topk_prob",
        "routed_scaling_factor", "bos_token_id", "eos_token_id"]
    out = {k: getattr(config, k) for k in keys}
    # The folders share one tokenizer.
    out |= dict(bos_token_id=base.tokenizer_of("v3")["bos"], eos_token_id=base.tokenizer_of("v3")["eos"])
    rope = {k: v for k, v in config.rope_parameters.items() if k not in ("rope_theta", "rope_type")}
    v3 = config.model_type == "deepseek_v3"
    out |= dict(architectures=["DeepseekV3ForCausalLM" if v3 else "DeepseekV2ForCausalLM"], model_type=config.model_type, rope_theta=10000,
                rope_scaling=dict(type="yarn", **rope), moe_layer_freq=1, topk_method="noaux_tc" if v3 else config.topk_method,
                scoring_func="sigmoid" if v3 else "softmax", torch_dtype="bfloat16" if fp8 else "float32")
    if fp8:
        out |= dict(num_nextn_predict_layers=1, quantization_config=dict(activation_scheme="dynamic", fmt="e4m3", quant_method="fp8",
                                                                         weight_block_size=[128, 128]))
    return out


def published(model) -> dict[str, torch.Tensor]:
    """transformers 5 packs experts; published files have a tensor an expert."""
    out = {}
    for name, tensor in model.state_dict().items():
        if name.endswith("mlp.experts.gate_up_proj") or name.endswith("mlp.experts.down_proj"):
            prefix = name.rsplit(".", 1)[0]
            for e, matrix in enumerate(tensor):
                if name.endswith("down_proj"):
                    out[f"{prefix}.{e}.down_proj.weight"] = matrix
                else:
                    gate, up = matrix.chunk(2, dim=0)
                    out[f"{prefix}.{e}.gate_proj.weight"], out[f"{prefix}.{e}.up_proj.weight"] = gate, up
        else:
            out[name] = tensor
    return out


# ---------------------------------------------------------------------------------------------
# GGUF of the dense models, as llama.cpp's converter writes them


def write_dense_gguf(name: str, case: dict, model) -> None:
    config, architecture = model.config, case["architecture"]
    head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer = gguf.GGUFWriter(HERE / f"{name}.gguf", architecture)
    writer.add_name(f"Mingsi test model {name}")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(case["theta"])
    writer.add_vocab_size(config.vocab_size)
    if architecture == "llama":
        writer.add_rope_dimension_count(head_dim)
    if head_dim != config.hidden_size // config.num_attention_heads:
        writer.add_key_length(head_dim)
        writer.add_value_length(head_dim)
    scaling = case["scaling"]
    if scaling and scaling["rope_type"] == "yarn":
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(scaling["factor"])
        writer.add_rope_scaling_orig_ctx_len(scaling["original_max_position_embeddings"])
    t = base.tokenizer_of("v3")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(case["pre"])
    writer.add_token_list(t["tokens"])
    writer.add_token_types(t["types"])
    writer.add_token_merges(t["merges"])
    writer.add_bos_token_id(t["bos"])
    writer.add_eos_token_id(t["eos"])

    def permute(weight, heads):
        return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)

    layer_names = {"input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "self_attn.q_proj": "attn_q",
                   "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
                   "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm", "mlp.gate_proj": "ffn_gate",
                   "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}
    for key, tensor in model.state_dict().items():
        array = tensor.numpy()
        if key == "lm_head.weight":
            if not config.tie_word_embeddings:
                writer.add_tensor("output.weight", array)
            continue
        if not key.startswith("model.layers."):
            writer.add_tensor({"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}[key], array)
            continue
        index, rest = key[len("model.layers."):].split(".", 1)
        stem, suffix = rest.rsplit(".", 1)
        if architecture == "llama" and stem in ("self_attn.q_proj", "self_attn.k_proj"):
            array = permute(array, config.num_attention_heads if "q_proj" in stem else config.num_key_value_heads)
        writer.add_tensor(f"blk.{index}.{layer_names[stem]}.{suffix}", np.ascontiguousarray(array))
    if scaling and scaling["rope_type"] == "llama3":
        plain = 1.0 / case["theta"] ** (np.arange(0, head_dim, 2) / head_dim)
        writer.add_tensor("rope_freqs.weight", (plain / model.model.rotary_emb.inv_freq.double().numpy()).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


# ---------------------------------------------------------------------------------------------
# FP8


def to_fp8(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """E4M3 values and one float32 scale a 128 × 128 block, as DeepSeek's kernel.weight_quant."""
    rows, columns = weight.shape
    scales = torch.zeros(-(-rows // 128), -(-columns // 128))
    values = torch.zeros_like(weight, dtype=torch.float8_e4m3fn)
    for i in range(scales.shape[0]):
        for j in range(scales.shape[1]):
            block = weight[i * 128:(i + 1) * 128, j * 128:(j + 1) * 128]
            scales[i, j] = block.abs().max() / 448.0
            values[i * 128:(i + 1) * 128, j * 128:(j + 1) * 128] = (block / scales[i, j]).to(torch.float8_e4m3fn)
    return values, scales


def from_fp8(values: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    wide = scales.repeat_interleave(128, 0)[:values.shape[0]].repeat_interleave(128, 1)[:, :values.shape[1]]
    return values.float() * wide


def build_fp8(seed: int):
    tokenizer = base.tokenizer_of("v3")
    config = DeepseekV3Config(**FP8_SHAPE, **FP8_CASE["config"], bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["eos"])
    config._attn_implementation = config._experts_implementation = "eager"
    torch.manual_seed(seed)
    with torch.no_grad():
        model = DeepseekV3ForCausalLM(config).eval().float()
        torch.manual_seed(seed)
        base.fill(model, FP8_CASE)
        for layer in model.model.layers:
            layer.self_attn.scaling = base.softmax_scale(config)
        stored, exact = {}, {}
        for name, tensor in published(model).items():
            matrix = tensor.ndim == 2 and "proj" in name
            if matrix:
                values, scales = to_fp8(tensor)
                stored[name], stored[name + "_scale_inv"], exact[name] = values, scales, from_fp8(values, scales)
            else:
                keep = torch.float32 if "gate" in name and "mlp" in name else torch.bfloat16
                stored[name] = tensor.to(keep)
                exact[name] = stored[name].float()
        load_published(model, exact)
        stored |= prediction_layer(stored, config)
    return model, stored


def load_published(model, tensors: dict) -> None:
    state = {}
    for name, old in model.state_dict().items():
        prefix = name.rsplit(".", 1)[0]
        if name.endswith("mlp.experts.gate_up_proj"):
            state[name] = torch.stack([torch.cat([tensors[f"{prefix}.{e}.gate_proj.weight"], tensors[f"{prefix}.{e}.up_proj.weight"]])
                                       for e in range(old.shape[0])])
        elif name.endswith("mlp.experts.down_proj"):
            state[name] = torch.stack([tensors[f"{prefix}.{e}.down_proj.weight"] for e in range(old.shape[0])])
        else:
            state[name] = tensors[name]
    model.load_state_dict(state)


def prediction_layer(stored: dict, config) -> dict:
    """A layer behind the last: a copy of the last one's block with what prediction needs besides."""
    last, new = f"model.layers.{config.num_hidden_layers - 1}.", f"model.layers.{config.num_hidden_layers}."
    out = {new + k[len(last):]: v for k, v in stored.items() if k.startswith(last)}
    h = config.hidden_size
    for norm in ("enorm", "hnorm", "shared_head.norm"):
        out[f"{new}{norm}.weight"] = (1 + 0.1 * torch.randn(h)).to(torch.bfloat16)
    values, scales = to_fp8(torch.randn(h, 2 * h) / math.sqrt(2 * h))
    out[new + "eh_proj.weight"], out[new + "eh_proj.weight_scale_inv"] = values, scales
    out[new + "embed_tokens.weight"] = stored["model.embed_tokens.weight"]
    out[new + "shared_head.head.weight"] = stored["lm_head.weight"]
    return out


def check(folder: Path, info: dict, rows: list) -> None:
    """Reads the folder back with transformers."""
    model = AutoModelForCausalLM.from_pretrained(folder, torch_dtype=torch.float32, attn_implementation="eager").eval()
    for layer in model.model.layers:
        if hasattr(layer.self_attn, "kv_b_proj"):
            layer.self_attn.scaling = base.softmax_scale(model.config)
    for prompt, row in zip(info["prompts"], rows):
        difference = float(np.abs(base.logits_of(model, prompt) - row).max())
        assert difference < 1e-4, (folder, difference)


def main() -> None:
    torch.set_num_threads(1)
    template = base.TEMPLATES["v3"]
    for name, case in CASES.items():
        for seed in range(1, 3000):
            model = build_dense(case, seed)
            found = reference(name, model, seed, 1e-2)
            if found:
                break
        info, rows = found
        save(info, rows)
        write_dense_gguf(name, case, model)
        tensors = {k: v for k, v in model.state_dict().items() if not (k == "lm_head.weight" and model.config.tie_word_embeddings)}
        folder = write_folder(name, dense_config(case, model.config), tensors, 2 if name == "llama3" else 1)
        write_tokenizer(folder, case["splits"], name == "llama3", dict(type="NFC") if name != "llama3" else None, template)
        check(folder, info, rows)
    for name in ("v3", "v2-plain", "v2-groups"):
        case = base.CASES[name]
        model = base.build(case, case["seed"])
        folder = write_folder(name, deepseek_config(model.config, False), published(model), 2 if name == "v3" else 1)
        write_tokenizer(folder, V3_SPLITS, False, dict(type="Sequence", normalizers=[]), template)
    for seed in range(1, 3000):
        model, stored = build_fp8(seed)
        margins = base.RouterMargins(model)
        found = reference("v3-fp8", model, seed, 1e-2)
        if found and min(margins.experts, margins.groups) > 2e-4:
            break
    info, rows = found
    save(info, rows)
    folder = write_folder("v3-fp8", deepseek_config(model.config, True), stored, 2)
    write_tokenizer(folder, V3_SPLITS, False, dict(type="Sequence", normalizers=[]), template)


if __name__ == "__main__":
    main()
