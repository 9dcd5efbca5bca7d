"""What removing heads and larger parts is said to change, against the module that removes them."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.bert.ablation import every_part
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.doubt import remove
from bertdemo.steps.doubt.remove import each_alone, removal
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out

EN = Text("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_removal(models: ModelBank, language) -> None:
    model = models("classroom-sentiment")
    run = model.run(SENTENCE)
    alone = each_alone(Text(language), model, run)
    none = removal(Text(language), model, run, [])
    json.dumps(sent([alone, none]))
    assert none.before == pytest.approx(none.after) and len(alone.effects) == 3
    best = max(range(2), key=none.before.__getitem__)
    off = removal(Text(language), model, run, [[2, 3]])
    assert off.after[best] - off.before[best] == pytest.approx(alone.effects[1][2], abs=1e-5)
    assert [len(part.values) for part in alone.parts] == [1, 1, 1, 1, 3, 3, 3]
    parts = every_part(model, run)
    expected = [parts.before, parts.without_positions, parts.without_segments, parts.shuffled]
    assert [part.values[0] for part in alone.parts[:4]] == pytest.approx([float(p[best]) for p in expected])
    for part, chances in zip(alone.parts[4:], parts.blocks.values(), strict=True):
        assert part.values == pytest.approx(chances[:, best].tolist())
    flat = [abs(effect) for row in alone.effects for effect in row]
    strongest = divmod(flat.index(max(flat)), 4)
    if language == "en":
        harmless = sum(effect < 0.01 for effect in flat)
        assert f"what matters most is head {strongest[1] + 1} of layer {strongest[0] + 1}" in alone.said
        assert f"{harmless} of 12 heads may go, one at a time" in alone.said
        verdict = remove.judged(flips(model, run, best), harmless, 12)
        assert alone.said.endswith(EN(f"doubt.remove.says.judged.{verdict}", flips=flips(model, run, best)))
        assert f"from {EN.percent(off.before[best])} to {EN.percent(off.after[best])}" in off.said
        assert off.said.startswith("Heads off together: 1.")


def flips(model: Model, run: Run, best: int) -> int:
    """How many heads change the verdict, switched off one after another."""
    alone = [removal(EN, model, run, [[layer, head]]).after for layer in (1, 2, 3) for head in (1, 2, 3, 4)]
    return sum(max(range(2), key=after.__getitem__) != best for after in alone)


@pytest.mark.parametrize(
    ("flipping", "harmless", "judgement"),
    [(0, 72, "spare"), (0, 65, "spare"), (0, 64, "shared"), (0, 0, "shared"), (1, 71, "flipped")],
)
def test_one_head_at_a_time_is_judged(flipping: int, harmless: int, judgement: str) -> None:
    assert remove.judged(flipping, harmless, 72) == judgement
    for language in LANGUAGES:
        assert Text(language)(f"doubt.remove.says.judged.{judgement}", flips=flipping)


@pytest.mark.parametrize(
    ("after", "judgement"),
    [(0.705, "same"), (0.68, "weaker"), (0.72, "surer"), (0.45, "flipped")],
)
def test_heads_off_together_are_judged(after: float, judgement: str) -> None:
    before = torch.tensor([0.3, 0.7])
    assert remove.judged_together(before, torch.tensor([1 - after, after])) == judgement
    for language in LANGUAGES:
        assert Text(language)(f"doubt.remove.says.together.{judgement}", other="negative")


def test_nothing_is_claimed_of_heads_that_go_together() -> None:
    assert "few can go together" not in EN("doubt.remove.how")
    assert "很少能一起去掉" not in Text("zh")("doubt.remove.how")


def test_every_part_has_its_name(models: ModelBank) -> None:
    model = models("classroom-sentiment")
    names = [part.name for part in each_alone(Text("en"), model, model.run(SENTENCE)).parts]
    assert names == [
        "nothing taken out",
        "no position vectors",
        "no segment vectors",
        "words shuffled",
        "no attention in layer …",
        "no feed-forward in layer …",
        "no residuals in layer …",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    panel, text = laid_out(remove.build, models, language), Text(language)
    model = models("classroom-sentiment")
    run = model.run(SENTENCE)
    assert panel.ask["each_head"](QUESTION) == sent(each_alone(text, model, run))
    assert panel.ask["removed"](QUESTION | {"off": [[2, 3]]}) == sent(removal(text, model, run, [[2, 3]]))
