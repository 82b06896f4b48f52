# SPDX-License-Identifier: Apache-2.0
"""Writes random blocks of every quantized type and what PyPI gguf makes of them.

`dequantize.json` lists the types; `dequantize.bin` has, one behind the other, each type's blocks and their float32
values. Scales are finite and of ordinary size; everything else in a block is random.

    python make_dequantize_goldens.py
"""
import json
from pathlib import Path

import gguf
import numpy as np

HERE = Path(__file__).resolve().parent
TYPES = ("Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q2_K Q3_K Q4_K Q5_K Q6_K IQ1_S IQ1_M IQ2_XXS IQ2_XS IQ2_S IQ3_XXS IQ3_S IQ4_NL "
         "IQ4_XS").split()
VALUES = 768
# Where float16 scales lie in a block; IQ1_M spreads its one over four words.
SCALES = {"Q4_1": (0, 2), "Q5_1": (0, 2), "Q4_K": (0, 2), "Q5_K": (0, 2), "Q2_K": (80, 82), "Q3_K": (108,), "Q6_K": (208,)}


def blocks_of(name: str, draw: np.random.Generator) -> np.ndarray:
    length, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[name]]
    blocks = draw.integers(0, 256, (VALUES // length, size), dtype=np.uint8)
    for block in blocks:
        if name == "IQ1_M":
            half = int(np.float16(draw.uniform(-2, 2)).view(np.uint16))
            for i in range(4):
                high = 48 + 2 * i + 1
                block[high] = (block[high] & 0x0F) | ((half >> (4 * i) & 15) << 4)
            continue
        for place in SCALES.get(name, (0,)):
            block[place:place + 2] = np.array([draw.uniform(-2, 2)], np.float16).view(np.uint8)
    return blocks


def main() -> None:
    draw = np.random.default_rng(20260101)
    index, data = [], bytearray()
    for name in TYPES:
        blocks = blocks_of(name, draw)
        values = gguf.dequantize(blocks.reshape(1, -1), gguf.GGMLQuantizationType[name]).reshape(-1).astype("<f4")
        assert np.isfinite(values).all() and len(values) == VALUES, name
        index.append({"type": name, "offset": len(data), "block_bytes": blocks.size, "values": VALUES})
        data += blocks.tobytes() + values.tobytes()
    (HERE / "dequantize.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    (HERE / "dequantize.bin").write_bytes(bytes(data))


if __name__ == "__main__":
    main()
