# SPDX-License-Identifier: Apache-2.0
"""How often does a letter occur in a word? The reasoning spells the word and counts as it goes."""

from item import Item, say

ASK = {
    "en": ["How many {l}'s are in {w}?", "How many {l}s are there in {w}?", "How many times does {l} appear in {w}?",
           "How many {l}'s are in the word {w}?", "Count the letter {l} in {w}.", "How many letters {l} does {w} have?",
           "How many {l} are in {w}?", "How often does the letter {l} occur in {w}?", "count the {l}'s in {w}",
           "How many \"{l}\" are in \"{w}\"?"],
    "zh": ["{w}里有几个{l}？", "{w}里有几个字母{l}？", "单词{w}里有多少个{l}？", "{w}这个单词中字母{l}出现了几次？",
           "数一数{w}中有几个{l}", "{w}中有多少个字母{l}？", "“{w}”里有几个“{l}”？", "请数一下 {w} 里的字母 {l}。"],
}

FAMILIAR = ["strawberry", "banana", "mississippi", "apple", "cherry", "raspberry", "blueberry", "letter", "coffee",
            "deepseek", "hello", "committee", "bookkeeper", "chocolate", "pineapple", "keyboard", "computer", "thought"]


def load_words(path="/usr/share/dict/words"):
    """Lower-case words of 3 to 12 letters from Debian's wamerican."""
    with open(path, encoding="utf-8") as lines:
        words = {line.strip() for line in lines}
    return sorted(w for w in words if w.isascii() and w.isalpha() and w.islower() and 3 <= len(w) <= 12)


def count_letter(rng, lang, words, choose=None):
    """choose: picks one of a list of wordings, by chance unless it is given."""
    word = rng.choice(FAMILIAR) if rng.random() < 0.03 else rng.choice(words)
    if rng.random() < 0.15:  # letters in no order: spelling must not depend on knowing the word
        word = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(3, 10)))
    letter = rng.choice(word) if rng.random() < 0.85 else rng.choice("abcdefghijklmnopqrstuvwxyz")
    question = (choose or rng.choice)(ASK[lang]).format(w=word, l=letter)
    count, spelled = 0, []
    for c in word:
        if c == letter:
            count += 1
            spelled.append(f"{c} ({count})")
        else:
            spelled.append(c)
    reasoning = (say(lang, f"I spell {word} and count each {letter}:", f"把 {word} 逐个字母拼出来，数 {letter}：") + "\n"
                 + ", ".join(spelled) + "\n" + say(lang, f"That makes {count}.", f"一共 {count} 个。"))
    if lang == "zh":
        answer = f"{word} 里有 **{count}** 个字母 {letter}。"
    elif count == 1:
        answer = f"The letter {letter} occurs **1** time in {word}."
    else:
        answer = f"The letter {letter} occurs **{count}** times in {word}."
    return Item("letters", lang, question, reasoning, answer, str(count), f"letters {word}", spelled=(word,))
