"""The sentence through every tokenizer at hand, against the library and numbers by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES
from bertdemo.steps.pieces import tokenizers as compared
from bertdemo.text import Text
from tests.conftest import tiny_tokenizer
from tests.steps.laid_out import laid_out


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the checkpoints only one that is a tiny one here, the model's own, and one that is built on another."""
    by_key = {checkpoint.key: checkpoint for checkpoint in bundled()}
    own, other = by_key["classroom"], by_key["classroom-sentiment"]
    monkeypatch.setattr(
        compared,
        "bundled",
        lambda: [own, replace(other, base=""), replace(other, key="built", base="classroom")],
    )
    monkeypatch.setattr(compared, "local", lambda _: [replace(other, key="broken", base="")])


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tokenizer_at_hand(models: ModelBank, language) -> None:
    text, model = Text(language), models()
    run = model.run("My Dog", "is cutely zzz")
    payloads = compared.tokenizers(text, models, model, run)
    names = [text("pieces.tokenizers.says.own", model="classroom")]
    names += [text(f"pieces.tokenizers.says.{variant}") for variant in ("capitals", "accents", "characters")]
    assert [payload.name for payload in payloads] == [*names, "classroom-sentiment"]
    own = payloads[0]
    assert own.ids == tiny_tokenizer()("My Dog", "is cutely zzz")["input_ids"]
    assert own.tokens == ["[CLS]", "my", "dog", "[SEP]", "is", "cute", "##ly", "[UNK]", "[SEP]"]
    capitals = payloads[1]
    assert capitals.tokens == ["[CLS]", "[UNK]", "[UNK]", "[SEP]", "is", "cute", "##ly", "[UNK]", "[SEP]"]
    assert [(one.count, one.unknown) for one in (own, capitals)] == [(9, 1), (9, 3)]
    assert json.loads(json.dumps(sent(payloads)))[0]["tokens"] == own.tokens


@pytest.mark.usefixtures("few")
def test_long_texts_are_cut_and_counted(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compared, "SHOWN", 3)
    run = models().run("my dog is sad")
    own = compared.tokenizers(Text("en"), models, models(), run)[0]
    assert (own.count, own.tokens, len(own.ids)) == (6, ["[CLS]", "my", "dog"], 3)


def test_it_draws_from_the_run_alone(models: ModelBank) -> None:
    panel = laid_out(compared.build, models)
    assert not panel.ask
    assert panel.words == {"pieces/tokenizers": Text("en").part("pieces.tokenizers.shows")}
