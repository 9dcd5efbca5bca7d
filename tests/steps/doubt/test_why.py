"""Four explanations of a label: their curves, areas and names, of one sentence and of two."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.attribution import METHODS, attribute, random_deletions
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.doubt import why
from bertdemo.steps.doubt.why import explanation
from bertdemo.text import Text, digits
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation(models: ModelBank, language) -> None:
    model = models("classroom-topic")
    payload = explanation(Text(language), model, SENTENCE)
    json.dumps(sent(payload))
    pair = explanation(Text(language), model, "my dog", "is sad")  # both sentences are explained
    assert pair.tokens == model.encode("my dog", "is sad").tokens
    assert set(payload.methods) == set(METHODS) and len(payload.tokens) == 10
    *traces, chance = payload.chart.data
    for trace, method in zip(traces, METHODS, strict=True):
        found = attribute(model, SENTENCE, method)
        area = sum(found.deletion) / len(found.deletion)
        assert trace["name"] == f"{Text(language)(f'doubt.why.shows.method_{method}')} {digits(area)}"
        assert trace["y"] == pytest.approx(found.deletion, rel=1e-4, abs=1e-9)
        assert payload.methods[method].scores == pytest.approx(found.scores.tolist())
    draws = random_deletions(model, model.run(SENTENCE), attribute(model, SENTENCE, "rollout").target)
    assert chance["y"] == pytest.approx(
        [sum(left) / len(draws) for left in zip(*draws, strict=True)], rel=1e-4
    )
    assert chance["name"].startswith(Text(language)("doubt.why.says.random"))
    # nothing hidden, and everything: the order does not matter
    for end in (0, -1):
        assert len({round(trace["y"][end], 4) for trace in [*traces, chance]}) == 1


AREAS = {"attention": 0.5, "rollout": 0.6, "integrated_gradients": 0.3, "occlusion": 0.4}


@pytest.mark.parametrize(
    ("areas", "by_chance", "judgement", "attention"),
    [
        ({}, [0.7, 0.9], "other", "beats"),
        ({}, [0.35, 0.4], "other", "none"),
        ({}, [0.35, 0.9], "other", "luck"),
        ({"occlusion": 0.2}, [0.7, 0.9], "occlusion", "beats"),
        ({"occlusion": 0.305}, [0.7, 0.9], "tied", "beats"),
        ({}, [0.3, 0.3], "none", "none"),
        ({}, [0.1, 0.2], "none", "none"),
        ({}, [0.2, 0.9], "luck", "luck"),
        ({"attention": 0.1}, [0.7, 0.9], "other", None),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_judgement(language, areas, by_chance, judgement, attention) -> None:
    text, areas = Text(language), AREAS | areas
    assert why.judged(areas, by_chance) == judgement
    said = why._finding(text, "L", 0.9, areas, by_chance)
    best, second = sorted(areas, key=areas.__getitem__)[:2]
    assert text(f"doubt.why.shows.method_{best}") in said and text.percent(areas[best]) in said
    assert text.percent(sum(by_chance) / 2) in said
    good = {method: sum(chance <= area for chance in by_chance) for method, area in areas.items()}
    name = text(f"doubt.why.shows.method_{second}")
    assert text(f"doubt.why.says.judged.{judgement}", second=name, as_good=good[best], draws=2) in said
    if attention:
        gaps = {"area": text.percent(areas["attention"]), "as_good": good["attention"], "draws": 2}
        assert said.endswith(text(f"doubt.why.says.attention.{attention}", **gaps))
    else:
        assert said.endswith(text(f"doubt.why.says.judged.{judgement}")), "it leads, and is judged once"


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(why.build, models).ask["explain"]
    payload = explanation(Text("en"), models("classroom-sentiment"), SENTENCE)
    assert ask(QUESTION) == sent(payload)
    assert set(ask(QUESTION | {"text": "狗很可爱"})) == {"error"}, "it cannot read Chinese"
