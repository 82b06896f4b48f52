# SPDX-License-Identifier: Apache-2.0
"""What a generator of questions draws from: seeded chance, the language, and the wordings it may use."""

import random
from dataclasses import dataclass

from item import say

from skills import phrasing


@dataclass
class Draw:
    rng: random.Random
    lang: str
    new_wording: bool = False  # ask in the wordings that training never shows

    def say(self, english, chinese):
        return say(self.lang, english, chinese)

    def choose(self, wordings):
        """The last of a list of wordings is kept for the evaluation."""
        assert len(wordings) >= 3
        return wordings[-1] if self.new_wording else self.rng.choice(wordings[:-1])

    def ask(self, wordings, extra="", /, **values):
        """wordings: language → list of forms; extra: a sentence that is to stand behind the question."""
        form = self.choose(wordings[self.lang])
        if self.new_wording:
            return form.format(**values) + extra
        question = phrasing.vary(self.rng, self.lang, form).format(**values) + extra
        return phrasing.greeted(self.rng, self.lang, question)

    def pick(self, things):
        return self.rng.choice(things)

    def level(self):
        return self.rng.choice((1, 1, 2, 2, 3))

    def number(self, digits):
        """A whole number of one to `digits` digits, each length about as likely."""
        length = self.rng.randint(1, digits)
        return self.rng.randint(1 if length == 1 else 10 ** (length - 1), 10**length - 1)

    def money(self):
        """A round sum, as prices and incomes are."""
        return self.rng.choice((self.rng.randint(2, 99), self.rng.randint(10, 99) * 10, self.rng.randint(10, 99) * 100))
