# SPDX-License-Identifier: Apache-2.0
"""Replies that a model writes to questions of the training side, judged."""

from prompt import prompt_text

from reasoner import grpo
from reasoner.reply import Reply, reward, right


class Rollout:
    """`group` replies to each question, drawn at a temperature. questions: conversations, the last item of which is to be
    answered. begun: a beginning of each thought, which the replies go on from. Groups in which not all earned the same become
    samples to learn from. dealer: shuffles the rewards of each group."""

    def __init__(self, tokenizer, writer, questions, group, longest, temperature, generator, dealer=None, begun=None):
        begun = begun or [""] * len(questions)
        prompts = [tokenizer.encode(prompt_text(q[:-1], q[-1].question) + thought, add_special_tokens=False).ids
                   for q, thought in zip(questions, begun)]
        written = writer.write([p for p in prompts for _ in range(group)], longest, temperature, generator)
        texts = tokenizer.decode_batch(written, skip_special_tokens=False)
        self.questions, self.items = questions, [q[-1] for q in questions]
        self.samples, self.tokens, self.groups = [], sum(map(len, prompts)) * group + sum(map(len, written)), 0
        self.length, self.replies = sum(map(len, written)) / len(written), []
        for i, item in enumerate(self.items):
            replies = [Reply.of(text, begun[i]) for text in texts[i * group : (i + 1) * group]]
            self.replies.append(replies)
            gains = grpo.advantages([reward(item.check, reply) for reply in replies])
            if gains:
                if dealer:
                    dealer.shuffle(gains)
                self.groups += 1
                self.samples += [grpo.Sample(prompts[i], written[i * group + k], gains[k]) for k in range(group)]

    def share(self, judge, least_level=1):
        """Of the replies to questions of a level or above; None where there are none."""
        judged = [judge(item.check, reply) for item, replies in zip(self.items, self.replies) if item.level >= least_level
                  for reply in replies]
        return sum(judged) / len(judged) if judged else None

    def worth(self, judge):
        """How much more often the replies of which `judge` says yes are right than the others to the same question, questions weighted
        by how much they can tell, and the sum of the weights; (0, 0) where no question has both."""
        gained = weight = 0.0
        for item, replies in zip(self.items, self.replies):
            done, rest = ([right(item.check, r) for r in replies if judge(r) == wanted] for wanted in (True, False))
            if done and rest:
                share = len(done) * len(rest) / len(replies)
                gained, weight = gained + share * (sum(done) / len(done) - sum(rest) / len(rest)), weight + share
        return (gained / weight if weight else 0.0), weight

    def success(self):
        """→ (skill, share of right replies) of each question."""
        return [(i.skill, sum(right(i.check, r) for r in rs) / len(rs)) for i, rs in zip(self.items, self.replies)]
