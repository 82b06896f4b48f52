# SPDX-License-Identifier: Apache-2.0
"""A reply taken apart and judged: the rule-based rewards of R1-Zero (arXiv 2501.12948, section 2.2.2)."""

from dataclasses import dataclass

from prompt import END_THINK, EOS
from skills import checks
from skills.reflection import CORRECTS, LOOKS_BACK, rewrites

FORMAT_REWARD = 0.1
STATING = ("number", "text", "sequence", "date")  # kinds of check that look for a stated result


@dataclass
class Reply:
    thought: str
    answer: str
    closed: bool  # </think> came, once, and the reply ended by itself
    begun: str = ""  # what of the thought was there before

    @classmethod
    def of(cls, text, begun=""):
        """text: what the model wrote, from inside the thought, which `begun` opens, to the end of the turn."""
        thought, _, answer = (begun + text).removesuffix(EOS).partition(END_THINK)
        return cls(thought.strip(), answer.strip(), text.endswith(EOS) and text.count(END_THINK) == 1, begun)

    def looks_back(self):
        return bool(LOOKS_BACK.search(self.thought, len(self.begun)))

    def corrects(self):
        return bool(CORRECTS.search(self.thought, len(self.begun)))

    def rewrites(self):
        """A line that was found wrong is written in another way."""
        return rewrites(self.thought, len(self.begun))


def well_formed(check, reply):
    """The thought is closed and not empty, and a result is stated where one is asked for."""
    states = checks.stated(reply.answer) is not None if check["kind"] in STATING else bool(reply.answer)
    return reply.closed and bool(reply.thought) and states


def right(check, reply):
    return reply.closed and checks.is_right(check, reply.answer)


def reward(check, reply):
    """One for the right answer, a tenth for the format; nothing for how the thought is worded."""
    return float(right(check, reply)) + FORMAT_REWARD * well_formed(check, reply)
