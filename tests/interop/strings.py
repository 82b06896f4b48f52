# SPDX-License-Identifier: Apache-2.0
"""The strings on which tokenizers are compared: what people write, and what breaks tokenizers.

strings() gives them as bytes, always the same ones, without NUL bytes; some are not UTF-8. Run as a program, it prints
how many there are.
"""

import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "golden"))
import make_tokenizer_goldens as goldens  # noqa: E402

MIXES = 1700
BROKEN = 400

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202e\u2066\u2069\ufe0e\ufe0f\u034f\u180e"
SPACES = [
    " ",
    "  ",
    "   ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\v",
    "\f",
    "\x1c",
    "\x1f",
    "\x85",
    "\xa0",
    "\u1680",
    "\u2000",
    "\u2003",
    "\u2009",
    "\u2028",
    "\u2029",
    "\u202f",
    "\u205f",
    "\u3000",
]
MARKS = [
    chr(c)
    for c in (
        *range(0x300, 0x312),
        0x323,
        0x327,
        0x338,
        0x345,
        0x483,
        0x5B8,
        0x64B,
        0x651,
        0x93C,
        0x94D,
        0xE31,
        0xE49,
        0x20D0,
        0x20DD,
        0x20E3,
        0x3099,
        0x302A,
        0xFE20,
    )
]
EMOJI = [
    "😀",
    "🤣",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "😶‍🌫️",
    "🇩🇪",
    "🇨🇳",
    "1️⃣",
    "#️⃣",
    "❤️",
    "❤",
    "🧑🏿‍💻",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "☃",
    "🀄",
    "♠️",
    "🦙",
    "🫠",
    "\u200d",
    "\ufe0f",
    "🏻",
]
WORDS = (
    "the of and Hello WORLD don't I'M we'll they'Ve O'Neill naïve ſt K Straße "
    "ǅungla i̇stanbul İ ﬃ x1 camelCase snake_case "
    "e.g. U.S.A. Привет мир Ελλάδα ΣΊΣΥΦΟΣ Հայերեն ქართული"
).split()
CODE = [
    "def f(x):\n    return x",
    "if (a<b&&c>=d) {\n\t++i;\n}",
    "for(;;);",
    "#include <a.h>\n",
    "std::map<K,V>",
    "x = [1, 2, 3]\n",
    "\\frac{a}{b}",
    "'''",
    '"""',
    "```\n",
    "// TODO",
    "/* */",
    "=> {}",
    "\t\t\t",
    "        ",
    "</div>",
    "&nbsp;",
    "%s\\n",
    "C:\\x",
    "a->b",
    "$((1+2))",
    "0x1F",
    "1e-9",
    "λx.x",
    "#!/bin/sh\r\n",
    "SELECT * FROM t;",
    "!=",
    "===",
    "...",
    "--",
    "|>",
]
SPECIAL = [
    "<｜begin▁of▁sentence｜>",
    "<｜end▁of▁sentence｜>",
    "<｜User｜>",
    "<｜Assistant｜>",
    "<｜tool▁calls▁begin｜>",
    "<｜fim▁hole｜>",
    "<think>",
    "</think>",
    "<|EOT|>",
    "<|User|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|begin_of_text|>",
    "<|eot_id|>",
    "<|reserved_special_token_0|>",
    "<s>",
    "</s>",
    "<unk>",
    "<pad>",
    "<0x0A>",
    "<0xFF>",
    "[INST]",
    "[PAD]",
    "<｜",
    "｜>",
    "<|",
    "|>",
    "▁",
    "▁▁",
    "Ġ",
    "Ċ",
    "ĠĠ",
    "�",
]


def in_range(first: int, last: int, longest: int):
    return lambda r: "".join(chr(r.randint(first, last)) for _ in range(r.randint(1, longest)))


def one_of(*choices: str):
    return lambda r: r.choice(choices)


def several(choices, longest: int):
    return lambda r: "".join(r.choice(choices) for _ in range(r.randint(1, longest)))


def anything(r: random.Random) -> str:
    point = r.choice(
        [
            r.randint(1, 0x7F),
            r.randint(0x80, 0x7FF),
            r.randint(0x800, 0xFFFD),
            r.randint(0x10000, 0x1FFFF),
            r.randint(1, 0x10FFFF),
        ]
    )
    return "\ufffd" if 0xD800 <= point < 0xE000 else chr(point)


PIECES = [
    in_range(0x4E00, 0x9FFF, 8),
    in_range(0x4E00, 0x4FFF, 20),
    in_range(0x3400, 0x4DBF, 3),
    in_range(0x20000, 0x2A6DF, 3),  # Chinese
    several("的一是不了人我在有他这为之大来以个中上们，。！？：；、“”《》（）…—", 24),
    in_range(0x3040, 0x30FF, 8),
    in_range(0xFF61, 0xFF9F, 6),
    several("こんにちは世界カタカナー々〆・「」", 12),  # Japanese
    in_range(0xAC00, 0xD7A3, 6),
    in_range(0x1100, 0x11FF, 4),
    in_range(0x3130, 0x318F, 4),  # Korean
    in_range(0x0E01, 0x0E3A, 10),
    in_range(0x0E3F, 0x0E5B, 10),  # Thai
    in_range(0x0620, 0x064A, 8),
    in_range(0x0600, 0x06FF, 8),
    several("مرحبا٠١٢٣٤٥ ", 10),  # Arabic
    in_range(0x0900, 0x097F, 6),
    in_range(0x0590, 0x05FF, 5),
    in_range(0x0400, 0x04FF, 6),
    in_range(0x1E00, 0x1FFF, 4),
    several(EMOJI, 4),
    several(ZERO_WIDTH, 3),
    several(MARKS, 3),
    several(SPACES, 6),
    several(" \n", 8),
    one_of(*SPACES),
    several("0123456789", 40),
    several("0123456789,. ", 12),
    several("٣४９Ⅻ½²①〇万𝟙", 5),
    several("01", 3),
    several(WORDS, 2),
    one_of(*WORDS),
    one_of(*(" " + w for w in WORDS)),
    one_of(*CODE),
    one_of(*SPECIAL),
    in_range(0x21, 0x7E, 10),
    several("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 6),
    in_range(0x2000, 0x2BFF, 3),
    in_range(0xFF01, 0xFF5E, 4),
    lambda r: r.choice("eaoinàÀけ한กक") + "".join(r.choice(MARKS) for _ in range(r.randint(1, 4))),
    anything,
    anything,
]

INVALID = [
    b"\x80",
    b"\xbf",
    b"\xc0",
    b"\xc1",
    b"\xc0\x80",
    b"\xc3",
    b"\xe0",
    b"\xe0\x80\x80",
    b"\xe4\xbd",
    b"\xe4",
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xf0",
    b"\xf0\x9f",
    b"\xf0\x9f\x98",
    b"\xf0\x80\x80\x80",
    b"\xf4\x90\x80\x80",
    b"\xf5",
    b"\xf8\x88\x80\x80\x80",
    b"\xfe",
    b"\xff",
    b"\xff\xff\xff",
    b"\xed\xa0\xbd\xed\xb8\x80",
    b"\xe2\x28\xa1",
    b"\xc3\x28",
]


def mixes(seed: int, count: int) -> list[str]:
    """Random strings of valid text: pieces of one to twelve kinds behind one another, often with spaces between."""
    r, out = random.Random(seed), []
    for _ in range(count):
        joint = r.choice(["", "", " ", "\n", "，"])
        text = joint.join(r.choice(PIECES)(r) for _ in range(r.randint(1, 12)))
        out.append(text.replace("\0", ""))
    return out


def long_runs() -> list[str]:
    runs = [
        c * 2000
        for c in (
            "a",
            "A",
            "z",
            "é",
            "的",
            "あ",
            "한",
            "ก",
            "م",
            "😀",
            " ",
            "\n",
            "\t",
            "0",
            "7",
            "!",
            "=",
            "-",
            "_",
            "\u0301",
            "\u200d",
            "▁",
            "\r\n",
        )
    ]
    runs += [
        "ab" * 1000,
        "a " * 1000,
        "1 " * 1000,
        " " * 2000 + "x",
        "x" + " " * 2000 + "\n",
        "\n" * 2000 + "x",
        "0123456789" * 200,
        "é" * 999 + "e",
        "<think>" * 200,
        "<｜User｜>" * 200,
        "，" * 2000,
        "你好" * 1000,
        "haha" * 500,
    ]
    return runs


def broken(seed: int, count: int) -> list[bytes]:
    """Bytes that are not UTF-8 between valid text, and valid text cut in the middle of a character."""
    r, out = random.Random(seed), [
        *INVALID,
        *(b"a" + i + "字".encode() for i in INVALID),
        bytes(range(128, 256)),
        bytes(range(255, 127, -1)),
    ]
    while len(out) < count:
        text = mixes(r.randrange(1 << 30), 1)[0].encode()[:400]
        if r.random() < 0.3:
            text = text[r.randint(0, 3) : r.randint(4, 60)]
        for _ in range(r.randint(0, 4)):
            at = r.randint(0, len(text))
            text = text[:at] + r.choice(INVALID) + text[at:]
        out.append(text)
    return out


def strings() -> list[bytes]:
    texts = goldens.strings(SPECIAL[:8]) + [
        text for text in SPECIAL + EMOJI + CODE + WORDS + SPACES + MARKS + list(ZERO_WIDTH)
    ]
    texts += mixes(1, MIXES) + long_runs()
    every = [text.encode("utf-8") for text in texts] + broken(2, BROKEN)
    assert not any(b"\0" in text for text in every)
    return list(dict.fromkeys(every))


def valid(text: bytes) -> bool:
    return text.decode("utf-8", "ignore").encode() == text


if __name__ == "__main__":
    found = strings()
    print(
        f"{len(found)} strings, {sum(not valid(s) for s in found)} of them not UTF-8, "
        f"{sum(map(len, found))} bytes, longest {max(map(len, found))}"
    )
