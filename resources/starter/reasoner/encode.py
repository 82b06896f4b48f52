# SPDX-License-Identifier: Apache-2.0
"""Texts as token ids, with a mark on those that are to be learned, packed into rows."""

from prompt import PAD, prompt_text, turn_text
from skills.reflection import slips, without_marks
from dataclasses import replace


def conversation(tokenizer, items):
    """→ ids and marks of the last turn's prompt and reply: the reply is learned, but for its slips."""
    prompt = tokenizer.encode(prompt_text(items[:-1], items[-1].question), add_special_tokens=False).ids
    text, spans = slips(turn_text(items[-1]))
    reply = tokenizer.encode(text, add_special_tokens=False)
    marks = [not any(start < end_at and at < end for start, end in spans) for at, end_at in reply.offsets]
    return prompt + reply.ids, [False] * len(prompt) + marks


def document(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    return ids, [True] * len(ids)


def whole_conversation(items):
    """As a document of pretraining."""
    last = replace(items[-1], reasoning=without_marks(items[-1].reasoning))
    return prompt_text(items[:-1], last.question) + turn_text(last)


def packed(sequences, rows, length, pad):
    """First fit: sequences (ids, marks) of any iterator into `rows` rows of `length`, until none of the next eight fits.
    Each begins with the token of a beginning, by which training tells them apart. → ids, marks as lists of lists."""
    ids, marks, misses = [[] for _ in range(rows)], [[] for _ in range(rows)], 0
    for sequence, marked in sequences:
        place = next((i for i in range(rows) if len(ids[i]) + len(sequence) <= length), None)
        if place is None:
            misses += 1
            if misses == 8:
                break
            continue
        ids[place] += sequence
        marks[place] += marked
    for row, marked in zip(ids, marks):
        gap = length - len(row)
        row += [pad] * gap
        marked += [False] * gap
    return ids, marks


def pad_id(tokenizer):
    return tokenizer.token_to_id(PAD)
