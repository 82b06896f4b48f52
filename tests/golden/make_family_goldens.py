# SPDX-License-Identifier: Apache-2.0
"""Writes tiny checkpoints of the other families and of Hugging Face folders, with reference logits.

The references come from Hugging Face transformers (float32, eager attention), as in make_goldens.py.

    python make_family_goldens.py --out FOLDER             write everything with the recorded seeds
    python make_family_goldens.py --out FOLDER llama3      write this alone
    python make_family_goldens.py --out FOLDER --check     read everything back and compare
    python make_family_goldens.py --search qwen3 500       look for a seed with comfortable margins

The files have the names of those that make_dense_goldens.py and make_long_goldens.py write here, but other contents:
FOLDER is to be another one, and what is in it already is not replaced.

| what | files |
| --- | --- |
| llama3, qwen2, qwen3 | <case>.gguf, <case>.json, <case>.logits.f32, hf/<case>/ (the same weights) |
| hf-v3, hf-v2-plain | hf/v3/, hf/v2-plain/: the weights of v3.gguf and v2-plain.gguf |
| v3-fp8 | hf/v3-fp8/, v3-fp8.json, v3-fp8.logits.f32 |
| rope-long | rope-long.json |
| v3-long | v3-long.gguf, v3-long.json, v3-long.logits.f32, v3-long-100k.logits.f32 |
"""
import argparse
import copy
import json
import math
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from transformers import (AutoModelForCausalLM, AutoTokenizer, DeepseekV2Config, DeepseekV3Config, DeepseekV3ForCausalLM,
                          DynamicCache, LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config,
                          Qwen3ForCausalLM)

import make_goldens as mg

HERE = Path(__file__).resolve().parent
OUT = HERE  # --out
CONTROL, USER_DEFINED, NORMAL, UNUSED = (gguf.TokenType.CONTROL, gguf.TokenType.USER_DEFINED, gguf.TokenType.NORMAL,
                                         gguf.TokenType.UNUSED)

# ---------------------------------------------------------------------------------------------
# Cases

CLASSES = {"llama3": (LlamaConfig, LlamaForCausalLM), "qwen2": (Qwen2Config, Qwen2ForCausalLM),
           "qwen3": (Qwen3Config, Qwen3ForCausalLM)}
# config: the fields of a published config.json. bf16: the weights are rounded to BF16, so that the folder (BF16) and
# the GGUF (F32) hold the same numbers. seed: found with --search.
DENSE = {
    "llama3": dict(
        seed=6, architecture="llama", bf16=False,
        config=dict(
            architectures=["LlamaForCausalLM"], attention_bias=False, attention_dropout=0.0, hidden_act="silu",
            hidden_size=64, initializer_range=0.02, intermediate_size=96, max_position_embeddings=256, mlp_bias=False,
            model_type="llama", num_attention_heads=4, num_hidden_layers=3, num_key_value_heads=2, pretraining_tp=1,
            rms_norm_eps=1e-5,
            rope_scaling=dict(factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=32,
                              rope_type="llama3"),
            rope_theta=500000.0, tie_word_embeddings=False, torch_dtype="float32", transformers_version="4.42.3",
            use_cache=True, vocab_size=mg.VOCAB_SIZE)),
    "qwen2": dict(
        seed=5, architecture="qwen2", bf16=True,
        config=dict(
            architectures=["Qwen2ForCausalLM"], attention_dropout=0.0, hidden_act="silu", hidden_size=64,
            initializer_range=0.02, intermediate_size=96, max_position_embeddings=256, max_window_layers=2,
            model_type="qwen2", num_attention_heads=4, num_hidden_layers=2, num_key_value_heads=2, rms_norm_eps=1e-6,
            rope_theta=1000000.0, sliding_window=256, tie_word_embeddings=True, torch_dtype="bfloat16",
            transformers_version="4.43.1", use_cache=True, use_sliding_window=False, vocab_size=mg.VOCAB_SIZE)),
    "qwen3": dict(
        seed=5, architecture="qwen3", bf16=True,
        config=dict(
            architectures=["Qwen3ForCausalLM"], attention_bias=False, attention_dropout=0.0, head_dim=32,
            hidden_act="silu", hidden_size=64, initializer_range=0.02, intermediate_size=64,
            max_position_embeddings=128, max_window_layers=2, model_type="qwen3", num_attention_heads=4,
            num_hidden_layers=2, num_key_value_heads=2, rms_norm_eps=1e-6,
            rope_scaling=dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=32),
            rope_theta=1000000, sliding_window=None, tie_word_embeddings=False, torch_dtype="bfloat16",
            transformers_version="4.51.0", use_cache=True, use_sliding_window=False, vocab_size=mg.VOCAB_SIZE)),
}

# V3 as published in FP8. Blocks are 128 x 128: expert and dense inner sizes give several blocks of rows or columns,
# the last of them partial, and q_b [192, 160] has two by two.
FP8 = dict(
    family="v3", seed=8, bias=(0.0, 0.25),
    config=dict(hidden_size=64, intermediate_size=320, moe_intermediate_size=160, num_hidden_layers=2,
                num_attention_heads=4, num_key_value_heads=4, q_lora_rank=160, kv_lora_rank=64, qk_nope_head_dim=32,
                qk_rope_head_dim=16, v_head_dim=32, n_routed_experts=8, n_shared_experts=1, num_experts_per_tok=2,
                n_group=2, topk_group=1, norm_topk_prob=True, routed_scaling_factor=2.5, first_k_dense_replace=1,
                num_nextn_predict_layers=0, rope_interleave=True, rope_parameters=mg.yarn(1.0)))
FP8_BLOCK = 128
FP8_MAX = 448.0

LONG = dict(
    family="v3", seed=3, bias=(0.0, 0.25), split_mla=False,
    gains={"q_proj": 4.0, "kv_a_proj": 3.0},
    config=dict(hidden_size=32, intermediate_size=64, moe_intermediate_size=32, num_hidden_layers=2,
                num_attention_heads=1, num_key_value_heads=1, q_lora_rank=None, kv_lora_rank=16, qk_nope_head_dim=16,
                qk_rope_head_dim=16, v_head_dim=16, n_routed_experts=4, n_shared_experts=1, num_experts_per_tok=2,
                n_group=1, topk_group=1, norm_topk_prob=True, routed_scaling_factor=2.5, first_k_dense_replace=1,
                max_position_embeddings=131072, num_nextn_predict_layers=0, rope_interleave=True,
                rope_parameters=dict(rope_type="yarn", rope_theta=10000.0, factor=32.0, beta_fast=32, beta_slow=1,
                                     original_max_position_embeddings=4096, mscale=1.0, mscale_all_dim=1.0)))
LONG_RUNS = [("v3-long.logits.f32", 16400, [0, 1, 4095, 4096, 16383, 16399]),
             ("v3-long-100k.logits.f32", 100001, [100000])]
LONG_CHUNK = 512

ROPES = {
    "deepseek-v3": dict(dim=64, theta=10000.0, scaling=dict(
        type="yarn", factor=40, original_max_position_embeddings=4096, beta_fast=32, beta_slow=1, mscale=1.0,
        mscale_all_dim=1.0)),
    "deepseek-v2-lite": dict(dim=64, theta=10000.0, scaling=dict(
        type="yarn", factor=40, original_max_position_embeddings=4096, beta_fast=32, beta_slow=1, mscale=0.707,
        mscale_all_dim=0.707)),
    "llama-3.1": dict(dim=128, theta=500000.0, scaling=dict(
        rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
        original_max_position_embeddings=8192)),
    "qwen2.5": dict(dim=128, theta=1000000.0, scaling=None),
    "deepseek-r1-0528-qwen3-8b": dict(dim=128, theta=1000000.0, scaling=dict(
        rope_type="yarn", factor=4.0, original_max_position_embeddings=32768)),
}
ROPE_POSITIONS = [1, 4095, 4096, 16384, 100000]

# ---------------------------------------------------------------------------------------------
# Tokenizers

CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + "
          "'\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
LLAMA3_TEMPLATE = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + "
    "message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}"
    "{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}")
QWEN_MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
FAMILIES = {
    "llama3": dict(pre="llama-bpe", control=["<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>",
                                             "<|end_header_id|>", "<|eot_id|>"], user=[], bos="<|begin_of_text|>",
                   eos="<|eot_id|>", ends=["<|end_of_text|>", "<|eot_id|>"], pad=None, add_bos=True,
                   template=LLAMA3_TEMPLATE, temperature=0.6, top_p=0.9),
    "qwen2": dict(pre="qwen2", control=QWEN_MARKS, user=[], bos="<|endoftext|>", eos="<|im_end|>",
                  ends=["<|im_end|>", "<|endoftext|>"], pad="<|endoftext|>", add_bos=False, template=CHATML,
                  temperature=0.7, top_p=0.8),
    "qwen3": dict(pre="qwen2", control=QWEN_MARKS, user=["<tool_call>", "</tool_call>", "<think>", "</think>"],
                  bos="<|endoftext|>", eos="<|im_end|>", ends=["<|im_end|>", "<|endoftext|>"], pad="<|endoftext|>",
                  add_bos=False, template=CHATML, temperature=0.6, top_p=0.95),
}

LLAMA3_SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
                r"|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN2_SPLIT = LLAMA3_SPLIT.replace(r"\p{N}{1,3}", r"\p{N}")
V3_SPLITS = [
    r"\p{N}{1,3}",
    "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+"
    "[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
]
V2_LETTERS = (
    "A-Za-z\xb5\xc0-\xd6\xd8-\xf6\xf8-\u01ba\u01bc-\u01bf\u01c4-\u0293\u0295-\u02af\u0370-\u0373\u0376\u0377"
    "\u037b-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u0531-"
    "\u0556\u10a0-\u10c5\u13a0-\u13f5\u13f8-\u13fd\u1c90-\u1cba\u1cbd-\u1cbf\u1d00-\u1d2b\u1d6b-\u1d77\u1d79-"
    "\u1d9a\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d"
    "\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-"
    "\u1ff4\u1ff6-\u1ffc\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-"
    "\u2134\u2139\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-\u2c7b\u2c7e-\u2ce4\u2ceb-\u2cee\u2cf2"
    "\u2cf3\ua640-\ua66d\ua680-\ua69b\ua722-\ua76f\ua771-\ua787\ua78b-\ua78e\uab70-\uabbf\ufb00-\ufb06\ufb13-"
    "\ufb17\uff21-\uff3a\uff41-\uff5a\U00010400-\U0001044f\U000104b0-\U000104d3\U000104d8-\U000104fb\U00010c80"
    "-\U00010cb2\U00010cc0-\U00010cf2\U000118a0-\U000118df\U0001e900-\U0001e943"
)
V2_SPLITS = ["[\r\n]", f"\\s?[{V2_LETTERS}]+",
             "\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+", "\\s+$",
             "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"]


def dense_tokenizer(name: str) -> dict:
    """The merges first, special tokens behind them; Llama 3 fills up with reserved tokens, Qwen not at all."""
    family = FAMILIES[name]
    table = [(t, NORMAL) for t in mg.byte_symbols() + [m.replace(" ", "") for m in mg.MERGES]]
    table += [(t, CONTROL) for t in family["control"]] + [(t, USER_DEFINED) for t in family["user"]]
    used = len(table)
    for i in range(used, mg.VOCAB_SIZE):
        table.append((f"<|reserved_special_token_{i - used}|>", CONTROL) if name == "llama3" else (f"[PAD{i}]", UNUSED))
    tokens = [t for t, _ in table]
    assert len(tokens) == len(set(tokens)) == mg.VOCAB_SIZE
    return dict(tokens=tokens, types=[k for _, k in table], merges=list(mg.MERGES), pre=family["pre"],
                bos=tokens.index(family["bos"]), eos=tokens.index(family["eos"]),
                ends=[tokens.index(t) for t in family["ends"]], template=family["template"])


def split_step(regex: str) -> dict:
    return dict(type="Split", pattern=dict(Regex=regex), behavior="Isolated", invert=False)


def byte_level(prefix: bool, trim: bool, regex: bool) -> dict:
    return dict(type="ByteLevel", add_prefix_space=prefix, trim_offsets=trim, use_regex=regex)


def tokenizer_json(name: str) -> dict:
    """As the families publish it; name: llama3, qwen2, qwen3, v2 or v3."""
    deepseek = name in ("v2", "v3")
    tokenizer = mg.tokenizer_of(name) if deepseek else dense_tokenizer(name)
    tokens, types = tokenizer["tokens"], tokenizer["types"]
    # The publishers' files leave padding of the table out; V3 repeats its marks in the vocabulary.
    first_special = types.index(CONTROL, 2) if name == "v3" else types.index(CONTROL)
    vocab = {t: i for i, t in enumerate(tokens[:first_special])}
    added = []
    for i, (token, kind) in enumerate(zip(tokens, types)):
        if kind not in (CONTROL, USER_DEFINED):
            continue
        # V3 publishes its role marks as not special, although a template inserts them.
        special = kind == CONTROL and token not in mg.MARKERS
        added.append(dict(id=i, content=token, single_word=False, lstrip=False, rstrip=False,
                          normalized=deepseek and not special, special=special))
    merges = [m.split(" ") for m in tokenizer["merges"]] if name == "qwen3" else tokenizer["merges"]
    model = dict(type="BPE", dropout=None, unk_token=None, continuing_subword_prefix=None, end_of_word_suffix=None,
                 fuse_unk=False, byte_fallback=False, ignore_merges=False, vocab=vocab, merges=merges)
    if deepseek:
        model.pop("ignore_merges")
    if name == "qwen2":
        model.update(continuing_subword_prefix="", end_of_word_suffix="")
    out = dict(version="1.0", truncation=None, padding=None, added_tokens=added, normalizer=None)
    sequence = lambda *steps: dict(type="Sequence", pretokenizers=list(steps))
    if name == "llama3":
        model["ignore_merges"] = True
        bos = FAMILIES["llama3"]["bos"]
        out["pre_tokenizer"] = sequence(split_step(LLAMA3_SPLIT), byte_level(False, True, False))
        out["post_processor"] = dict(type="Sequence", processors=[byte_level(True, False, True), dict(
            type="TemplateProcessing",
            single=[{"SpecialToken": {"id": bos, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            pair=[{"SpecialToken": {"id": bos, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": bos, "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
            special_tokens={bos: dict(id=bos, ids=[tokenizer["bos"]], tokens=[bos])})])
        out["decoder"] = byte_level(True, True, True)
    elif name in ("qwen2", "qwen3"):
        out["normalizer"] = dict(type="NFC")
        out["pre_tokenizer"] = sequence(split_step(QWEN2_SPLIT), byte_level(False, False, False))
        out["post_processor"] = byte_level(False, False, False)
        out["decoder"] = byte_level(False, False, False)
    else:
        out["normalizer"] = dict(type="Sequence", normalizers=[])
        steps = [split_step(s) for s in (V3_SPLITS if name == "v3" else V2_SPLITS)]
        if name == "v2":
            steps.append(dict(type="Digits", individual_digits=True))
        out["pre_tokenizer"] = sequence(*steps, byte_level(False, True, False))
        out["post_processor"] = byte_level(True, False, True)
        out["decoder"] = byte_level(True, True, True)
    return out | dict(model=model)


def write_json(path: Path, value, indent=1) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def write_tokenizer(folder: Path, name: str) -> None:
    data = tokenizer_json(name)
    (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n",
                                           encoding="utf-8")
    if name in ("v2", "v3"):
        tokenizer = mg.tokenizer_of(name)
        mark = lambda text: dict(__type="AddedToken", content=text, lstrip=False, normalized=True, rstrip=False,
                                 single_word=False)
        write_json(folder / "tokenizer_config.json", dict(
            add_bos_token=True, add_eos_token=False, bos_token=mark(mg.SPECIALS["bos"]),
            clean_up_tokenization_spaces=False, eos_token=mark(mg.SPECIALS["eos"]), legacy=True, model_max_length=16384,
            pad_token=mark(mg.SPECIALS["eos"]), sp_model_kwargs={}, unk_token=None,
            tokenizer_class="LlamaTokenizerFast", chat_template=tokenizer["template"]))
        write_json(folder / "generation_config.json", dict(
            _from_model_config=True, bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["eos"], do_sample=True,
            temperature=0.6 if name == "v3" else 0.3, top_p=0.95, transformers_version="4.39.3"))
        return
    family, tokenizer = FAMILIES[name], dense_tokenizer(name)
    decoder = {str(a["id"]): {k: v for k, v in a.items() if k != "id"} for a in data["added_tokens"]}
    config = dict(add_bos_token=family["add_bos"], added_tokens_decoder=decoder,
                  bos_token=family["bos"] if family["add_bos"] else None, chat_template=family["template"],
                  clean_up_tokenization_spaces=False, eos_token=family["eos"], model_max_length=256)
    if name == "llama3":
        config |= dict(model_input_names=["input_ids", "attention_mask"], tokenizer_class="PreTrainedTokenizerFast")
    else:
        config |= dict(add_prefix_space=False, additional_special_tokens=family["control"][1:], errors="replace",
                       pad_token=family["pad"], split_special_tokens=False, tokenizer_class="Qwen2Tokenizer",
                       unk_token=None)
    write_json(folder / "tokenizer_config.json", config)
    write_json(folder / "generation_config.json", dict(
        bos_token_id=tokenizer["bos"], do_sample=True, eos_token_id=tokenizer["ends"], temperature=family["temperature"],
        top_p=family["top_p"], transformers_version=DENSE[name]["config"]["transformers_version"]))


# ---------------------------------------------------------------------------------------------
# Hugging Face folders


def new_folder(name: str) -> Path:
    folder = OUT / "hf" / name
    folder.mkdir(parents=True)  # never over what is there
    return folder


def write_weights(folder: Path, tensors: dict[str, torch.Tensor], shards: int) -> None:
    tensors = {n: t.detach().contiguous() for n, t in tensors.items()}
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        return
    size = lambda t: t.numel() * t.element_size()
    total, done, groups = sum(map(size, tensors.values())), 0, [{} for _ in range(shards)]
    for name, tensor in tensors.items():
        groups[min(done * shards // total, shards - 1)][name] = tensor
        done += size(tensor)
    weight_map = {}
    for i, group in enumerate(groups):
        file = f"model-{i + 1:05d}-of-{shards:05d}.safetensors"
        save_file(group, folder / file, metadata={"format": "pt"})
        weight_map |= dict.fromkeys(group, file)
    write_json(folder / "model.safetensors.index.json", dict(metadata=dict(total_size=total), weight_map=weight_map))


DEEPSEEK_NAMES = {
    "attn_norm.weight": "input_layernorm.weight", "ffn_norm.weight": "post_attention_layernorm.weight",
    "attn_q.weight": "self_attn.q_proj.weight", "attn_q_a.weight": "self_attn.q_a_proj.weight",
    "attn_q_a_norm.weight": "self_attn.q_a_layernorm.weight", "attn_q_b.weight": "self_attn.q_b_proj.weight",
    "attn_kv_a_mqa.weight": "self_attn.kv_a_proj_with_mqa.weight",
    "attn_kv_a_norm.weight": "self_attn.kv_a_layernorm.weight", "attn_kv_b.weight": "self_attn.kv_b_proj.weight",
    "attn_output.weight": "self_attn.o_proj.weight", "ffn_gate_inp.weight": "mlp.gate.weight",
    "exp_probs_b.bias": "mlp.gate.e_score_correction_bias",
} | {f"ffn_{w}.weight": f"mlp.{w}_proj.weight" for w in ("gate", "up", "down")} | {
    f"ffn_{w}_shexp.weight": f"mlp.shared_experts.{w}_proj.weight" for w in ("gate", "up", "down")}


def published_names(tensors: dict[str, np.ndarray], shift: int = 0) -> dict[str, torch.Tensor]:
    """The names of DeepSeek's checkpoints for those of a GGUF with an unsplit attn_kv_b; shift: of the layers."""
    out = {}
    for name, array in tensors.items():
        tensor = torch.from_numpy(np.array(array, dtype=np.float32))
        top = {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight",
               "output.weight": "lm_head.weight"}.get(name)
        if top:
            out[top] = tensor
            continue
        _, layer, rest = name.split(".", 2)
        prefix = f"model.layers.{int(layer) + shift}."
        if "_exps" in rest:
            which = rest.split("_")[1]
            for expert, part in enumerate(tensor):
                out[f"{prefix}mlp.experts.{expert}.{which}_proj.weight"] = part
        else:
            out[prefix + DEEPSEEK_NAMES[rest]] = tensor
    return out


def deepseek_config(config: dict, family: str, dtype: str) -> dict:
    """config.json as DeepSeek writes it; config: the fields in use, with transformers 5's rope_parameters."""
    v3, rope = family == "v3", config["rope_parameters"]
    tokenizer = mg.tokenizer_of(family)
    keys = [k for k in [*mg.SHAPE, *config] if k not in ("rope_parameters", "rope_interleave", "topk_method",
                                                         "num_nextn_predict_layers")]
    out = {k: (mg.SHAPE | config)[k] for k in keys} | dict(
        architectures=["DeepseekV3ForCausalLM" if v3 else "DeepseekV2ForCausalLM"], attention_dropout=0.0,
        aux_loss_alpha=0.001, bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["eos"], ep_size=1,
        initializer_range=0.02, model_type="deepseek_v3" if v3 else "deepseek_v2", moe_layer_freq=1, pretraining_tp=1,
        rope_scaling=dict(beta_fast=rope["beta_fast"], beta_slow=rope["beta_slow"], factor=int(rope["factor"]),
                          mscale=rope["mscale"], mscale_all_dim=rope["mscale_all_dim"],
                          original_max_position_embeddings=rope["original_max_position_embeddings"], type="yarn"),
        rope_theta=int(rope["rope_theta"]), scoring_func="sigmoid" if v3 else "softmax", seq_aux=True,
        topk_method="noaux_tc" if v3 else config["topk_method"], torch_dtype=dtype, transformers_version="4.33.1",
        use_cache=True)
    return dict(sorted(out.items()))


def read_gguf(path: Path) -> dict[str, np.ndarray]:
    return {t.name: np.array(t.data).reshape([int(n) for n in reversed(t.shape)])
            for t in gguf.GGUFReader(path).tensors}


def write_deepseek_folder(case: str) -> None:
    family = mg.CASES[case]["family"]
    folder = new_folder(case)
    write_json(folder / "config.json", deepseek_config(mg.CASES[case]["config"], family, "float32"), 2)
    write_tokenizer(folder, family)
    write_weights(folder, published_names(read_gguf(HERE / f"{case}.gguf")), 2)


# ---------------------------------------------------------------------------------------------
# Dense cases


def rope_attention_scaling(model) -> float:
    return float(model.model.rotary_emb.attention_scaling)


def build_dense(name: str, seed: int):
    case, tokenizer = DENSE[name], dense_tokenizer(name)
    config_class, model_class = CLASSES[name]
    fields = copy.deepcopy({k: v for k, v in case["config"].items()
                            if k not in ("architectures", "model_type", "torch_dtype", "transformers_version")})
    config = config_class(**fields, bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["ends"])
    config._attn_implementation = "eager"
    torch.manual_seed(seed)
    tied = config.tie_word_embeddings
    gains = {"lm_head": 3.0, "q_proj.w": 1.8, "k_proj.w": 1.5, "o_proj": 1.3, "down_proj": 1.3}
    unwanted = [i for i, kind in enumerate(tokenizer["types"]) if kind != NORMAL and i != tokenizer["bos"]]
    with torch.no_grad():
        model = model_class(config).eval().float()
        for parameter_name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape)
            if "norm" in parameter_name:
                value = 1.0 + 0.2 * noise
            elif parameter_name.endswith("bias"):
                value = 0.6 * noise
            elif "embed_tokens" in parameter_name:
                value = noise * (0.4 if tied else 1.0)
            else:
                gain = next((g for key, g in gains.items() if key in parameter_name), 1.3)
                value = noise * (gain / math.sqrt(parameter.shape[-1]))
            # No special token is to be the best one: their rows of the head are small.
            if "lm_head" in parameter_name or (tied and "embed_tokens" in parameter_name):
                value[unwanted] *= 0.25
            parameter.copy_(value.bfloat16().float() if case["bf16"] else value)
    return model


def dense_prompts(name: str, seed: int) -> list[list[int]]:
    tokenizer, draw = dense_tokenizer(name), np.random.default_rng(seed)
    ordinary = [i for i, kind in enumerate(tokenizer["types"]) if kind == NORMAL]
    return [[tokenizer["bos"]] + [int(t) for t in draw.choice(ordinary, n - 1)] for n in mg.PROMPT_LENGTHS]


def dense_reference(name: str, model, seed: int, smallest: float = 0.0) -> dict | None:
    prompts = dense_prompts(name, seed)
    found = mg.greedy(model, prompts[mg.GREEDY_PROMPT], smallest)
    if found is None:
        return None
    ids, gaps = found
    again = mg.logits_of(model, prompts[mg.GREEDY_PROMPT] + ids[:-1])[len(prompts[mg.GREEDY_PROMPT]) - 1:]
    assert [int(i) for i in again.argmax(-1)] == ids, "cached and uncached passes disagree"
    rows = [mg.logits_of(model, p) for p in prompts]
    case, config, rope = DENSE[name], model.config, model.model.rotary_emb
    return dict(
        info=dict(
            case=name, gguf=f"{name}.gguf", folder=f"hf/{name}", seed=seed,
            transformers_class=type(model).__name__, n_vocab=mg.VOCAB_SIZE, prompts=prompts,
            logits=dict(file=f"{name}.logits.f32", dtype="float32 little-endian",
                        shapes=[[len(p), mg.VOCAB_SIZE] for p in prompts]),
            greedy=dict(prompt=mg.GREEDY_PROMPT, ids=ids, margins=[round(g, 5) for g in gaps]),
            smallest_greedy_margin=round(min(gaps), 5), smallest_expert_margin=None, smallest_group_margin=None,
            max_abs_logit=round(float(max(np.abs(r).max() for r in rows)), 4),
            logit_deviation=round(float(np.std(np.concatenate(rows))), 4),
            softmax_scale=float(model.model.layers[0].self_attn.scaling),
            rope_attention_scaling=rope_attention_scaling(model),
            inverse_frequencies=[float(f) for f in rope.inv_freq],
            config={k: case["config"][k] for k in case["config"] if not k.startswith("rope")} | dict(
                rope_parameters=dict(config.rope_parameters)),
        ),
        rows=rows)


def adjacent(array: np.ndarray, heads: int) -> np.ndarray:
    """llama.cpp's converter turns the halves of each head's rows into adjacent pairs (Llama alone)."""
    return array.reshape(heads, 2, array.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(array.shape)


def llama3_factors(config: dict) -> np.ndarray:
    """By what each inverse frequency is divided; as in llama.cpp's converter."""
    scaling, dim = config["rope_scaling"], config["hidden_size"] // config["num_attention_heads"]
    low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
    original, out = scaling["original_max_position_embeddings"], []
    for freq in 1.0 / (config["rope_theta"] ** (torch.arange(0, dim, 2, dtype=torch.float32) / dim)):
        wavelength = 2 * math.pi / float(freq)
        if wavelength < original / high:
            out.append(1.0)
        elif wavelength > original / low:
            out.append(scaling["factor"])
        else:
            smooth = (original / wavelength - low) / (high - low)
            out.append(1 / ((1 - smooth) / scaling["factor"] + smooth))
    return np.array(out, dtype=np.float32)


def dense_tensors(name: str, model) -> dict[str, np.ndarray]:
    config, state, out = DENSE[name]["config"], model.state_dict(), {}
    if name == "llama3":
        out["rope_freqs.weight"] = llama3_factors(config)
    take = lambda key: np.ascontiguousarray(state[key].float().numpy())
    out["token_embd.weight"] = take("model.embed_tokens.weight")
    for i in range(config["num_hidden_layers"]):
        b, m = f"blk.{i}.", f"model.layers.{i}."
        out[b + "attn_norm.weight"] = take(m + "input_layernorm.weight")
        for which, full in (("q", "q_proj"), ("k", "k_proj"), ("v", "v_proj"), ("output", "o_proj")):
            weight = take(f"{m}self_attn.{full}.weight")
            if name == "llama3" and which in ("q", "k"):
                weight = adjacent(weight, config["num_attention_heads" if which == "q" else "num_key_value_heads"])
            out[f"{b}attn_{which}.weight"] = weight
            if f"{m}self_attn.{full}.bias" in state:
                out[f"{b}attn_{which}.bias"] = take(f"{m}self_attn.{full}.bias")
            if f"{m}self_attn.{which}_norm.weight" in state:
                out[f"{b}attn_{which}_norm.weight"] = take(f"{m}self_attn.{which}_norm.weight")
        out[b + "ffn_norm.weight"] = take(m + "post_attention_layernorm.weight")
        for which in ("gate", "up", "down"):
            out[f"{b}ffn_{which}.weight"] = take(f"{m}mlp.{which}_proj.weight")
    out["output_norm.weight"] = take("model.norm.weight")
    if not config["tie_word_embeddings"]:
        out["output.weight"] = take("lm_head.weight")
    return out


def write_dense_gguf(name: str, tensors: dict[str, np.ndarray]) -> None:
    case, config, family, tokenizer = DENSE[name], DENSE[name]["config"], FAMILIES[name], dense_tokenizer(name)
    writer = gguf.GGUFWriter(OUT / f"{name}.gguf", case["architecture"])
    writer.add_type("model")
    writer.add_name(f"Mingsi test model {name}")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    if "head_dim" in config:
        writer.add_key_length(config["head_dim"])
        writer.add_value_length(config["head_dim"])
    if name == "llama3":
        writer.add_vocab_size(config["vocab_size"])
        writer.add_rope_dimension_count(config["hidden_size"] // config["num_attention_heads"])
    scaling = config.get("rope_scaling")
    if scaling and scaling["rope_type"] == "yarn":
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(scaling["factor"])
        writer.add_rope_scaling_orig_ctx_len(scaling["original_max_position_embeddings"])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokenizer["pre"])
    writer.add_token_list(tokenizer["tokens"])
    writer.add_token_types(tokenizer["types"])
    writer.add_token_merges(tokenizer["merges"])
    writer.add_bos_token_id(tokenizer["bos"])
    writer.add_eos_token_id(tokenizer["eos"])
    if family["pad"]:
        writer.add_pad_token_id(tokenizer["tokens"].index(family["pad"]))
    writer.add_add_bos_token(family["add_bos"])
    writer.add_chat_template(tokenizer["template"])
    for tensor, array in tensors.items():
        writer.add_tensor(tensor, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_dense(name: str) -> None:
    case, seed = DENSE[name], DENSE[name]["seed"]
    model, tokenizer = build_dense(name, seed), dense_tokenizer(name)
    write_dense_gguf(name, dense_tensors(name, model))
    mg.save(dense_reference(name, model, seed))
    folder = new_folder(name)
    config = case["config"] | dict(bos_token_id=tokenizer["bos"],
                                   eos_token_id=tokenizer["ends"] if name == "llama3" else tokenizer["eos"])
    write_json(folder / "config.json", dict(sorted(config.items())), 2)
    write_tokenizer(folder, name)
    tensors = {n: t for n, t in model.state_dict().items() if not (model.config.tie_word_embeddings and "lm_head" in n)}
    write_weights(folder, {n: t.bfloat16() if case["bf16"] else t for n, t in tensors.items()},
                  2 if name == "llama3" else 1)


# ---------------------------------------------------------------------------------------------
# FP8


def build_deepseek(case: dict, seed: int, **changes):
    """mg.build for another shape."""
    fields = copy.deepcopy(mg.SHAPE | case["config"] | changes)
    tokenizer = mg.tokenizer_of(case["family"])
    config = DeepseekV3Config(**fields, bos_token_id=tokenizer["bos"], eos_token_id=tokenizer["eos"])
    config._attn_implementation = "eager"
    config._experts_implementation = "eager"
    torch.manual_seed(seed)
    with torch.no_grad():
        model = DeepseekV3ForCausalLM(config).eval().float()
        torch.manual_seed(seed)
        mg.fill(model, case)
        for name, parameter in model.named_parameters():
            extra = next((g for key, g in case.get("gains", {}).items() if key in name), 1.0)
            parameter.mul_(extra)
        # No mark and no padding is to be the best one.
        model.lm_head.weight[[i for i, k in enumerate(tokenizer["types"]) if k != NORMAL]] *= 0.25
        for layer in model.model.layers:
            layer.self_attn.transformers_scaling = layer.self_attn.scaling
            assert abs(layer.self_attn.scaling - mg.softmax_scale(config)) < 1e-7
    return model


def fp8_is_quantized(name: str) -> bool:
    return name.endswith("_proj.weight") or name.endswith("kv_a_proj_with_mqa.weight")


def blocks_of(scale: torch.Tensor, shape) -> torch.Tensor:
    """One number by block, repeated to the shape of the weights."""
    return scale.repeat_interleave(FP8_BLOCK, 0).repeat_interleave(FP8_BLOCK, 1)[:shape[0], :shape[1]]


def fp8_quantize(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """E4M3 weights and what each block of them is to be multiplied by. Blocks get different magnitudes first."""
    rows, columns = weight.shape
    grid = (-(-rows // FP8_BLOCK), -(-columns // FP8_BLOCK))
    weight = weight * blocks_of(0.5 + torch.rand(grid), weight.shape)
    scale = torch.empty(grid)
    for r in range(grid[0]):
        for c in range(grid[1]):
            block = weight[r * FP8_BLOCK:(r + 1) * FP8_BLOCK, c * FP8_BLOCK:(c + 1) * FP8_BLOCK]
            scale[r, c] = block.abs().max() / FP8_MAX
    quantized = (weight / blocks_of(scale, weight.shape)).clamp(-FP8_MAX, FP8_MAX).to(torch.float8_e4m3fn)
    return quantized, scale


def fp8_file_tensors(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    out = {}
    for name, tensor in tensors.items():
        if fp8_is_quantized(name):
            out[name], out[name + "_scale_inv"] = fp8_quantize(tensor)
        else:
            out[name] = tensor if name.endswith("e_score_correction_bias") else tensor.bfloat16()
    return out


def fp8_values(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    out = {}
    for name, tensor in tensors.items():
        if name.endswith("_scale_inv"):
            continue
        scale = tensors.get(name + "_scale_inv")
        out[name] = tensor.float() if scale is None else tensor.float() * blocks_of(scale, tensor.shape)
    return out


def load_published(model, values: dict[str, torch.Tensor]) -> None:
    """Into transformers' layout, in which a layer's experts are one tensor. Layers the model lacks are left out."""
    state, experts = {}, model.config.n_routed_experts
    for name in model.state_dict():
        if name.endswith("experts.gate_up_proj"):
            part = lambda e, which: values[f"{name[:-len('gate_up_proj')]}{e}.{which}_proj.weight"]
            state[name] = torch.stack([torch.cat([part(e, "gate"), part(e, "up")]) for e in range(experts)])
        elif name.endswith("experts.down_proj"):
            state[name] = torch.stack([values[f"{name[:-len('down_proj')]}{e}.down_proj.weight"]
                                       for e in range(experts)])
        else:
            state[name] = values[name]
    model.load_state_dict(state, strict=True)


def build_fp8(seed: int):
    """The model that the folder's numbers make, and the folder's tensors, prediction layer included."""
    model = build_deepseek(FP8, seed)
    torch.manual_seed(seed + 1000)
    files = fp8_file_tensors(published_names(mg.tensors_of(model, False)))
    load_published(model, fp8_values(files))
    return model, files


def prediction_layer(files: dict[str, torch.Tensor], seed: int) -> dict[str, torch.Tensor]:
    """The layer behind the last (MTP), which a plain decoder ignores."""
    index, hidden = FP8["config"]["num_hidden_layers"], FP8["config"]["hidden_size"]
    other = build_deepseek(FP8, seed + 1, num_hidden_layers=1, first_k_dense_replace=0)
    tensors = published_names(mg.tensors_of(other, False), index)
    prefix = f"model.layers.{index}."
    layer = {n: t for n, t in tensors.items() if n.startswith(prefix)}
    torch.manual_seed(seed + 2000)
    files = files | fp8_file_tensors(layer)
    norm = lambda: (1.0 + 0.2 * torch.randn(hidden)).bfloat16()
    return files | {
        prefix + "embed_tokens.weight": files["model.embed_tokens.weight"].clone(),
        prefix + "enorm.weight": norm(), prefix + "hnorm.weight": norm(),
        prefix + "eh_proj.weight": (torch.randn(hidden, 2 * hidden) / math.sqrt(2 * hidden)).bfloat16(),
        prefix + "shared_head.norm.weight": norm(),
        prefix + "shared_head.head.weight": files["lm_head.weight"].clone()}


def fp8_reference(model, seed: int, limits=(0.0, 0.0)) -> dict | None:
    found = mg.reference("v3-fp8", model, FP8, seed, limits)
    if found:
        info = found["info"]
        info.pop("gguf")
        found["info"] = dict(case=info.pop("case"), folder="hf/v3-fp8") | info
    return found


def write_fp8() -> None:
    seed = FP8["seed"]
    model, files = build_fp8(seed)
    mg.save(fp8_reference(model, seed))
    folder = new_folder("v3-fp8")
    config = deepseek_config(FP8["config"], "v3", "bfloat16") | dict(
        num_nextn_predict_layers=1,
        quantization_config=dict(activation_scheme="dynamic", fmt="e4m3", quant_method="fp8",
                                 weight_block_size=[FP8_BLOCK, FP8_BLOCK]))
    write_json(folder / "config.json", dict(sorted(config.items())), 2)
    write_tokenizer(folder, "v3")
    write_weights(folder, prediction_layer(files, seed), 2)


# ---------------------------------------------------------------------------------------------
# Long context


def rope_module(name: str, entry: dict):
    from transformers.models.deepseek_v2.modeling_deepseek_v2 import DeepseekV2RotaryEmbedding
    from transformers.models.deepseek_v3.modeling_deepseek_v3 import DeepseekV3RotaryEmbedding
    from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding
    from transformers.models.qwen2.modeling_qwen2 import Qwen2RotaryEmbedding
    from transformers.models.qwen3.modeling_qwen3 import Qwen3RotaryEmbedding
    fields = dict(rope_theta=entry["theta"], rope_scaling=copy.deepcopy(entry["scaling"]))
    if name == "deepseek-v3":
        return DeepseekV3RotaryEmbedding(DeepseekV3Config(qk_rope_head_dim=64, max_position_embeddings=163840, **fields))
    if name == "deepseek-v2-lite":
        return DeepseekV2RotaryEmbedding(DeepseekV2Config(qk_rope_head_dim=64, max_position_embeddings=163840, **fields))
    if name == "llama-3.1":
        return LlamaRotaryEmbedding(LlamaConfig(hidden_size=4096, num_attention_heads=32,
                                                max_position_embeddings=131072, **fields))
    if name == "qwen2.5":
        return Qwen2RotaryEmbedding(Qwen2Config(hidden_size=3584, num_attention_heads=28,
                                                max_position_embeddings=131072, **fields))
    return Qwen3RotaryEmbedding(Qwen3Config(hidden_size=4096, num_attention_heads=32, head_dim=128,
                                            max_position_embeddings=131072, **fields))


@torch.no_grad()
def write_rope_long() -> None:
    out = dict(
        about="cos and sin of transformers' rotary embedding modules (float32; the angle is position times inverse "
              "frequency, both float32), one per pair, times rope_attention_scaling. softmax_scale_factor: by what the "
              "softmax scale is multiplied (DeepSeek's mscale squared). largest_distance_from_float64: from the same "
              "inverse frequencies with the angle in double precision.",
        positions=ROPE_POSITIONS, cases={})
    for name, entry in ROPES.items():
        module, half = rope_module(name, entry), entry["dim"] // 2
        ids = torch.tensor([ROPE_POSITIONS])
        result = module(torch.zeros(1), ids)
        if isinstance(result, tuple):
            cos, sin = (r[0] for r in result)
            assert torch.equal(cos[:, :half], cos[:, half:])
            cos, sin = cos[:, :half], sin[:, :half]
        else:  # V2: complex numbers
            cos, sin = result[0].real, result[0].imag
        assert cos.shape == (len(ROPE_POSITIONS), half) and cos.dtype == torch.float32
        angle = ids[0].double()[:, None] * module.inv_freq.double()
        scale = float(module.attention_scaling)
        off = torch.maximum((cos - scale * angle.cos()).abs(), (sin - scale * angle.sin()).abs()).amax(-1)
        scaling = entry["scaling"] or {}
        factor = mg.get_mscale(scaling["factor"], scaling["mscale_all_dim"]) ** 2 if "mscale" in scaling else 1.0
        short = lambda values: [float(f"{float(v):.9g}") for v in values]
        out["cases"][name] = dict(
            dim=entry["dim"], rope_theta=entry["theta"], rope_scaling=entry["scaling"],
            rope_attention_scaling=scale, softmax_scale_factor=factor, inverse_frequencies=short(module.inv_freq),
            largest_distance_from_float64=[float(f"{float(v):.2g}") for v in off],
            cos=[short(r) for r in cos], sin=[short(r) for r in sin])
    text = json.dumps(out, ensure_ascii=False, separators=(",", ":"))
    (OUT / "rope-long.json").write_text(text.replace('"cos":', '\n"cos":').replace('"sin":', '\n"sin":').replace(
        "]],", "]],\n").replace("],[", "],\n[") + "\n", encoding="utf-8")
    print("rope-long:", {n: c["largest_distance_from_float64"] for n, c in out["cases"].items()}, flush=True)


def long_ids(count: int) -> list[int]:
    return [0] + [2 + (i * i * 7 + i * 13) % 200 for i in range(1, count)]


@torch.no_grad()
def long_logits(model, ids: list[int], positions: list[int], shift_last: int = 0) -> np.ndarray:
    """Rows of the logits at positions, with a KV cache in chunks. shift_last: a mistake in the last position."""
    cache, rows = DynamicCache(config=model.config), {}
    for start in range(0, len(ids), LONG_CHUNK):
        chunk = ids[start:start + LONG_CHUNK]
        wanted = [p - start for p in positions if start <= p < start + len(chunk)]
        places = torch.arange(start, start + len(chunk))[None]
        if start + len(chunk) == len(ids):
            places[0, -1] += shift_last
        hidden = model.model(input_ids=torch.tensor([chunk]), past_key_values=cache, use_cache=True,
                             position_ids=places).last_hidden_state
        for p in wanted:
            rows[p + start] = model.lm_head(hidden[0, p]).float().numpy()
    return np.stack([rows[p] for p in positions])


def build_long(seed: int):
    return build_deepseek(LONG, seed)


def write_long(runs=None) -> None:
    model = build_long(LONG["seed"])
    tensors = mg.tensors_of(model, False)
    mg.write_gguf(OUT / "v3-long.gguf", model, LONG, tensors, dict.fromkeys(tensors, gguf.GGMLQuantizationType.F32))
    config, rope = model.config, model.config.rope_parameters
    info = dict(
        case="v3-long", gguf="v3-long.gguf", seed=LONG["seed"], transformers_class=type(model).__name__,
        n_vocab=mg.VOCAB_SIZE, ids="id[0] = 0, id[i] = 2 + (i * i * 7 + i * 13) % 200", chunk=LONG_CHUNK, runs=[])
    for file, count, positions in runs or LONG_RUNS:
        ids = long_ids(count)
        margins = mg.RouterMargins(model)
        rows = long_logits(model, ids, positions)
        rows.reshape(-1).astype("<f4").tofile(OUT / file)
        double = copy.deepcopy(model).double()
        exact = long_logits(double, ids, positions)
        top = np.sort(rows, -1)
        run = dict(
            file=file, dtype="float32 little-endian", count=count, positions=positions,
            shape=[len(positions), mg.VOCAB_SIZE], best=[int(r.argmax()) for r in rows],
            lead=[round(float(r[-1] - r[-2]), 4) for r in top],
            largest_distance_from_float64_but_for_rope=[float(f"{v:.2g}") for v in np.abs(rows - exact).max(-1)],
            smallest_expert_margin_anywhere=float(f"{margins.experts:.2g}"))
        if count < 20000:
            last = rows[-1]
            run["last_row_moves_by"] = {
                "its position one too large": round(float(np.abs(long_logits(model, ids, [count - 1], 1)[0] - last).max()), 4),
                "its position one too small": round(float(np.abs(long_logits(model, ids, [count - 1], -1)[0] - last).max()), 4),
                "the first 4096 ids left out": round(float(np.abs(
                    long_logits(model, ids[4096:], [count - 1 - 4096])[0] - last).max()), 4)}
        print(run, flush=True)
        info["runs"].append(run)
    info |= dict(
        logits=dict(file=info["runs"][0]["file"], dtype="float32 little-endian", shapes=[info["runs"][0]["shape"]]),
        positions=info["runs"][0]["positions"], softmax_scale=model.model.layers[0].self_attn.scaling,
        rope_attention_scaling=rope_attention_scaling(model),
        inverse_frequencies=[float(f) for f in model.model.rotary_emb.inv_freq],
        config={k: getattr(config, k) for k in [*mg.SHAPE, *LONG["config"]] if k != "rope_parameters"} | dict(
            rope_parameters=dict(rope)))
    write_json(OUT / "v3-long.json", info)


# ---------------------------------------------------------------------------------------------
# Search and check


def search(name: str, count: int, first: int = 1) -> None:
    good = 0
    for seed in range(first, first + count):
        if name == "v3-fp8":
            found = fp8_reference(build_fp8(seed)[0], seed, (3e-4, 1e-2))
        else:
            found = dense_reference(name, build_dense(name, seed), seed, 1e-2)
        if found is None:
            continue
        ids, info = found["info"]["greedy"]["ids"], found["info"]
        kinds = (mg.tokenizer_of("v3") if name == "v3-fp8" else dense_tokenizer(name))["types"]
        if len(set(ids)) < 24 or any(kinds[i] != NORMAL for i in ids):
            continue
        keys = ("smallest_greedy_margin", "smallest_expert_margin", "smallest_group_margin", "max_abs_logit",
                "logit_deviation")
        print(seed, {k: info[k] for k in keys}, len(set(ids)), flush=True)
        good += 1
        if good >= 4:
            return


def stored_logits(name: str) -> tuple[dict, list[np.ndarray]]:
    info = json.loads(((OUT if (OUT / f"{name}.json").exists() else HERE) / f"{name}.json").read_text(encoding="utf-8"))
    flat, rows, at = np.fromfile((OUT if (OUT / info["logits"]["file"]).exists() else HERE) / info["logits"]["file"], "<f4"), [], 0
    for shape in info["logits"]["shapes"]:
        rows.append(flat[at:at + shape[0] * shape[1]].reshape(shape))
        at += shape[0] * shape[1]
    assert at == len(flat)
    return info, rows


def numpy_dense(path: Path, ids: list[int]) -> np.ndarray:
    """Float64 forward pass of a llama, qwen2 or qwen3 GGUF that knows only the file."""
    reader = gguf.GGUFReader(path)
    t = {x.name: np.array(x.data).reshape([int(n) for n in reversed(x.shape)]).astype(np.float64) for x in reader.tensors}
    fields = {n: f.contents() for n, f in reader.fields.items()}
    architecture = fields["general.architecture"]
    key = lambda name, default=None: fields.get(f"{architecture}.{name}", default)
    heads, groups, eps = key("attention.head_count"), key("attention.head_count_kv"), key("attention.layer_norm_rms_epsilon")
    dim = key("attention.key_length", key("embedding_length") // heads)
    norm = lambda x, w: x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * w
    base, pair = key("rope.freq_base"), np.arange(dim // 2)
    frequency, amplitude = base ** (-2.0 * pair / dim) / t.get("rope_freqs.weight", 1.0), 1.0
    if key("rope.scaling.type") == "yarn":
        factor, original = key("rope.scaling.factor"), key("rope.scaling.original_context_length")
        at = lambda turns: dim * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base))
        low, high = max(math.floor(at(32)), 0), min(math.ceil(at(1)), dim - 1)
        ramp = np.clip((pair - low) / max(high - low, 0.001), 0, 1)
        frequency, amplitude = frequency / factor * ramp + frequency * (1 - ramp), 0.1 * math.log(factor) + 1
    angle = np.arange(len(ids))[:, None, None] * frequency
    cos, sin = amplitude * np.cos(angle), amplitude * np.sin(angle)

    def rotate(x):
        out = np.empty_like(x)
        a, b = (np.s_[..., 0::2], np.s_[..., 1::2]) if architecture == "llama" else (np.s_[..., :dim // 2], np.s_[..., dim // 2:])
        out[a], out[b] = x[a] * cos - x[b] * sin, x[b] * cos + x[a] * sin
        return out

    x, n = t["token_embd.weight"][ids], len(ids)
    for i in range(key("block_count")):
        w = lambda name: t[f"blk.{i}.{name}"]
        h = norm(x, w("attn_norm.weight"))
        q, k, v = (h @ w(f"attn_{c}.weight").T + t.get(f"blk.{i}.attn_{c}.bias", 0.0) for c in "qkv")
        q, k, v = q.reshape(n, heads, dim), k.reshape(n, groups, dim), v.reshape(n, groups, dim)
        if f"blk.{i}.attn_q_norm.weight" in t:
            q, k = norm(q, w("attn_q_norm.weight")), norm(k, w("attn_k_norm.weight"))
        q, k = rotate(q), np.repeat(rotate(k), heads // groups, 1)
        score = np.einsum("qhd,khd->hqk", q, k) / math.sqrt(dim) + np.triu(np.full((n, n), -np.inf), 1)
        score = np.exp(score - score.max(-1, keepdims=True))
        score /= score.sum(-1, keepdims=True)
        x = x + np.einsum("hqk,khd->qhd", score, np.repeat(v, heads // groups, 1)).reshape(n, -1) @ w("attn_output.weight").T
        h = norm(x, w("ffn_norm.weight"))
        gate = h @ w("ffn_gate.weight").T
        x = x + (gate / (1 + np.exp(-gate)) * (h @ w("ffn_up.weight").T)) @ w("ffn_down.weight").T
    return norm(x, t["output_norm.weight"]) @ t.get("output.weight", t["token_embd.weight"]).T


def load_folder(name: str):
    """By transformers; FP8 it would turn into BF16 here, so those weights are multiplied out first."""
    options = dict(dtype=torch.float32, attn_implementation="eager", experts_implementation="eager")
    if name in DENSE:
        options.pop("experts_implementation")
    if name != "v3-fp8":
        model, report = AutoModelForCausalLM.from_pretrained(OUT / "hf" / name, output_loading_info=True, **options)
        assert not any(report.get(k) for k in ("missing_keys", "unexpected_keys", "mismatched_keys")), report
        return model.eval()
    config = json.loads((OUT / "hf" / name / "config.json").read_text(encoding="utf-8"))
    config.pop("quantization_config")
    index = json.loads((OUT / "hf" / name / "model.safetensors.index.json").read_text(encoding="utf-8"))
    tensors = {}
    for file in sorted(set(index["weight_map"].values())):
        tensors |= load_file(OUT / "hf" / name / file)
    assert set(tensors) == set(index["weight_map"])
    model = AutoModelForCausalLM.from_config(DeepseekV3Config(**config), **options).eval()
    load_published(model, fp8_values(tensors))
    return model


def check() -> int:
    bad = 0
    for name in [*DENSE, "v3", "v2-plain", "v3-fp8"]:
        info, rows = stored_logits(name)
        model = load_folder(name)
        off = max(float(np.abs(mg.logits_of(model, p) - r).max()) for p, r in zip(info["prompts"], rows))
        ids = mg.greedy(model, info["prompts"][info["greedy"]["prompt"]])[0]
        good = off < 1e-5 and ids == info["greedy"]["ids"]
        family = name if name in DENSE else "v3" if name.startswith("v3") else "v2"
        tokenizer = AutoTokenizer.from_pretrained(OUT / "hf" / name)
        text = "thinking in 123 你好 \n\n the ming's"
        encoded = tokenizer.encode(text, add_special_tokens=False)
        good &= tokenizer.decode(encoded) == text
        print(f"hf/{name}: {off:.2g} from the stored logits, {len(encoded)} ids for the text ({family}), "
              f"{'ok' if good else 'WRONG'}", flush=True)
        bad += not good
    for name in DENSE:
        info, rows = stored_logits(name)
        off = max(float(np.abs(numpy_dense(OUT / f"{name}.gguf", p) - r).max()) for p, r in zip(info["prompts"], rows))
        print(f"{name}.gguf: {off:.2g} from a float64 pass over the file, {'ok' if off < 2e-4 else 'WRONG'}", flush=True)
        bad += off >= 2e-4
    reader = gguf.GGUFReader(OUT / "v3-long.gguf")
    print(f"v3-long.gguf: {len(reader.tensors)} tensors, {len(reader.fields)} fields", flush=True)
    return bad


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--search", nargs=2, metavar=("CASE", "COUNT"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.search:
        search(arguments.search[0], int(arguments.search[1]))
        return 0
    if arguments.out is None:
        parser.error("--out is needed")
    global OUT
    OUT = mg.HERE = arguments.out.resolve()
    if arguments.check:
        return min(check(), 1)
    writers = {n: lambda n=n: write_dense(n) for n in DENSE} | {
        "hf-v3": lambda: write_deepseek_folder("v3"), "hf-v2-plain": lambda: write_deepseek_folder("v2-plain"),
        "v3-fp8": write_fp8, "rope-long": write_rope_long, "v3-long": write_long}
    if OUT == HERE:
        parser.error("the folder of the committed files is not written to")
    OUT.mkdir(parents=True, exist_ok=True)
    for name in arguments.cases or writers:
        if (OUT / f"{name}.json").exists():
            parser.error(f"{OUT / name}.json is there already")
        writers[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
