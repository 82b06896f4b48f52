# SPDX-License-Identifier: Apache-2.0
"""R1's prompt template and its special tokens."""

BOS, EOS = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"
USER, ASSISTANT, PAD = "<｜User｜>", "<｜Assistant｜>", "<｜▁pad▁｜>"
THINK, END_THINK = "<think>", "</think>"
SPECIAL = [BOS, EOS, PAD, USER, ASSISTANT, THINK, END_THINK]


def turn_text(item):
    """What the model writes: it begins inside the thought, which the prompt has opened."""
    return f"{item.reasoning}\n{END_THINK}\n\n{item.answer}{EOS}"


def prompt_text(past, question):
    """past: earlier items, of which only question and answer remain."""
    text = BOS
    for item in past:
        text += f"{USER}{item.question}{ASSISTANT}{item.answer}{EOS}"
    return text + f"{USER}{question}{ASSISTANT}{THINK}\n"
