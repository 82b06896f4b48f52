#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Properties of the starter recipe's training that need PyTorch; skipped (77) where it is not installed.

    python3 tests/starter/training_test.py
"""

import argparse
import itertools
import json
import random
import sys
import tempfile
import time
import unittest
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import Mock, patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "resources" / "starter"))

try:
    import torch
except ImportError:
    sys.exit(77)

import attention  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from experts import one_by_one, one_kernel  # noqa: E402
from generation import Cache, Writer, choose  # noqa: E402
from model import Model  # noqa: E402
from optimizer import optimizers_for, schedule  # noqa: E402
from prompt import END_THINK, EOS, THINK, prompt_text, turn_text  # noqa: E402
from reasoner import between, card, encode, grpo, recovery, reinforce, training  # noqa: E402
from reasoner.reply import Reply, reward, well_formed  # noqa: E402
from reasoner.rollout import Rollout  # noqa: E402
from reasoner.shapes import TINY, stretched  # noqa: E402
from reasoner.tokenizer import build  # noqa: E402
from skills import checks  # noqa: E402
from skills.mixture import Mixture  # noqa: E402


torch.set_num_threads(1)  # the parts are tiny, and other tests run beside this one


def small_model(**changes):
    torch.manual_seed(1)
    model = Model(replace(TINY, vocab_size=64, **changes))
    with torch.no_grad():
        model.embedding.weight.mul_(50)  # far from uniform, so that differences show
    return model.eval()


class Writing(unittest.TestCase):
    def test_the_cache_changes_nothing(self):
        for model in (small_model(), small_model(rope_factor=4.0, max_position_embeddings=4096)):
            prompts = [[5, 6, 7], [8], list(range(10, 40)), [8]]
            written = Writer(model, end=1, pad=0, rows=6, size=200).write(prompts, 12)
            for prompt, reply in zip(prompts, written):
                ids = list(prompt)
                for token in reply:
                    self.assertEqual(model.logits(torch.tensor([ids]))[0, -1].argmax().item(), token)
                    ids.append(token)

    def test_a_reply_ends_where_the_context_does(self):
        model = small_model(max_position_embeddings=64)
        written = Writer(model, end=63, pad=0, rows=1, size=200).write([list(range(2, 42))], 100)
        self.assertLessEqual(len(written[0]), 64 - 40)

    def test_rows_that_end_are_left_out(self):
        model, prompts = small_model(), [[5, 6, 7], [8], list(range(10, 40)), [9, 9], [20, 21]]
        whole = Writer(model, end=64, pad=0, rows=5, size=200).write(prompts, 60)
        end = whole[0][20]  # ends this reply, and perhaps others, long before the last
        cut = [reply[: reply.index(end) + 1] if end in reply else reply for reply in whole]
        writer = Writer(model, end=end, pad=0, rows=5, size=200)
        with patch.object(Cache, "rows", autospec=True, side_effect=Cache.rows) as left:
            self.assertEqual(cut, writer.write(prompts, 60))
        self.assertGreater(left.call_count, 1, f"rows end too late: {[len(reply) for reply in cut]}")

    def test_a_seed_gives_the_same_draws(self):
        writer = Writer(small_model(), end=1, pad=0, rows=4, size=100)
        draws = [writer.write([[5, 6]] * 3, 20, 1.0, torch.Generator().manual_seed(s)) for s in (3, 3, 4)]
        self.assertEqual(draws[0], draws[1])
        self.assertNotEqual(draws[0], draws[2])
        self.assertNotEqual(draws[0][0], draws[0][1])


class Parts(unittest.TestCase):
    def test_experts(self):
        """Few rows and many, which are padded otherwise."""
        for n in (20, 700):
            with self.subTest(n):
                self.compare_experts(n)

    def compare_experts(self, n):
        """Each way of computing all experts against one token at a time, forward and backward; one expert has no rows."""
        torch.manual_seed(2)
        x, gate, down, g = torch.randn(n, 16), torch.randn(4, 24, 16), torch.randn(4, 16, 24), torch.randn(n, 2, 16)
        chosen = torch.stack([torch.randperm(3)[:2] for _ in range(n)])
        counts = chosen.flatten().bincount(minlength=4)

        def token_by_token(x, chosen, counts, ffn):
            rows = []
            for token, experts in zip(x, chosen):
                rows.append(torch.stack([ffn(token[None], lambda r, w: r @ w[e].T)[0] for e in experts]))
            return torch.stack(rows)

        def found(arrange, device, kind):
            a, b, c = (z.clone().to(device, kind).requires_grad_() for z in (x, gate, down))
            y = arrange(a, chosen.to(device), counts.to(device), lambda rows, multiply: multiply(F.silu(multiply(rows, b)), c))
            y.backward(g.to(device, kind))
            return [z.detach().float().cpu() for z in (y, a.grad, b.grad, c.grad)]

        expected = found(token_by_token, "cpu", torch.float32)
        ways = [(one_by_one, "cpu", torch.float32, 1e-4), (one_by_one, "cpu", torch.bfloat16, 0.03)]
        ways += [(one_kernel, "cuda", torch.bfloat16, 0.03)] * torch.cuda.is_available()
        for arrange, device, kind, tolerance in ways:
            for one, two in zip(expected, found(arrange, device, kind)):
                torch.testing.assert_close(one, two, atol=tolerance * one.abs().max().item(), rtol=0)

    def test_attention_in_blocks(self):
        """Blocks of queries, also a last one that is not whole, against PyTorch's own attention."""
        torch.manual_seed(3)
        q, k, v, g = (torch.randn(2, 3, 300, 8) for _ in range(4))
        found = []
        for attend in (lambda *z: attention.causal(*z, 0.3), lambda *z: F.scaled_dot_product_attention(*z, is_causal=True, scale=0.3)):
            inputs = [z.clone().requires_grad_() for z in (q, k, v)]
            y = attend(*inputs)
            y.backward(g)
            found.append([y.detach(), *(z.grad for z in inputs)])
        for one, two in zip(*found):
            torch.testing.assert_close(one, two, atol=1e-4, rtol=1e-4)

    def test_documents_of_a_row_do_not_see_each_other(self):
        model, first, second = small_model(), torch.randint(0, 64, (1, 50)), torch.randint(0, 64, (1, 90))
        documents = torch.tensor([[1] * 50 + [2] * 90])
        together = model.hidden(torch.cat((first, second), dim=1), documents)
        for part, alone in ((together[:, :50], first), (together[:, 50:], second)):
            torch.testing.assert_close(part, model.hidden(alone), atol=1e-4, rtol=1e-4)

    def test_the_rate_falls_at_the_end_alone(self):
        rates = [schedule(done, 0.1) for done in (0, 0.05, 0.1, 0.5, 0.8, 0.9, 1)]
        for rate, expected in zip(rates, (0.01, 0.5, 1, 1, 1, 0.5, 0.01)):
            self.assertAlmostEqual(expected, rate)

    def test_yarn_keeps_fast_pairs_and_slows_slow_ones(self):
        import rope

        plain, slow = rope.frequencies(TINY), rope.frequencies(stretched(TINY, 4))
        self.assertAlmostEqual(1.0, (slow[0] / plain[0]).item(), places=5)
        self.assertAlmostEqual(0.25, (slow[-1] / plain[-1]).item(), places=5)
        self.assertAlmostEqual(1.2966, rope.softmax_scale(stretched(TINY, 4)) / rope.softmax_scale(TINY), places=3)

    def test_balancing_lifts_idle_experts(self):
        mixture = small_model().layers[1].ffn
        mixture.load.copy_(torch.tensor([10.0, 0.0, 5.0, 5.0]))
        self.assertAlmostEqual(2.0, mixture.imbalance().item())
        mixture.balance(0.01)
        torch.testing.assert_close(mixture.bias, torch.tensor([-0.01, 0.01, 0.0, 0.0]))

    def test_padding_is_no_load(self):
        model, ids = small_model().train(), torch.randint(1, 64, (3, 40))
        padded = torch.cat((ids, torch.zeros(3, 24, dtype=torch.long)), dim=1)
        loads = []
        for texts, mask in ((ids, None), (padded, padded != 0), (padded, None)):
            with model.counting(mask):
                model.ahead(model.hidden(texts), texts)
            loads.append([mixture.load.clone() for mixture in model.mixtures()])
            for mixture in model.mixtures():
                mixture.load.zero_()
        self.assertEqual([120 * model.c.num_experts_per_tok] * len(loads[1]), [int(load.sum()) for load in loads[1]])
        for alone, counted in zip(loads[0][:-1], loads[1][:-1]):  # the prediction module's last row is given another token
            torch.testing.assert_close(alone, counted)
        self.assertFalse(torch.equal(loads[1][0], loads[2][0]))

    def test_all_weights_learn(self):
        model = small_model().train()
        optimizers = optimizers_for(model, 0.01, 1e-3)
        ids = torch.randint(0, 64, (4, 32))
        before = {n: p.detach().clone() for n, p in model.named_parameters()}
        losses = []
        for _ in range(4):
            main, ahead = model.loss(ids, torch.ones_like(ids, dtype=torch.bool), with_mtp=True)
            model.zero_grad()
            (main + ahead).backward()
            for optimizer in optimizers:
                optimizer.step()
            losses.append(main.item())
        self.assertLess(losses[-1], losses[0])
        self.assertEqual([], [n for n, p in model.named_parameters() if torch.equal(p, before[n])])

    def test_a_resumed_run_takes_its_own_rates(self):
        def resumed(folder, rate):
            return training.resume(f"{folder}/pretrain.pt", small_model, lambda m: optimizers_for(m, rate, rate / 10), "cpu")

        with tempfile.TemporaryDirectory() as folder:
            model, optimizers, state = resumed(folder, 0.01)
            training.save(f"{folder}/pretrain.pt", model, optimizers, {**state, "step": 7})
            _, optimizers, state = resumed(folder, 0.005)
        self.assertEqual(7, state["step"])
        self.assertEqual([0.005, 0.0005], [optimizer.param_groups[0]["peak"] for optimizer in optimizers])

    def test_reinforcement_goes_on_where_it_was_interrupted(self):
        tokenizer = build(400, ["What is 7 + 5?", "数一数单词里的字母"])
        model = Model(replace(TINY, vocab_size=tokenizer.get_vocab_size()))
        options = "--questions 2 --slips 2 --group 2 --longest 4 --eager --threads 1 --device cpu --skills calculate greeting".split()
        with tempfile.TemporaryDirectory() as folder, patch("builtins.print"):
            tokenizer.save(f"{folder}/tokenizer.json")
            training.save(f"{folder}/finetune.pt", model, [], {})
            for steps in ("1", "3"):
                with patch("sys.argv", ["reinforce", "--work", folder, "--steps", steps, *options]):
                    reinforce.main()
            log = Path(f"{folder}/reinforce.jsonl").read_text().splitlines()
        self.assertEqual([1, 2, 3], [json.loads(line)["step"] for line in log])

    def test_the_first_step_has_not_left_the_reference(self):
        tokenizer = build(400, ["What is 7 + 5?", "数一数单词里的字母"])
        model = Model(replace(TINY, vocab_size=tokenizer.get_vocab_size()))
        options = "--steps 1 --updates 1 --questions 2 --slips 0 --group 2 --longest 4 --kept 0 --eager --threads 1 --device cpu".split()
        with tempfile.TemporaryDirectory() as folder, patch("builtins.print"), \
                patch("reasoner.rollout.reward", side_effect=itertools.cycle([1.0, 0.0])), \
                patch("sys.argv", ["reinforce", "--work", folder, "--skills", "calculate", "--hard", "0", *options]):
            tokenizer.save(f"{folder}/tokenizer.json")
            training.save(f"{folder}/finetune.pt", model, [], {})
            reinforce.main()
            told, = map(json.loads, Path(f"{folder}/reinforce.jsonl").read_text().splitlines())
            learned, _ = training.load_model(f"{folder}/reinforce.pt", "cpu")
        self.assertEqual((2, 0.0), (told["groups"], told["divergence"]))
        self.assertFalse(torch.equal(model.head.weight, learned.head.weight))

    def test_small_talk_is_shown_as_the_cold_start_has_it(self):
        tokenizer = build(400, ["What is 7 + 5?", "数一数单词里的字母"])
        shown = reinforce.demonstrations(argparse.Namespace(seed=1, kept=40), 0, tokenizer)
        self.assertEqual([1.0] * 40, [sample.advantage for sample in shown])
        prompts, replies = ([tokenizer.decode(getattr(sample, part), skip_special_tokens=False) for sample in shown]
                            for part in ("prompt", "reply"))
        self.assertTrue(all(prompt.endswith(f"{THINK}\n") for prompt in prompts))
        self.assertTrue(all(Reply.of(reply).closed for reply in replies))
        self.assertGreater(len(set(replies)), 5)

    def test_a_dealer_gives_the_rewards_of_a_group_to_other_replies(self):
        """Which of a question's replies learn what changes, and nothing else."""
        tokenizer, item = build(400, ["What is 7 + 5?"]), Mixture("dealt", skills=["calculate"]).item()
        writer = Mock()
        writer.write.return_value = [[n] for n in range(40, 48)]

        def gains(dealer):
            with patch("reasoner.rollout.reward", side_effect=[1.0] * 2 + [0.0] * 6):
                samples = Rollout(tokenizer, writer, [[item]], 8, 4, 1.0, None, dealer).samples
            self.assertEqual(writer.write.return_value, [sample.reply for sample in samples])
            return [sample.advantage for sample in samples]

        self.assertNotEqual(gains(None), gains(random.Random(1)))
        self.assertEqual(sorted(gains(None)), sorted(gains(random.Random(1))))

    def test_what_a_habit_is_worth_is_found_among_replies_to_the_same_question(self):
        """Two questions, of which only the first has replies of both kinds: 1 of 2 right with the habit, 0 of 2 without."""
        tokenizer, items = build(400, ["What is 7 + 5?"]), [Mixture("worth", skills=["calculate"]).item() for _ in range(2)]
        writer = Mock()
        writer.write.return_value = [[n] for n in range(40, 48)]
        rollout = Rollout(tokenizer, writer, [[item] for item in items], 4, 4, 1.0, None)
        does = [True, True, False, False, True, True, True, True]
        for item, replies in zip(items, rollout.replies):
            for reply in replies:
                reply.closed, reply.answer = True, "no"
        rollout.replies[0][0].answer = f"**{items[0].expect}**"
        habit = {id(reply): does[i] for i, reply in enumerate(reply for replies in rollout.replies for reply in replies)}
        self.assertEqual((0.5, 1.0), rollout.worth(lambda reply: habit[id(reply)]))

    def test_replies_go_on_from_right_ones_led_astray(self):
        """Of two sources only the first is right; a group goes on behind a wrong digit of it, and is judged with what it goes on from."""
        drawn = iter(Mixture("astray", skills=["calculate"]).item, None)
        item = next(item for item in drawn if recovery.misled(item.skill, item.reasoning, random.Random(1)))
        tokenizer = build(4000, [turn_text(item)])

        def ids(text):
            return tokenizer.encode(text, add_special_tokens=False).ids

        right, mended = turn_text(item), "Wait, again: " + turn_text(item)
        writer, arguments = Mock(), argparse.Namespace(questions=1, slips=2, group=2)
        writer.write.side_effect = [[ids("x")] * 2, [ids(right), ids("x")], [ids(mended), ids(f"{END_THINK}\n\n**no**{EOS}")]]
        answered = partial(Rollout, tokenizer, writer, longest=9, temperature=1.0, generator=None)
        rollouts = reinforce.write(answered, [[item]] * 3, arguments, random.Random(1))
        (prompt, same), begun = writer.write.call_args.args[0], rollouts[2].replies[0][0].begun
        self.assertEqual((prompt, tokenizer.decode(prompt, skip_special_tokens=False)), (same, prompt_text([], item.question) + begun))
        self.assertFalse(item.reasoning.startswith(begun))
        self.assertEqual([(True, True), (False, False)], [(reply.corrects(), reply.closed and item.expect in reply.answer)
                                                          for reply in rollouts[2].replies[0]])
        self.assertEqual((1, 0.5, 0.5), tuple(reinforce.figures(*rollouts)[f"slip_{name}"] for name in ("groups", "right", "corrects")))
        self.assertEqual([prompt] * 2, [sample.prompt for sample in rollouts[2].samples])

    def test_a_slip_is_one_wrong_digit_at_the_end(self):
        """All before it is as it was, what a line says of itself before its colon too."""
        mixture, rng, led = Mixture("slips"), random.Random(1), 0
        for item in (mixture.item() for _ in range(300)):
            if begun := recovery.misled(item.skill, item.reasoning, rng):
                led += 1
                same = item.reasoning[: len(begun)]
                differ = [i for i, (one, other) in enumerate(zip(same, begun)) if one != other]
                self.assertEqual(1, len(differ))
                self.assertTrue(all(c.isdigit() or c == "." for c in begun[differ[0] :]))
                whole, cut = item.reasoning.split("\n")[begun.count("\n")], begun.split("\n")[-1]
                self.assertEqual("：" in whole or ":" in whole, "：" in cut or ":" in cut)
        self.assertGreater(led, 100)

    def test_what_was_begun_is_not_what_was_written(self):
        reply = Reply.of(f"2+3=5\n{END_THINK}\n\nIt is **5**.{EOS}", "Let me check: x\nWait, again: y\n")
        self.assertEqual((True, False, False), (reply.closed, reply.looks_back(), reply.corrects()))
        self.assertTrue(well_formed(checks.number(5), Reply.of(f"{END_THINK}\n\n**5**{EOS}", "2+3=5\n")))

    def test_hard_questions_are_asked_where_there_are_such(self):
        def levels(*skills):
            arguments = argparse.Namespace(seed=1, skills=skills, followed=0.15, hard=1.0)
            return {conversation[-1].level for conversation in reinforce.draw_questions(arguments, 0, {}, 20)}

        self.assertEqual({3}, levels())
        self.assertEqual({1}, levels("greeting"))


@unittest.skipUnless(torch.cuda.is_available(), "no GPU")
class OnGpu(unittest.TestCase):
    """Its own kernels and recorded steps against the CPU's and the eager ones."""

    def test_losses(self):
        model, ids = small_model(), torch.randint(0, 64, (4, 200))
        marks = torch.ones_like(ids, dtype=torch.bool)
        documents = (torch.arange(200) // 70).expand(4, -1)
        on_cpu = [model.loss(ids, marks, True, mask) for mask in (None, documents)]
        model.cuda()
        on_gpu = [model.loss(ids.cuda(), marks.cuda(), True, mask) for mask in (None, documents.cuda())]
        sum(map(sum, on_gpu)).backward()
        for a, b in zip(sum(on_cpu, ()), sum(on_gpu, ())):
            self.assertAlmostEqual(a.item(), b.item(), delta=0.05)
        self.assertTrue(all(p.grad is not None and p.grad.isfinite().all() for p in model.parameters()))

    def test_recorded_steps(self):
        model = small_model().cuda()
        prompts = [[5, 6, 7], [8], list(range(10, 40))]
        eager, recorded = (Writer(model, end=64, pad=0, rows=4, size=600, graphs=g).write(prompts, 400) for g in (False, True))
        agree = sum(a == b for one, other in zip(eager, recorded) for a, b in zip(one[:20], other[:20]))
        self.assertGreaterEqual(agree, 50)  # of 60; sums in another order may turn a choice between equals

    def test_speed(self):
        model = small_model().cuda()
        writer = Writer(model, end=64, pad=0, rows=256, size=512)
        writer.write([[5]] * 256, 20)
        started = time.monotonic()
        writer.write([[5]] * 256, 200)
        torch.cuda.synchronize()
        print(f"{256 * 200 / (time.monotonic() - started):.0f} tokens a second with {TINY.num_hidden_layers} layers")


class Policy(unittest.TestCase):
    def test_advantages(self):
        self.assertIsNone(grpo.advantages([1.1, 1.1, 1.1]))
        found = grpo.advantages([1.0, 0.0, 0.0, 0.0])
        self.assertAlmostEqual(0, sum(found))
        self.assertAlmostEqual(3**0.5, found[0])
        self.assertLess(max(grpo.advantages([0.1, 0.0, 0.0, 0.0])), 0.35)  # form alone

    def test_the_objective_raises_what_was_rewarded(self):
        model = small_model()
        samples = [grpo.Sample([5, 6], [7, 8, 1], 1.0), grpo.Sample([5, 6], [9, 10, 11, 1], -1.0)]
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        (ids, marks, advantage), = grpo.micro_batches(samples, 1000, 0, torch.device("cpu"))

        def shares():
            p, _ = grpo.log_probabilities(model, ids, marks)
            rows = marks[:, 1:].nonzero()[:, 0]
            return p, [p[rows == r].sum().item() for r in range(2)]

        now, before = shares()
        loss, divergence = grpo.objective(now, now.detach(), now.detach(), marks, advantage, 0.2, 0.1)
        self.assertEqual(0, divergence.item())
        loss.backward()
        optimizer.step()
        _, after = shares()
        for row in range(2):
            self.assertGreater((after[row] - before[row]) * advantage[row].item(), 0)

    def test_probabilities_are_those_of_the_draw(self):
        """Of 20,000 draws at a temperature, as many are the likeliest token as its probability says."""
        model = small_model()
        samples = [grpo.Sample([5, 6], [t], 1.0) for t in range(model.c.vocab_size)]
        (ids, marks, _), = grpo.micro_batches(samples, 1 << 20, 0, torch.device("cpu"))
        with torch.no_grad():
            p = grpo.log_probabilities(model, ids, marks, temperature=0.3)[0].exp()
            logits = model.head(model.norm(model.hidden(torch.tensor([[5, 6]]))[0, -1:])).float()
        self.assertAlmostEqual(1, p.sum().item(), places=2)
        drawn = choose(logits.expand(20_000, -1), 0.3, torch.Generator().manual_seed(1))
        best = p.argmax()
        self.assertAlmostEqual(p[best].item(), (drawn == best).float().mean().item(), delta=0.02)

    def test_clipping_stops_the_gain(self):
        marks = torch.tensor([[False, True]])
        now = torch.tensor([0.5], requires_grad=True)
        loss, _ = grpo.objective(now, torch.zeros(1), now.detach(), marks, torch.tensor([1.0]), 0.2, 0.0)
        loss.backward()
        self.assertEqual(0, now.grad.item())

    def test_rewards(self):
        check = checks.number(5)
        good = Reply.of(f"2+3=5\n{END_THINK}\n\nIt is **5**.{EOS}")
        self.assertAlmostEqual(1.1, reward(check, good))
        self.assertAlmostEqual(0.1, reward(check, Reply.of(f"x\n{END_THINK}\n\nIt is **6**.{EOS}")))
        for text in (f"2+3=5 **5**{EOS}", f"x\n{END_THINK}\n\n**5**", f"x{END_THINK}**5**{END_THINK}**5**{EOS}", "", EOS):
            self.assertEqual(0, reward(check, Reply.of(text)), text)
        self.assertFalse(well_formed(check, Reply.of(f"{END_THINK}\n\n**5**{EOS}")))


class Rows(unittest.TestCase):
    def test_packing_keeps_every_sequence_whole(self):
        sequences = [([n] * n, [n % 2 == 0] * n) for n in (5, 3, 7, 2, 6, 4, 1, 8, 9, 9, 9, 9, 9, 9, 9, 9)]
        ids, marks = encode.packed(iter(sequences), rows=2, length=16, pad=0)
        self.assertEqual([16, 16], [len(row) for row in ids])
        for row, marked in zip(ids, marks):
            for n in set(row) - {0}:
                self.assertEqual(n, row.count(n))
                self.assertEqual(n % 2 == 0, marked[row.index(n)])


class Tokens(unittest.TestCase):
    def tokenizer(self):
        return build(400, ["How many words are there?\nwords: w o r d s", "多少个词？", "12 × 3 = 36"] * 3)

    def test_what_was_not_seen_is_read_letter_by_letter(self):
        tokenizer = self.tokenizer()
        for text, tokens in (("How many words", ["How", "Ġmany", "Ġwords"]), ("Howdy", list("Howdy")), (" wordy", list("Ġwordy")),
                             ("\nwords", ["Ċ", "words"]), ("\nmany", ["Ċ", *"many"]), (" × 123 =", ["ĠÃĹ", "Ġ", "1", "2", "3", "Ġ="])):
            self.assertEqual(tokens, tokenizer.encode(text).tokens)
        self.assertEqual(3, len(tokenizer.encode("个少多").ids))

    def test_every_text_comes_back(self):
        tokenizer = self.tokenizer()
        for text in ("How many?", "  Zoë\n\n\tnaïve 🙂", "多少，个词。龘", f"x{EOS}", "it's 1,000.5% (so)…"):
            self.assertEqual(text, tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids, skip_special_tokens=False))


class Card(unittest.TestCase):
    def test_the_card_has_those_that_were_asked(self):
        group = {"asked": 4, "right": 3, "looks_back": 2, "corrects": 1}
        told = card.astray({"before": {}, "after": {}, "after, astray": {"groups": {"set astray": group}}}, ["before", "after"])
        self.assertEqual(["| after | 3/4 = 75.0% | 2/4 = 50.0% | 1/4 = 25.0% |"], told.split("\n")[2:])
        group |= {"corrects": 2, "rewrites": 1, "mends": 0}
        told = card.drawn({"before": {}, "after": {}, "before, drawn": {"groups": {"all": group}}}, ["before", "after"])
        self.assertEqual(["| before | 3/4 = 75.0% | 2/4 = 50.0% | 2 | 1 | 0 |"], told.split("\n")[2:])


class Between(unittest.TestCase):
    def test_half_of_the_way(self):
        begin, end = small_model(), small_model()
        with torch.no_grad():
            for weight in end.parameters():
                weight.add_(1)
        with tempfile.TemporaryDirectory() as folder, patch("sys.argv", ["between", "--work", folder, "--share", "0.25"]):
            for stage, model in (("finetune", begin), ("reinforce", end)):
                training.save(f"{folder}/{stage}.pt", model, [], {"step": 3, "tokens": 4, "seconds": 5.0})
            between.main()
            found, saved = training.load_model(f"{folder}/between.pt", "cpu")
        self.assertEqual(3, saved["step"])
        for one, other in zip(begin.parameters(), found.parameters()):
            torch.testing.assert_close(one + 0.25, other)


class Files(unittest.TestCase):
    def test_training_goes_on_from_an_exported_file(self):
        try:
            import adopt
            import export
            import gguf
        except ImportError:
            self.skipTest("needs the package gguf")
        tokenizer = build(400, ["What is 7 + 5?", "数一数单词里的字母"])
        model = Model(stretched(replace(TINY, vocab_size=tokenizer.get_vocab_size()), 4))
        for mixture in model.mixtures():
            mixture.bias.normal_()
        with tempfile.TemporaryDirectory() as folder:
            tokenizer.save(f"{folder}/before.json")
            saved = {"config": model.c.as_dict(), "model": model.state_dict()}
            export.write_model(f"{folder}/tiny.gguf", saved, f"{folder}/before.json", "f32", "Tiny")
            with patch("sys.argv", ["adopt.py", "--model", f"{folder}/tiny.gguf", "--work", f"{folder}/work"]), patch("builtins.print"):
                adopt.main()
                with self.assertRaisesRegex(SystemExit, "work/pretrain.pt exists"):  # what is trained is not written over
                    adopt.main()
            read, optimizers, state = training.resume(f"{folder}/work/pretrain.pt", None, lambda m: optimizers_for(m, 0.01, 0.001), "cpu")
            self.assertEqual(0, state["step"])
            self.assertEqual(model.c, read.c)
            for name, tensor in model.state_dict().items():
                self.assertTrue(torch.equal(tensor, read.state_dict()[name]), name)
            self.assertEqual(Path(f"{folder}/before.json").read_text(), Path(f"{folder}/work/tokenizer.json").read_text())

    def test_other_files_are_named(self):
        try:
            import adopt
            import gguf
        except ImportError:
            self.skipTest("needs the package gguf")
        with tempfile.TemporaryDirectory() as folder:
            Path(f"{folder}/text.gguf").write_text("This is no model at all, but a line of text.")
            writer = gguf.GGUFWriter(f"{folder}/llama.gguf", "llama")
            writer.add_block_count(1)
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
            writer.close()
            for name, said in (("missing", "missing.gguf cannot be read"), ("text", "text.gguf cannot be read"),
                               ("llama", "llama.gguf has no 'deepseek2")):
                with patch("sys.argv", ["adopt.py", "--model", f"{folder}/{name}.gguf", "--work", f"{folder}/work"]):
                    with self.assertRaisesRegex(SystemExit, said):
                        adopt.main()


if __name__ == "__main__":
    unittest.main()
