"""The first picture: `python -m bertdemo.steps.first` computes the opening example for assets/examples/first.json.

The page shows it while the weights are still being read; a test compares it with the live answer.
"""

from __future__ import annotations

import json
import sys

from bertdemo.page.live import Live
from bertdemo.page.page import EXAMPLES, FIRST_PICTURE, OPENING
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import opening_key
from bertdemo.serving.readers import texts_language
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps.tabs import TABS
from bertdemo.text import Text


def compute(models: ModelBank) -> dict[str, object]:
    """The opening example's answer in every language."""
    return {
        language: Live(Text(language), models, {tab.name: tab.parts for tab in TABS}).analyse(
            *EXAMPLES[read]["animal"], opening_key(models.settings, language), OPENING[read]
        )
        for language in LANGUAGES
        for read in [texts_language(models.settings, language)]
    }


if __name__ == "__main__":
    FIRST_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    FIRST_PICTURE.write_text(json.dumps(compute(ModelBank(Settings())), ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{FIRST_PICTURE.stat().st_size:,} bytes\n")
