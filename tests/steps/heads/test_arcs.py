"""The arcs draw from the weights that the page has, and are told what one token's are worth."""

from __future__ import annotations

import pytest

from bertdemo.page.questions import OfToken
from bertdemo.page.rows import row_payload
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import arcs
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_and_what_is_said_of_a_token(models: ModelBank, language) -> None:
    panel, text = laid_out(arcs.build, models, language), Text(language)
    assert panel.words == {"heads/arcs": text.part("pick") | text.part("heads.arcs.shows")}
    run = models().run(SENTENCE)
    for token in (4, None):
        question = QUESTION | {"token": token}
        assert panel.ask["attention_row"](question) == sent(row_payload(text, run, OfToken.of(question)))
