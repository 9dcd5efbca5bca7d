"""The arcs draw from the weights that the page has: they ask nothing, and have their own words."""

from __future__ import annotations

import pytest

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import arcs
from bertdemo.text import Text
from tests.steps.laid_out import laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_draw_from_the_run_alone(models: ModelBank, language) -> None:
    panel, text = laid_out(arcs.build, models, language), Text(language)
    assert panel.title == text("heads.arcs.title") and not panel.ask
    assert panel.words == {"heads/arcs": text.part("pick") | text.part("heads.arcs.shows")}
