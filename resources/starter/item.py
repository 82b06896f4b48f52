# SPDX-License-Identifier: Apache-2.0
"""One question with its reasoning and answer, and the rule that keeps held-out questions out of training."""

import hashlib
from dataclasses import dataclass, field


@dataclass
class Item:
    skill: str
    lang: str
    question: str
    reasoning: str
    answer: str
    expect: str  # what stands in bold in the answer, or a phrase that must occur
    key: str  # the content of the question, whatever its wording
    check: dict = field(default_factory=dict)  # what makes an answer right: see skills/checks.py
    level: int = 1  # difficulty, 1 to 3
    spelled: tuple = ()  # words that are taken apart into letters

    def held_out(self):
        """One content in sixteen is never trained on."""
        return hashlib.sha256(self.key.encode()).digest()[0] < 16


def say(lang, english, chinese):
    return chinese if lang == "zh" else english
