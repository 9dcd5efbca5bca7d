"""The grid of all heads draws from the weights that the page has, and opens one head in the frame of the matrix."""

from __future__ import annotations

import pytest

from bertdemo.page import plotted
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import grid
from bertdemo.text import Text
from tests.steps.laid_out import laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_draws_from_the_run_alone(models: ModelBank, language) -> None:
    panel, text = laid_out(grid.build, models, language), Text(language)
    assert panel.title == text("heads.grid.title") and not panel.ask
    words = panel.words["heads/grid"]
    assert words.items() >= (text.part("pick") | text.part("heads.grid.shows")).items()
    assert words["matrix_frame"] == sent(plotted.empty_matrix(text)) and words["plot"] == text.part("plot")
