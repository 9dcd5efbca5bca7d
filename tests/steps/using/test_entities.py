"""Names in a text of the page's own: marked where they stand, by the model of its language, as far as it is read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from bertdemo.api.endpoints import endpoints
from bertdemo.bert.entities import Entities, Entity, entities
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, bundled, shipped
from bertdemo.serving.judges import for_task
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.answers import PASSAGES
from bertdemo.steps.using.entities import finding, named
from bertdemo.text import Text

EN = Text("en")
# One as it should be, one word as a person and as a place, names that no model has met, and what only context tells.
ENTITIES: dict[Language, tuple[str, ...]] = {
    "en": (
        "Marie Curie left Warsaw for Paris and later worked with Pierre Curie at the University of Paris.",
        "Jordan plays for Jordan, and Paris moved to Paris with Apple shares and an apple in her bag.",
        "The Electroencephalography Society of Ljubljana invited Antananarivo's mayor.",
        "in berlin, angela met barack obama. BERLIN WAS COLD.",
    ),
    "zh": (
        "鲁迅离开绍兴去南京求学，后来在北京大学教书。",
        "黄山登上了黄山，从海南来的周海南在苹果公司门口吃苹果。",
        "卢布尔雅那脑电图学会请来了牛犇和塔那那利佛的市长。",
        "高峰说用电高峰已经过去，江山为祖国的江山画了一幅画。",
    ),
}
HERE = [language for language in LANGUAGES if f"{BUNDLED_FOR[language]}-entities" in shipped()]


@pytest.mark.bundled
@pytest.mark.parametrize("language", HERE)
def test_names_of_the_examples(language: Language) -> None:
    finder = ModelBank(Settings(device="cpu"))(f"{BUNDLED_FOR[language]}-entities")
    names = []
    for example in ENTITIES[language]:
        tagged = entities(finder, example)
        payload = named(EN, tagged, finder.checkpoint)
        json.dumps(sent(payload))
        names.append([e.text for e in payload.entities])
        assert names[-1] == [example[e.start : e.end] for e in tagged.entities]
        assert sum(len(word.pieces) for word in payload.words) == len(tagged.pieces)
    assert set(names[0]) >= {"en": {"Marie Curie", "Warsaw"}, "zh": {"绍兴"}}[language]


@pytest.mark.bundled
def test_names_are_found_by_the_model_of_the_language_of_the_text() -> None:
    if "zh" not in HERE:
        pytest.skip("no Chinese model is bundled")
    models = ModelBank(Settings(device="cpu"))
    for picked, other in (("classroom", "classroom-zh"), ("classroom-zh", "classroom")):
        text = {"classroom": "鲁迅离开了绍兴。", "classroom-zh": "Marie left Warsaw."}[picked]
        assert for_task(models, picked, "entities", text).checkpoint.key == f"{other}-entities"


@pytest.mark.bundled
def test_twenty_thousand_characters_are_read_as_far_as_the_limit_and_the_rest_is_told() -> None:
    models = ModelBank(Settings(device="cpu", max_sections=6))
    text = "a b . ! " * 2500
    tagged = entities(models("classroom-entities"), text, models.settings.max_sections)
    said = named(EN, tagged, models("classroom-entities").checkpoint).said
    assert "in 6 overlapping windows" in said
    assert f"The first {len(tagged.text):,} characters were read; the last {tagged.characters_cut:,}" in said
    functions = {function.__name__: function for function in endpoints(models)}
    endpoint = functions["entities"](text)
    assert (endpoint["sections"], endpoint["characters_cut"]) == (6, tagged.characters_cut)
    prose = PASSAGES["en"] * 48
    whole = entities(models("classroom-entities"), prose[:20_000])
    assert whole.characters_cut == 0, "prose of the longest length is read whole"


def found(*scores: float) -> Entities:
    """Names of these scores in four words."""
    names = tuple(
        Entity(f"name{i}", "LOC" if i else "PER", 0, 1, score, (0,)) for i, score in enumerate(scores)
    )
    word: Any = None
    return Entities("text", 0, (), ((0, 4),), torch.empty(0), torch.empty(0), (), (word,) * 4, names)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((), "No name found in 4 words, which does not prove"),
        (
            (0.9, 0.7),
            "2 names found (PER 1, LOC 1), none of them doubtful; the least sure is “name1” as LOC (70 %).",
        ),
        ((0.6, 0.9, 0.5), "3 names found (LOC 2, PER 1), 2 of them doubtful: “name2” as LOC has only 50 %."),
    ],
)
def test_what_is_said_of_names_fits_their_scores(scores: tuple[float, ...], said: str) -> None:
    finder = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom-entities")
    assert finding(EN, found(*scores), finder).startswith(said)
    assert "On 201 held-back sentences (Universal NER) its F1 is 0.59" in finding(EN, found(*scores), finder)
    unmeasured = finding(EN, found(*scores), replace(finder, folder=Path("elsewhere")))
    assert unmeasured.startswith(said) and "F1" not in unmeasured
