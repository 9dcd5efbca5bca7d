"""The run as it travels: what the map draws from is the run's outline."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.outline import outline
from bertdemo.figures.payload import run_payload
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank


def test_the_outline_travels_with_the_run(models: ModelBank) -> None:
    run = models().run("my dog is cute", "he is sad")
    payload = json.loads(json.dumps(sent(run_payload(run, "classroom"))))
    drawn = outline(run)
    assert payload["outline"]["norms"] == pytest.approx(drawn.norms.tolist(), abs=5.1e-4)
    assert len(payload["outline"]["norms"]) == len(payload["tokens"])
    shares = payload["outline"]["between_words"]
    assert (len(shares), len(shares[0])) == (payload["layers"], payload["heads"])
    assert shares[2] == pytest.approx(drawn.between_words[2].tolist(), abs=5.1e-4)
