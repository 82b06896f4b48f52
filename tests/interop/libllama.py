# SPDX-License-Identifier: Apache-2.0
"""llama.cpp as a reference, through the ctypes declarations of llama-cpp-python's source archive.

    python libllama.py MODEL --ids 1,2,3 --out logits.npy    float32 [ids, vocabulary], on the CPU

Both the archive and the library built from it are looked for where environment.sh puts them; MINGSI_LLAMA_SOURCE and
MINGSI_LLAMA_LIBRARY (a folder with libllama.so) name others.
"""

import argparse
import ctypes
import importlib
import os
import re
import sys
import types
from pathlib import Path

import numpy as np

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mingsi-interop"
SOURCE = Path(os.environ.get("MINGSI_LLAMA_SOURCE") or CACHE / "llama-cpp-python")
LIBRARY = Path(os.environ.get("MINGSI_LLAMA_LIBRARY") or CACHE / "llama-build" / "bin")
TREE = SOURCE / "vendor" / "llama.cpp"
THREADS = 2


def is_built() -> bool:
    return (LIBRARY / "libllama.so").exists()


def fields_in_header(header: str, struct: str) -> list[str]:
    body = re.search(r"struct " + struct + r" \{(.*?)\n    \}", header, re.DOTALL)[1]
    return re.findall(r"(\w+)\s*;", re.sub(r"//[^\n]*", "", body))


def load():
    """The module llama_cpp.llama_cpp alone: the package's own __init__ wants more packages than this needs."""
    package = types.ModuleType("llama_cpp")
    package.__path__ = [str(SOURCE / "llama_cpp")]
    sys.modules["llama_cpp"] = package
    os.environ["LLAMA_CPP_LIB_PATH"] = str(LIBRARY)
    module = importlib.import_module("llama_cpp.llama_cpp")
    header = (TREE / "include" / "llama.h").read_text(encoding="utf-8")
    for struct in ("llama_model_params", "llama_context_params", "llama_batch"):
        declared = [name for name, _ in getattr(module, struct)._fields_]
        if declared != fields_in_header(header, struct):
            raise RuntimeError(f"llama-cpp-python's {struct} is not that of its llama.h")
    return module


class Model:
    def __init__(self, path: Path, vocab_only: bool = False, repack: bool = False):
        self.api = load() if "llama_cpp.llama_cpp" not in sys.modules else sys.modules["llama_cpp.llama_cpp"]
        self.errors = []
        self.log = self.api.llama_log_callback(self._keep)
        self.api.llama_log_set(self.log, ctypes.c_void_p(0))
        self.api.llama_backend_init()
        options = self.api.llama_model_default_params()
        options.n_gpu_layers = 0
        options.vocab_only = vocab_only
        options.use_extra_bufts = repack
        options.load_mode = self.api.LLAMA_LOAD_MODE_MMAP
        self.model = self.api.llama_model_load_from_file(os.fsencode(path), options)
        if not self.model and any("attention.q_lora_rank" in error for error in self.errors):
            # llama.cpp knows by the count of layers alone (26, 27) that DeepSeek-V2-Lite has no low-rank query.
            overrides = (self.api.llama_model_kv_override * 2)()
            overrides[0].tag = self.api.LLAMA_KV_OVERRIDE_TYPE_INT
            overrides[0].key = b"deepseek2.attention.q_lora_rank"
            overrides[0].value.val_i64 = 0
            options.kv_overrides = overrides
            self.errors.clear()
            self.model = self.api.llama_model_load_from_file(os.fsencode(path), options)
        if not self.model:
            raise RuntimeError("llama.cpp refuses the model: " + (self.errors[0] if self.errors else "no reason given"))
        self.vocabulary = self.api.llama_model_get_vocab(self.model)
        self.size = self.api.llama_vocab_n_tokens(self.vocabulary)

    def _keep(self, level, text, _):
        if level == 4:  # GGML_LOG_LEVEL_ERROR
            self.errors.append(text.decode("utf-8", "replace").strip())

    def close(self):
        self.api.llama_model_free(self.model)

    def tokenize(self, text: bytes, parse_special: bool) -> list[int]:
        room = 2 * len(text) + 16
        ids = (self.api.llama_token * room)()
        count = self.api.llama_tokenize(self.vocabulary, text, len(text), ids, room, False, parse_special)
        if count < 0:
            raise RuntimeError(f"llama_tokenize gives {count}")
        return ids[:count]

    def logits(self, ids: list[int]) -> np.ndarray:
        options = self.api.llama_context_default_params()
        options.n_ctx = max(256, len(ids))
        options.n_batch = options.n_ubatch = options.n_ctx
        options.n_threads = options.n_threads_batch = THREADS
        options.flash_attn_type = self.api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        options.type_k = options.type_v = self.api.GGML_TYPE_F32
        context = self.api.llama_init_from_model(self.model, options)
        if not context:
            options.type_k = options.type_v = self.api.GGML_TYPE_F16
            context = self.api.llama_init_from_model(self.model, options)
        if not context:
            raise RuntimeError("llama.cpp makes no context: " + (self.errors[-1] if self.errors else "no reason given"))
        batch = self.api.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = token, i, 1, 0, 1
        try:
            status = self.api.llama_decode(context, batch)
            if status != 0:
                raise RuntimeError(f"llama_decode gives {status}")
            return np.ctypeslib.as_array(self.api.llama_get_logits(context), (len(ids), self.size)).copy()
        finally:
            self.api.llama_batch_free(batch)
            self.api.llama_free(context)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--ids", required=True, help="token ids, separated by commas")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        np.save(arguments.out, Model(arguments.model).logits([int(i) for i in arguments.ids.split(",")]))
    except (RuntimeError, OSError) as error:
        print(f"libllama.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
