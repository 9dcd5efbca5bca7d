"""The matrix: a large one, and a small one on the first page, with the frame that it opens in."""

from __future__ import annotations

import pytest

from bertdemo.page.questions import OfToken
from bertdemo.page.rows import row_payload
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import attention
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pinned_token_is_spoken_of(models: ModelBank, language) -> None:
    ask = laid_out(attention.build, models, language).ask["attention_row"]
    row = row_payload(Text(language), models().run(SENTENCE), OfToken.of(QUESTION))
    assert ask(QUESTION) == sent(row) and row.token == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_and_the_frame_that_it_opens_in(models: ModelBank, language) -> None:
    text = Text(language)
    words = laid_out(attention.build, models, language).words["heads/attention"]
    assert words.items() >= (text.part("pick") | text.part("heads.attention.shows")).items()
    frame = words["matrix_frame"]
    assert frame["layout"]["xaxis"]["title"]["text"] == text("plotted.looked_at")
    assert frame["layout"]["yaxis"]["title"]["text"] == text("plotted.looks")
    assert [trace["type"] for trace in frame["data"]] == ["heatmap"], "the weights are on the page already"
