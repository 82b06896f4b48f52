# SPDX-License-Identifier: Apache-2.0
"""Goes on from a GGUF file of this recipe where its checkpoints are not at hand: writes the file's weights as a checkpoint and
its tokenizer beside it. What the optimizers remembered is gone; they begin anew.

    python adopt.py --model mingsi-starter.gguf      writes work/pretrain.pt and work/tokenizer.json
"""

import argparse
import os
import sys

import gguf
import numpy as np
import torch
from export import tensors
from model import Config, Model
from reasoner.tokenizer import tokenizer_of


def config_of(reader):
    """The shape as export.py writes it."""

    def read(name):
        value = reader.fields[name].contents()
        return float(str(np.float32(value))) if isinstance(value, float) else value  # 1e-6 again, which float32 only comes near

    def ours(name):
        return read(f"deepseek2.{name}")

    stretched = "deepseek2.rope.scaling.factor" in reader.fields
    factor = ours("rope.scaling.factor") if stretched else 1.0
    mscale = round(10 * ours("rope.scaling.yarn_log_multiplier"), 6) if stretched else 1.0
    length = ours("context_length")
    rope = ours("rope.dimension_count")
    return Config(
        vocab_size=ours("vocab_size"), hidden_size=ours("embedding_length"),
        num_hidden_layers=ours("block_count") - ours("nextn_predict_layers"),
        first_k_dense_replace=ours("leading_dense_block_count"), intermediate_size=ours("feed_forward_length"),
        moe_intermediate_size=ours("expert_feed_forward_length"), n_routed_experts=ours("expert_count"),
        n_shared_experts=ours("expert_shared_count"), num_experts_per_tok=ours("expert_used_count"),
        routed_scaling_factor=ours("expert_weights_scale"), num_attention_heads=ours("attention.head_count"),
        q_lora_rank=ours("attention.q_lora_rank"), kv_lora_rank=ours("attention.kv_lora_rank"),
        qk_nope_head_dim=ours("attention.key_length") - rope, qk_rope_head_dim=rope, v_head_dim=ours("attention.value_length"),
        rope_theta=ours("rope.freq_base"), rms_norm_eps=ours("attention.layer_norm_rms_epsilon"), rope_factor=factor, mscale_all_dim=mscale,
        max_position_embeddings=length, original_max_position_embeddings=int(length / factor))


def model_of(reader):
    """The model with the file's weights, widened to float32."""
    model = Model(config_of(reader))
    held = {tensor.name: tensor for tensor in reader.tensors}
    with torch.no_grad():
        for name, tensor in tensors(model.state_dict(), model.c.as_dict()):
            values = gguf.quants.dequantize(held[name].data, held[name].tensor_type)
            tensor.copy_(torch.from_numpy(np.array(values, dtype=np.float32)).view_as(tensor))
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mingsi-starter.gguf")
    parser.add_argument("--work", default="work")
    parser.add_argument("--stage", default="pretrain", help="that goes on from these weights")
    arguments = parser.parse_args()
    path, tokenizer = f"{arguments.work}/{arguments.stage}.pt", f"{arguments.work}/tokenizer.json"
    for there in filter(os.path.exists, (path, tokenizer)):
        sys.exit(f"{there} exists and would be lost; name another folder with --work")
    try:
        reader = gguf.GGUFReader(arguments.model)
        model = model_of(reader)
        names, merges = (reader.fields[f"tokenizer.ggml.{part}"].contents() for part in ("tokens", "merges"))
    except KeyError as missing:
        sys.exit(f"{arguments.model} has no {missing}: it is not a file that export.py wrote")
    except (OSError, ValueError) as error:
        sys.exit(f"{arguments.model} cannot be read as a GGUF file: {error}")
    os.makedirs(arguments.work, exist_ok=True)
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer_of(vocabulary, [tuple(merge.split(" ")) for merge in merges]).save(tokenizer)
    torch.save({"config": model.c.as_dict(), "model": model.state_dict(), "step": 0, "tokens": 0, "seconds": 0.0}, path)
    print(f"{path}: {len(reader.tensors)} tensors of {arguments.model}")


if __name__ == "__main__":
    main()
