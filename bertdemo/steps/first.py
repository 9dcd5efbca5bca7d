"""The first picture: `python -m bertdemo.steps.first` computes the opening example for assets/examples/first.json.

The page shows it while the weights are still being read; a test compares it with the live answer.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bertdemo.page.live import Live
from bertdemo.page.page import FIRST_PICTURE, view_of
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import opening_key
from bertdemo.serving.readers import texts_language
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps.cards import CARDS
from bertdemo.steps.glance.overview import overview, place
from bertdemo.steps.glance.scores import scores
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text


def compute(models: ModelBank) -> dict[str, object]:
    """The opening scene's answer in every language, with all that the first screen says of it and of its pinned token."""
    return {language: _answer(Text(language), models) for language in LANGUAGES}


def _answer(text: Text, models: ModelBank) -> dict[str, Any]:
    scene = CARDS[texts_language(models.settings, text.language)][0]
    key = opening_key(models.settings, text.language)
    answer = Live(text, models, PARTS, LOOKS).analyse(scene.text, scene.pair, key, view_of(scene))
    model = models(key)
    run = model.run(scene.text, scene.pair)
    token = run.encoding.tokens.index(str(scene.token))
    look = overview(text, models, model, run, scene.layer or 1, scene.head or 1, token)
    return answer | {
        "scores": sent(scores(text, models, model, run)),
        "overview": sent(look),
        "place": sent(place(text, model, run, token)),
    }


if __name__ == "__main__":
    FIRST_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    FIRST_PICTURE.write_text(json.dumps(compute(ModelBank(Settings())), ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{FIRST_PICTURE.stat().st_size:,} bytes\n")
