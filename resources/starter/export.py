# SPDX-License-Identifier: Apache-2.0
"""Writes a trained checkpoint as a GGUF file of architecture `deepseek2`, named as llama.cpp names the tensors.

    python export.py --checkpoint work/between.pt --out work/q8_0.gguf
"""

import argparse
import json

import gguf
import numpy as np
import torch
from model import Config
from prompt import ASSISTANT, BOS, END_THINK, EOS, PAD, SPECIAL, THINK, USER

# R1's template: past turns without their reasoning, and the new turn opened inside the thought.
CHAT_TEMPLATE = (
    "{{ bos_token }}"
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'system' -%}{{ message['content'] }}"
    "{%- elif message['role'] == 'user' -%}{{ '" + USER + "' + message['content'] }}"
    "{%- else -%}{{ '" + ASSISTANT + "' + message['content'].split('" + END_THINK + "')[-1].lstrip('\\n') + '" + EOS + "' }}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '" + ASSISTANT + THINK + "\\n' }}{%- endif -%}"
)

FILE_TYPES = {
    "f32": (gguf.LlamaFileType.ALL_F32, gguf.GGMLQuantizationType.F32),
    "bf16": (gguf.LlamaFileType.MOSTLY_BF16, gguf.GGMLQuantizationType.BF16),
    "q8_0": (gguf.LlamaFileType.MOSTLY_Q8_0, gguf.GGMLQuantizationType.Q8_0),
}

ATTENTION = {
    "attention_norm.weight": "attn_norm.weight",
    "attention.q_a.weight": "attn_q_a.weight",
    "attention.q_a_norm.weight": "attn_q_a_norm.weight",
    "attention.q_b.weight": "attn_q_b.weight",
    "attention.kv_a.weight": "attn_kv_a_mqa.weight",
    "attention.kv_a_norm.weight": "attn_kv_a_norm.weight",
    "attention.kv_b.weight": "attn_kv_b.weight",  # per head: nope rows, then value rows
    "attention.o.weight": "attn_output.weight",
    "ffn_norm.weight": "ffn_norm.weight",
}
NEXTN = {
    "mtp.eh_proj.weight": "nextn.eh_proj.weight",  # columns: embedding of the next token, then hidden state
    "mtp.enorm.weight": "nextn.enorm.weight",
    "mtp.hnorm.weight": "nextn.hnorm.weight",
    "mtp.norm.weight": "nextn.shared_head_norm.weight",
}


def block_tensors(state, prefix, number, dense):
    """Yields (GGUF name, tensor) of one transformer block."""
    for ours, theirs in ATTENTION.items():
        yield f"blk.{number}.{theirs}", state[f"{prefix}.{ours}"]
    if dense:
        for part in ("gate", "up", "down"):
            yield f"blk.{number}.ffn_{part}.weight", state[f"{prefix}.ffn.{part}.weight"]
        return
    yield f"blk.{number}.ffn_gate_inp.weight", state[f"{prefix}.ffn.router.weight"]
    yield f"blk.{number}.exp_probs_b.bias", state[f"{prefix}.ffn.bias"]
    for part in ("gate", "up", "down"):
        yield f"blk.{number}.ffn_{part}_exps.weight", state[f"{prefix}.ffn.{part}"]  # [experts, out, in]
        yield f"blk.{number}.ffn_{part}_shexp.weight", state[f"{prefix}.ffn.shared.{part}.weight"]


def tensors(state, config):
    """Yields (GGUF name, tensor) of the whole model, the MTP module as the last block."""
    yield "token_embd.weight", state["embedding.weight"]
    yield "output_norm.weight", state["norm.weight"]
    yield "output.weight", state["head.weight"]
    layers = config["num_hidden_layers"]
    for i in range(layers):
        yield from block_tensors(state, f"layers.{i}", i, i < config["first_k_dense_replace"])
    yield from block_tensors(state, "mtp.block", layers, dense=False)
    for ours, theirs in NEXTN.items():
        yield f"blk.{layers}.{theirs}", state[ours]


def stays_float32(name, tensor):
    """Norms, the router and its bias are never rounded."""
    return tensor.dim() == 1 or "ffn_gate_inp" in name


def write_hyperparameters(writer, config, file_type, name):
    writer.add_name(name)
    writer.add_license("apache-2.0")
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_file_type(file_type)
    writer.add_block_count(config["num_hidden_layers"] + 1)
    writer.add_nextn_predict_layers(1)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_leading_dense_block_count(config["first_k_dense_replace"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_attention_heads"])
    writer.add_q_lora_rank(config["q_lora_rank"])
    writer.add_kv_lora_rank(config["kv_lora_rank"])
    writer.add_key_length(config["qk_nope_head_dim"] + config["qk_rope_head_dim"])
    writer.add_value_length(config["v_head_dim"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_rope_dimension_count(config["qk_rope_head_dim"])
    if config["rope_factor"] > 1:
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(config["rope_factor"])
        writer.add_rope_scaling_orig_ctx_len(config["original_max_position_embeddings"])
        writer.add_rope_scaling_yarn_log_mul(0.1 * config["mscale_all_dim"])
    writer.add_expert_count(config["n_routed_experts"])
    writer.add_expert_used_count(config["num_experts_per_tok"])
    writer.add_expert_shared_count(config["n_shared_experts"])
    writer.add_expert_feed_forward_length(config["moe_intermediate_size"])
    writer.add_expert_weights_scale(config["routed_scaling_factor"])
    writer.add_expert_weights_norm(True)
    writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
    writer.add_expert_group_count(1)
    writer.add_expert_group_used_count(1)


def write_tokenizer(writer, path):
    """path: the tokenizer.json of reasoner/tokenizer.py."""
    with open(path, encoding="utf-8") as file:
        described = json.load(file)
    ids = dict(described["model"]["vocab"])
    ids.update({added["content"]: added["id"] for added in described["added_tokens"]})
    names = sorted(ids, key=ids.get)
    assert [ids[name] for name in names] == list(range(len(names)))
    types = [gguf.TokenType.NORMAL] * len(names)
    for name in SPECIAL:
        types[ids[name]] = gguf.TokenType.USER_DEFINED if name in (THINK, END_THINK) else gguf.TokenType.CONTROL
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in described["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(names)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(ids[BOS])
    writer.add_eos_token_id(ids[EOS])
    writer.add_pad_token_id(ids[PAD])
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def write_model(path, saved, tokenizer, matrices, name):
    """saved: what the checkpoint holds; matrices: one of FILE_TYPES → number of tensors."""
    file_type, matrix_type = FILE_TYPES[matrices]
    writer = gguf.GGUFWriter(path, "deepseek2")
    config = Config(**saved["config"]).as_dict()
    write_hyperparameters(writer, config, file_type, name)
    write_tokenizer(writer, tokenizer)
    count = 0
    for count, (tensor_name, tensor) in enumerate(tensors(saved["model"], config), 1):
        values = np.ascontiguousarray(tensor.float().numpy())
        kind = gguf.GGMLQuantizationType.F32 if stays_float32(tensor_name, tensor) else matrix_type
        writer.add_tensor(tensor_name, gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", default="work/between.pt")
    parser.add_argument("--tokenizer", default="work/tokenizer.json")
    parser.add_argument("--out", default="work/q8_0.gguf")
    parser.add_argument("--type", choices=FILE_TYPES, default="q8_0", help="of the matrices")
    parser.add_argument("--name", default="Mingsi Starter", help="as the file states it")
    arguments = parser.parse_args()
    saved = torch.load(arguments.checkpoint, weights_only=True, map_location="cpu")
    count = write_model(arguments.out, saved, arguments.tokenizer, arguments.type, arguments.name)
    print(f"{arguments.out}: {count} tensors, {arguments.type}, step {saved['step']}")


if __name__ == "__main__":
    main()
