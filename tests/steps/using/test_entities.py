"""Names in a text of the page's own: marked where they stand, by the model of its language, as far as it is read."""

from __future__ import annotations

import json

import pytest

from bertdemo.api.apply import endpoints_apply
from bertdemo.bert.entities import entities
from bertdemo.bert.languages import language_of
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, shipped
from bertdemo.serving.judges import for_task
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.answers import PASSAGES
from bertdemo.steps.using.entities import ENTITIES, named
from bertdemo.text import Text

EN = Text("en")
HERE = [language for language in LANGUAGES if f"{BUNDLED_FOR[language]}-entities" in shipped()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_in_the_language_of_the_page(language: Language) -> None:
    assert len(ENTITIES[language]) == 4
    assert all(language_of(text) == language for text in ENTITIES[language])


@pytest.mark.bundled
@pytest.mark.parametrize("language", HERE)
def test_names_of_the_examples(language: Language) -> None:
    finder = ModelBank(Settings(device="cpu"))(f"{BUNDLED_FOR[language]}-entities")
    names = []
    for example in ENTITIES[language]:
        tagged = entities(finder, example)
        payload = named(EN, tagged)
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
    said = named(EN, tagged).said
    assert "in 6 overlapping windows" in said
    assert f"The first {len(tagged.text):,} characters were read; the last {tagged.characters_cut:,}" in said
    functions = {function.__name__: function for function in endpoints_apply(models)}
    endpoint = functions["entities"](text)
    assert (endpoint["sections"], endpoint["characters_cut"]) == (6, tagged.characters_cut)
    prose = PASSAGES["en"] * 48
    whole = entities(models("classroom-entities"), prose[:20_000])
    assert whole.characters_cut == 0, "prose of the longest length is read whole"
