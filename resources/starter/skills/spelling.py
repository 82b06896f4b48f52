# SPDX-License-Identifier: Apache-2.0
"""Counting letters in a word and reversing it. Words are common ones, or made of syllables, so that spelling cannot be
had by heart; no word list has to be installed."""

from item import Item

from skills import checks
from skills.wordings import WORDINGS
from skills.working import numbered

FAMILIAR = ["strawberry", "banana", "mississippi", "apple", "cherry", "raspberry", "blueberry", "letter", "coffee",
            "deepseek", "hello", "committee", "bookkeeper", "chocolate", "pineapple", "keyboard", "computer", "thought"]
COMMON = (FAMILIAR + """about after again animal answer assessment balance bottle bridge budget butter button
cabbage capital carrot central committee company country dinner doctor economy effect engine evening family farmer
finance forest garden happiness history holiday house income island kitchen language library market message minister
mirror moment morning mother mountain national number office orange parliament pepper people picture policy problem
question reason report research river science season second sentence success summer sunflower support system table
teacher tomorrow traffic tunnel umbrella valley village weather window winter yellow""".split())
ONSETS = ["b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "cl", "st", "tr", "pl"]
VOWELS = ["a", "e", "i", "o", "u", "ee", "ou", "ai"]
CODAS = ["", "", "n", "r", "s", "l", "ll", "m", "rt"]  # no ck, no sh and no nt: chance should not swear


def made_word(rng):
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.randint(2, 3)))


def word(draw):
    chance = draw.rng.random()
    if chance < 0.5:
        return draw.pick(COMMON)
    if chance < 0.85:
        return made_word(draw.rng)
    return "".join(draw.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(draw.rng.randint(3, 10)))


def count(draw):
    """The reasoning spells the word and counts as it goes."""
    w = draw.pick(FAMILIAR) if draw.rng.random() < 0.03 else word(draw)
    letter = draw.pick(w) if draw.rng.random() < 0.85 else draw.pick("abcdefghijklmnopqrstuvwxyz")
    times, spelled = 0, []
    for c in w:
        if c == letter:
            times += 1
            spelled.append(f"{c} ({times})")
        else:
            spelled.append(c)
    reasoning = (draw.say(f"I spell {w} and count each {letter}:", f"把 {w} 逐个字母拼出来，数 {letter}：") + "\n"
                 + ", ".join(spelled) + "\n" + draw.say(f"That makes {times}.", f"一共 {times} 个。"))
    if draw.lang == "zh":
        answer = f"{w} 里有 **{times}** 个字母 {letter}。"
    elif times == 1:
        answer = f"The letter {letter} occurs **1** time in {w}."
    else:
        answer = f"The letter {letter} occurs **{times}** times in {w}."
    return Item("letters", draw.lang, draw.ask(WORDINGS["letters"]["any"], w=w, l=letter), reasoning, answer, str(times), f"letters {w}",
                check=checks.number(str(times), ["times", "time", "个", "次"]), level=1 if len(w) < 7 else 2, spelled=(w,))


def reverse(draw):
    w = word(draw)
    back = w[::-1]
    letters = list(reversed(numbered(w)))
    threes = range(0, len(w), 3)
    joined = "; ".join(", ".join(letters[i : i + 3]) + f" = {back[i : i + 3]}" for i in threes)
    reasoning = (draw.say("The letters: ", "字母：") + ", ".join(numbered(w)) + "\n" + draw.say("from the last to the first: ", "从后往前：") + joined
                 + "\n" + " ".join(back[i : i + 3] for i in threes))
    answer = draw.say(f"{w} backwards is **{back}**.", f"{w} 倒过来是 **{back}**。")
    return Item("reverse", draw.lang, draw.ask(WORDINGS["reverse"]["any"], w=w), reasoning, answer, back, f"reverse {w}", check=checks.text(back),
                level=1 if len(w) < 7 else 2, spelled=(w,))
