"""What removing heads and larger parts is said to change, against the module that removes them."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.ablation import every_part
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.doubt import remove
from bertdemo.steps.doubt.remove import each_alone, removal
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


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
        assert f"head {strongest[1] + 1} of layer {strongest[0] + 1} matters most" in alone.said
        assert f"{sum(effect < 0.01 for effect in flat)} of 12 heads" in alone.said
        assert f"to {off.after[best]:#.3g}." in off.said


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
