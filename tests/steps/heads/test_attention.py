"""The matrix: a large one, and a small one on the first page, with the frame that it opens in."""

from __future__ import annotations

from functools import partial

import pytest

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import attention
from bertdemo.text import Text
from tests.steps.laid_out import laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_matrix_differs_in_its_title_alone(models: ModelBank, language) -> None:
    text = Text(language)
    large = laid_out(attention.build, models, language)
    small = laid_out(partial(attention.build, small=True), models, language)
    assert (large.title, small.title) == (text("heads.attention.title"), text("glance.attention.title"))
    assert large.words == small.words and not large.ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_and_the_frame_that_it_opens_in(models: ModelBank, language) -> None:
    text = Text(language)
    words = laid_out(attention.build, models, language).words["heads/attention"]
    assert words.items() >= (text.part("pick") | text.part("heads.attention.shows")).items()
    frame = words["matrix_frame"]
    assert frame["layout"]["xaxis"]["title"]["text"] == text("plotted.looked_at")
    assert frame["layout"]["yaxis"]["title"]["text"] == text("plotted.looks")
    assert [trace["type"] for trace in frame["data"]] == ["heatmap"], "the weights are on the page already"
