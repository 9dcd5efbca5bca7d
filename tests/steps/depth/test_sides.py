"""One token guessed from both sides and from each alone: what each side sees, and what cannot be hidden."""

from __future__ import annotations

import json

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth import sides as guessed
from bertdemo.steps.depth.sides import sides
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_sides(models: ModelBank, language) -> None:
    model = models()
    run = model.run("she is unness , she is sad")
    payload = sides(Text(language), model, run, 2)
    json.dumps(sent(payload))
    assert [side.sentence for side in payload.sides] == [
        "she [MASK] unness , she is sad",
        "she [MASK] …",
        "… [MASK] unness , she is sad",
    ]
    assert sides(Text(language), model, run, 0).token == 1  # [CLS] cannot be hidden: the first word is


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    ask = laid_out(guessed.build, models, language).ask["both_sides"]
    assert ask(QUESTION) == sent(sides(Text(language), models(), models().run(SENTENCE), 4))
