# SPDX-License-Identifier: Apache-2.0
"""All skills, how often each comes, and conversations of them. The same seed gives the same questions."""

import random

from skills import (about, claims, comparing, convert, dates, drills, expressions, followup, formats, order, percent,
                    rounding, spelling, stories, tables)
from skills.draw import Draw
from skills.reflection import reflect

# Generator and how often it is drawn for training; the evaluation asks each skill equally often.
SKILLS = {
    "calculate": (expressions.calculate, 21),
    "compare": (comparing.compare, 9),
    "round": (rounding.rounding, 5),
    "percent": (percent.percent, 9),
    "units": (convert.units, 6),
    "currency": (convert.currency, 13),
    "date": (dates.date, 13),
    "letters": (spelling.count, 5),
    "reverse": (spelling.reverse, 4),
    "order": (order.order, 12),
    "story": (stories.story, 17),
    "table": (tables.table, 25),
    "claim": (claims.claim, 9),
    "format": (formats.follow_format, 4),
    "mingsi": (about.about_mingsi, 2),
    "greeting": (about.greeting, 2),
    "decline": (about.decline, 4),
}
TALK = ("mingsi", "greeting", "decline")  # of words alone: wordings are the contents, and rules can judge little of a reply
NUMERIC = ["calculate", "percent", "units", "story", "table"]
FOLLOWED = 0.15  # share of conversations that end in a question about an earlier result


class Mixture:
    """Draws items from one side of the split. `reflecting`: how much worked solutions look back (cold start
    only, see reflection.py). `skills`: these alone, one question a conversation, to try something out."""

    def __init__(self, seed, held_out=False, reflecting=0.0, skills=()):
        self.rng = random.Random(seed)
        self.held_out = held_out
        self.reflecting = reflecting
        self.only = tuple(skills)
        self.skills = self.only or tuple(SKILLS)

    def draw(self, lang=None, new_wording=False):
        return Draw(self.rng, lang or self.rng.choice(("en", "zh")), new_wording)

    def item(self, skill=None, lang=None, new_wording=False):
        skill = skill or self.rng.choices(self.skills, [SKILLS[name][1] for name in self.skills])[0]
        while True:
            item = SKILLS[skill][0](self.draw(lang, new_wording))
            if item.held_out() == self.held_out:
                return self.finish(item)

    def finish(self, item):
        if self.reflecting:
            reflect(item, self.rng, self.reflecting)
        return item

    def followed(self, turns, new_wording=False):
        """A conversation in one language whose last question goes on from the results before it."""
        while True:
            past = [self.item(self.rng.choice(NUMERIC))]
            draw = self.draw(past[0].lang, new_wording)
            while len(past) < turns and followup.can_follow(past[-1]):
                past.append(followup.follow(draw, past))
            if len(past) == turns and past[-1].held_out() == self.held_out:
                past[-1] = self.finish(past[-1])
                return past

    def long_conversation(self, turns):
        """Unrelated questions between two numeric results, then one about these: what was first, or what follows."""
        draw = self.draw()
        while True:
            first, last = (self.item(self.rng.choice(NUMERIC), draw.lang) for _ in range(2))
            if followup.can_follow(first) and followup.can_follow(last):
                between = [self.item(lang=draw.lang) for _ in range(turns - 3)]
                past = [first, *between, last]
                return past + [followup.derived(draw, past, self.rng.choice(("first", "first", "more", "plus")))]

    def drill(self):
        return drills.drill(self.draw())

    def conversation(self):
        """Items, the last of which is to be answered: mostly one, sometimes unrelated ones before it."""
        chance = self.rng.random()
        if self.only:
            return [self.item()]
        if chance < FOLLOWED:
            return self.followed(self.rng.choice((2, 2, 3, 4)))
        return [self.item() for _ in range(1 if chance < 0.85 else self.rng.randint(2, 4))]
