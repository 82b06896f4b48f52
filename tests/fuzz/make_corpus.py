# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpora of the fuzz targets: small honest inputs, from which fuzzing begins.

    python make_corpus.py      (needs PyPI gguf, numpy, safetensors, sentencepiece)
"""
import json
import shutil
import sys
from pathlib import Path

import gguf
import numpy as np
import sentencepiece
from safetensors.numpy import save

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden"
sys.path.insert(0, str(GOLDEN))
from make_goldens import byte_symbols  # noqa: E402

MERGES = ["t h", "th e", "i n"]
SPECIAL = ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>"]
TOKENS = byte_symbols() + ["th", "the", "in"] + SPECIAL


def folder(name: str) -> Path:
    path = HERE / "corpus" / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def write_model(path: Path, architecture: str, keys: dict, shapes: dict, template: str | None) -> None:
    writer = gguf.GGUFWriter(path, architecture)
    for key, value in keys.items():
        add = {bool: writer.add_bool, int: writer.add_uint32, float: writer.add_float32, str: writer.add_string}
        add[type(value)](f"{architecture}.{key}", value)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("deepseek-v3" if architecture == "deepseek2" else "qwen2")
    writer.add_token_list(TOKENS)
    writer.add_token_types([1] * (len(TOKENS) - len(SPECIAL)) + [3, 3, 3, 3, 4])
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(TOKENS.index(SPECIAL[0]))
    writer.add_eos_token_id(TOKENS.index(SPECIAL[1]))
    if template:
        writer.add_chat_template(template)
    draw = np.random.default_rng(1)
    for name, shape in shapes.items():
        array = draw.standard_normal(shape, dtype=np.float32)
        if len(shape) > 1 and shape[-1] % 32 == 0:
            writer.add_tensor(name, gguf.quantize(array, gguf.GGMLQuantizationType.Q4_0),
                              raw_dtype=gguf.GGMLQuantizationType.Q4_0)
        else:
            writer.add_tensor(name, array.astype(np.float16) if len(shape) > 1 else array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def gguf_corpus() -> None:
    out = folder("gguf")
    n = len(TOKENS)
    frame = {"token_embd.weight": (n, 32), "output_norm.weight": (32,), "output.weight": (n, 32)}
    deepseek = dict(frame)
    for i in range(2):
        b = f"blk.{i}."
        deepseek |= {b + "attn_norm.weight": (32,), b + "attn_q.weight": (16, 32), b + "attn_kv_a_mqa.weight": (12, 32),
                     b + "attn_kv_a_norm.weight": (8,), b + "attn_kv_b.weight": (16, 8), b + "attn_output.weight": (32, 8),
                     b + "ffn_norm.weight": (32,)}
        if i == 0:
            deepseek |= {b + f"ffn_{x}.weight": (32, 32) for x in ("gate", "up", "down")}
        else:
            deepseek |= {b + "ffn_gate_inp.weight": (4, 32), b + "exp_probs_b.bias": (4,)}
            deepseek |= {b + f"ffn_{x}_exps.weight": (4, 32, 32) for x in ("gate", "up", "down")}
            deepseek |= {b + f"ffn_{x}_shexp.weight": (32, 32) for x in ("gate", "up", "down")}
    keys = {"block_count": 2, "context_length": 64, "embedding_length": 32, "feed_forward_length": 32, "vocab_size": n,
            "attention.head_count": 2, "attention.head_count_kv": 2, "attention.kv_lora_rank": 8, "attention.key_length": 8,
            "attention.value_length": 4, "attention.layer_norm_rms_epsilon": 1e-6, "rope.dimension_count": 4,
            "rope.freq_base": 10000.0, "rope.scaling.type": "yarn", "rope.scaling.factor": 4.0,
            "rope.scaling.original_context_length": 16, "rope.scaling.yarn_log_multiplier": 0.1,
            "leading_dense_block_count": 1, "expert_count": 4, "expert_used_count": 2, "expert_shared_count": 1,
            "expert_feed_forward_length": 32, "expert_gating_func": 2, "expert_group_count": 2,
            "expert_group_used_count": 1, "expert_weights_norm": True, "expert_weights_scale": 2.5}
    write_model(out / "deepseek.gguf", "deepseek2", keys, deepseek,
                "{% for m in messages %}{{ '<｜User｜>' + m['content'] }}{% endfor %}{{ '<｜Assistant｜><think>\\n' }}")
    qwen = dict(frame)
    b = "blk.0."
    qwen |= {b + "attn_norm.weight": (32,), b + "attn_q.weight": (32, 32), b + "attn_q.bias": (32,),
             b + "attn_k.weight": (16, 32), b + "attn_k.bias": (16,), b + "attn_v.weight": (16, 32), b + "attn_v.bias": (16,),
             b + "attn_output.weight": (32, 32), b + "ffn_norm.weight": (32,)}
    qwen |= {b + f"ffn_{x}.weight": (32, 32) for x in ("gate", "up", "down")}
    keys = {"block_count": 1, "context_length": 64, "embedding_length": 32, "feed_forward_length": 32,
            "attention.head_count": 4, "attention.head_count_kv": 2, "attention.layer_norm_rms_epsilon": 1e-6,
            "rope.freq_base": 1e6}
    write_model(out / "qwen2.gguf", "qwen2", keys, qwen, None)


def safetensors_corpus() -> None:
    out = folder("safetensors")
    (out / "two.safetensors").write_bytes(save({"a.weight": np.ones((2, 3), np.float32), "b": np.zeros(4, np.float16)},
                                               metadata={"format": "pt"}))
    (out / "empty.safetensors").write_bytes(save({}))
    header = json.dumps({"w": {"dtype": "F8_E4M3", "shape": [4, 4], "data_offsets": [0, 16]},
                         "w_scale_inv": {"dtype": "F32", "shape": [1, 1], "data_offsets": [16, 20]}}).encode()
    (out / "fp8.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(20))


def tokenizer_corpus() -> None:
    out = folder("tokenizer_json")
    added = [{"id": len(TOKENS) - len(SPECIAL) + i, "content": t, "special": i < 4, "single_word": False, "lstrip": False,
              "rstrip": False, "normalized": False} for i, t in enumerate(SPECIAL)]
    vocab = {t: i for i, t in enumerate(TOKENS[:-len(SPECIAL)])}
    split = {"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": "\\p{N}{1,3}"}, "behavior": "Isolated", "invert": False},
        {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}]}
    model = {"type": "BPE", "vocab": vocab, "merges": MERGES, "ignore_merges": False, "byte_fallback": False}
    plain = {"version": "1.0", "added_tokens": added, "normalizer": None, "pre_tokenizer": split, "model": model}
    other = plain | {"normalizer": {"type": "NFC"}, "added_tokens": [],
                     "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
                     "model": model | {"merges": [m.split(" ") for m in MERGES], "ignore_merges": True}}
    for name, value in (("split", plain), ("gpt2", other)):
        (out / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def sentence_piece_corpus() -> None:
    out = folder("sentence_piece")
    lines = ["Hello world 123, the quick brown fox.", "你好，世界。ｶﾞｷﾞ", "a  b\tc", "the thin thing in the inn"] * 20
    # A map of characters of a few rules: full-width letters and half-width kana.
    rules = out / "rules.tsv"
    rules.write_text("".join(f"{ord(c) + 0xfee0:X}\t{ord(c):X}\n" for c in "Aabc1") + "FF76 FF9E\t30AC\n", encoding="utf-8")
    for name, options in {
            "bpe": {"model_type": "bpe", "byte_fallback": True, "vocab_size": 340, "user_defined_symbols": ["<think>", "inn"]},
            "unigram": {"model_type": "unigram", "vocab_size": 60, "control_symbols": ["<|x|>"]}}.items():
        with open(out / f"{name}.model", "wb") as file:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter(lines), model_writer=file, normalization_rule_tsv=str(rules),
                character_coverage=1.0, hard_vocab_limit=False, minloglevel=2, **options)
    rules.unlink()


def template_corpus() -> None:
    out = folder("template")
    for file in sorted((GOLDEN / "templates").glob("*.jinja")):
        shutil.copy(file, out / file.name)
    pieces = ["{% set ns = namespace(a=1) %}{% set ns.a = ns.a + 1 %}{{ ns.a }}", "{%- macro f(x, y=2) -%}{{ x ~ y }}{%- endmacro -%}{{ f(1) }}",
              "{{ [3, 1, 2] | sort | join(', ') }}{{ {'a': 1} | tojson(indent=2) }}", "{{ messages[::-1][1:]|map(attribute='role')|list }}",
              "{% for m in messages if m.role != 'tool' %}{{ loop.index }}{{ m.content.split('</think>')[-1]|trim }}{% else %}x{% endfor %}",
              "{{ 'a%sb' * 3 }}{{ 7 // 2 }}{{ 7 % -2 }}{{ 2 ** 10 }}{{ 1 if n > 2 else 0 }}", "{% filter upper %}a{% endfilter %}{% raw %}{{ }}{% endraw %}"]
    for i, piece in enumerate(pieces):
        (out / f"piece-{i}.jinja").write_text(piece, encoding="utf-8")


def config_corpus() -> None:
    out = folder("config")
    yarn = {"type": "yarn", "factor": 40, "original_max_position_embeddings": 4096, "beta_fast": 32, "beta_slow": 1,
            "mscale": 1.0, "mscale_all_dim": 1.0}
    common = {"num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 128, "num_attention_heads": 4, "vocab_size": 320,
              "max_position_embeddings": 256, "rms_norm_eps": 1e-6, "rope_theta": 10000}
    mla = {"q_lora_rank": None, "kv_lora_rank": 32, "qk_nope_head_dim": 16, "qk_rope_head_dim": 8, "v_head_dim": 16,
           "n_routed_experts": 8, "num_experts_per_tok": 2, "n_shared_experts": 1, "moe_intermediate_size": 32,
           "first_k_dense_replace": 1, "n_group": 2, "topk_group": 1, "norm_topk_prob": True, "routed_scaling_factor": 2.5}
    llama3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
              "original_max_position_embeddings": 8192}
    configs = {"v3": common | mla | {"model_type": "deepseek_v3", "topk_method": "noaux_tc", "scoring_func": "sigmoid", "rope_scaling": yarn,
                                     "num_nextn_predict_layers": 1},
               "v2": common | mla | {"model_type": "deepseek_v2", "topk_method": "greedy", "scoring_func": "softmax", "rope_scaling": yarn},
               "llama": common | {"model_type": "llama", "num_key_value_heads": 2, "rope_scaling": llama3},
               "qwen3": common | {"model_type": "qwen3", "num_key_value_heads": 2, "head_dim": 32,
                                  "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}}}
    named = [{"name": "default", "template": "{{ messages[0].content }}"}, {"name": "tool_use", "template": "-"}]
    # The other JSON files of a folder, which the target reads too.
    configs |= {"index": {"metadata": {"total_size": 64},
                          "weight_map": {"model.norm.weight": "model-00001-of-00002.safetensors",
                                         "lm_head.weight": "model-00002-of-00002.safetensors"}},
                "tokenizer_config": {"chat_template": named, "add_bos_token": True},
                "generation_config": {"eos_token_id": [1, 2], "temperature": 0.6, "top_p": 0.95}}
    for name, config in configs.items():
        (out / f"{name}.json").write_text(json.dumps(config, indent=1), encoding="utf-8")


if __name__ == "__main__":
    gguf_corpus()
    safetensors_corpus()
    tokenizer_corpus()
    sentence_piece_corpus()
    template_corpus()
    config_corpus()
