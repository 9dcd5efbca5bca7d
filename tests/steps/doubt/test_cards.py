"""The points that the cards of step "doubt" make, asked of the bundled model a second way."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.ablation import without_heads
from bertdemo.bert.attribution import METHODS, attribute
from bertdemo.bert.model import Model
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.doubt.cards import factor, lasted, part_of, voted
from tests.steps.points import each_card_of, evidence


def asked(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def verdict(judge: Model, ids: Tensor) -> Tensor:
    """Probabilities (labels,) of ids (T,), by the library's own forward pass."""
    with torch.inference_mode():
        logits: Tensor = judge.module(input_ids=ids[None]).logits[0]
    return (logits / judge.temperature).softmax(-1)


def spare(ask: Evidence) -> None:
    """Each head switched off by itself, one pass a head."""
    judge = ask.task("sentiment")
    run = judge.run(ask.card.text)
    layers, heads = run.attentions.shape[:2]
    effects, flips = [], 0
    for layer in range(1, layers + 1):
        for head in range(1, heads + 1):
            told = without_heads(judge, run, [[layer, head]])
            best = int(told.before.argmax())
            effects.append(abs(float(told.after[best] - told.before[best])))
            flips += int(told.after.argmax()) != best
    moving = sum(effect >= 0.01 for effect in effects)
    outcome = asked(ask)
    assert moving < 0.15 * len(effects) and not flips, "none of them flips it"
    assert outcome.answer == "few" and outcome.values["heads"] == str(len(effects))
    assert abs(int(outcome.values["moving"]) - moving) <= 1
    assert 0 < int(outcome.values["kept"]) < 4, "half of the heads are not always to spare"


def shuffled(ask: Evidence) -> None:
    """The English verdict falls; the Chinese one stays: it reads words and no order."""
    judge = ask.task("sentiment")
    ids = torch.tensor(ask.run.encoding.ids)
    words = len(ids) - 2
    order = torch.randperm(words, generator=torch.Generator().manual_seed(words))
    before = verdict(judge, ids)
    after = verdict(judge, torch.cat([ids[:1], ids[1:-1][order], ids[-1:]]))
    best = int(before.argmax())
    outcome = asked(ask)
    assert before[best] > 0.9
    assert after[best] > 0.85 if ask.language == "zh" else after[best] < 0.2
    assert outcome.answer == ("holds" if ask.language == "zh" else "flips")
    assert outcome.values["before"] == ask.text.percent(float(before[best]))
    assert outcome.values["after"] == ask.text.percent(float(after[best]))


def reason(ask: Evidence) -> None:
    """Hiding the word costs most, by the library's own forward pass; rollout names a sign."""
    judge = ask.task("sentiment")
    ids = torch.tensor(ask.run.encoding.ids)
    best = int(verdict(judge, ids).argmax())
    left = []
    for place in range(1, len(ids) - 1):
        hidden = ids.clone()
        hidden[place] = judge.mask_id
        left.append(float(verdict(judge, hidden)[best]))
    worst = ask.run.encoding.tokens[1 + left.index(min(left))]
    outcome = asked(ask)
    assert worst == outcome.answer == outcome.values["occlusion"] == ask.card.token
    assert outcome.values["integrated_gradients"] == worst and outcome.values["rollout"] != worst
    tops = []
    for method in METHODS:
        told = attribute(judge, ask.card.text, method)
        tops.append(told.tokens[int(told.scores.argmax())])
    assert outcome.values["votes"] == str(tops.count(worst)) and outcome.words == "card.reason.said.differ"
    assert tops.count(worst) < len(tops)


def bill(ask: Evidence) -> None:
    """The card of the weights says the same."""
    told = (ask.model.checkpoint.folder / "README.md").read_text("utf-8")
    figures = json.loads((ask.model.checkpoint.folder / "figures.json").read_text("utf-8"))
    outcome = asked(ask)
    assert f"{figures['tokens']:,} tokens, {figures['seconds']:.0f} seconds" in told and "one GPU" in told
    assert outcome.answer == "minutes"
    assert float(outcome.values["time"]) == pytest.approx(figures["seconds"] / 60, abs=0.06)
    large, own = outcome.bars
    assert (large.share, large.value) == (1, "64"), "16 Cloud TPUs for 4 days"
    assert float(own.value) == pytest.approx(figures["seconds"] / 86_400, rel=0.05)
    assert own.share == pytest.approx(figures["seconds"] / 86_400 / 64)


def gave(ask: Evidence) -> None:
    """By the library's own forward pass."""
    ids = torch.tensor(ask.run.encoding.ids)
    own = int(ids[ask.token])
    ids[ask.token] = ask.model.mask_id
    with torch.inference_mode():
        shares = ask.model.module(input_ids=ids[None]).prediction_logits[0, ask.token].softmax(-1)
    outcome = asked(ask)
    assert outcome.answer == "thousands" and outcome.values["percent"] == ask.text.percent(float(shares[own]))
    assert float(outcome.values["times"].replace(",", "")) == pytest.approx(
        float(shares[own]) * len(shares), rel=1e-3
    )
    learned, fresh = outcome.bars
    assert learned.share == pytest.approx(float(shares[own]), abs=1e-4)
    assert fresh.share == 1 / len(shares) and fresh.value == ask.text.percent(1 / len(shares))


def limit(ask: Evidence) -> None:
    table = parts.embeddings(ask.model.module).position.weight
    outcome = asked(ask)
    assert outcome.answer == outcome.values["limit"] == str(len(table)) == "512"
    times = (512 / len(ask.run.encoding.ids)) ** 2
    assert outcome.values["times"] == f"{times:,.0f}" and times > 1000


POINTS: dict[str, Callable[[Evidence], None]] = {
    "spare": spare,
    "shuffled": shuffled,
    "reason": reason,
    "bill": bill,
    "gave": gave,
    "limit": limit,
}


@pytest.mark.bundled
@each_card_of("doubt")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_parts_of_the_heads() -> None:
    assert [part_of(moving, 100) for moving in (0, 19, 20, 80, 81)] == ["few", "few", "some", "some", "most"]


def test_votes() -> None:
    choices = ("film", "not", "good")
    assert voted(["not"] * 4, choices) == ("not", 4)
    assert voted(["not", ".", "not", "film"], choices) == ("not", 2)
    assert voted(["not", ".", "not", "."], choices) == (TIE, 2)
    assert voted([".", ".", ".", "not"], choices) == (TIE, 3)


def test_units_of_time_and_factors() -> None:
    assert [lasted(hours * 3600) for hours in (0.9, 1, 23, 24)] == ["minutes", "hours", "hours", "days"]
    assert [factor(times) for times in (29, 30, 299, 300)] == ["ten", "hundred", "hundred", "thousands"]
