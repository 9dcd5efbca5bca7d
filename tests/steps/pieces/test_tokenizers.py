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
from bertdemo.steps.pieces.tokenizers import Counted, say_compared, say_own
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


def counted(tokens: str, unknown: int = 0) -> Counted:
    return Counted("other", tuple(tokens.split()), unknown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("other", "own", "kind", "times"),
    [
        (counted("a b c"), counted("a b c"), "same", "1"),
        (counted("a [UNK]", 1), counted("a b ##c"), "loses", "0.44"),
        (counted("a b"), counted("a [UNK]", 1), "reads", "1"),
        (counted("a b"), counted("a c"), "as_many", "1"),
        (counted("ab"), counted("a ##b"), "fewer", "0.25"),
        (counted("a b c d"), counted("ab cd"), "more", "4"),
    ],
)
def test_which_needs_fewer_tokens_and_why(
    other: Counted, own: Counted, kind: str, times: str, language
) -> None:
    text = Text(language)
    said = say_compared(text, other, own)
    differ = abs(other.unknown - own.unknown)
    assert said == text(
        "pieces.tokenizers.says.compared",
        name="other",
        count=len(other.tokens),
        unknown=other.unknown,
        own=len(own.tokens),
        own_unknown=own.unknown,
        verdict=text(f"pieces.tokenizers.says.verdict.{kind}", lost=differ, read=differ, times=times),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_model_s_own_loses(language) -> None:
    text = Text(language)
    for own, kind in ((counted("a b c"), "all_known"), (counted("a [UNK] c", 1), "some_unknown")):
        said = text(f"pieces.tokenizers.says.own_{kind}", count=3, unknown=own.unknown, pieces=1)
        assert say_own(text, own, 1) == said


@pytest.mark.usefixtures("few")
def test_each_is_told_against_the_model_s_own(models: ModelBank) -> None:
    text, model = Text("en"), models()
    own, capitals, *_ = compared.tokenizers(text, models, model, model.run("My Dog", "is cutely zzz"))
    assert own.said.startswith("This model's tokenizer makes 9 tokens of the text, but 1 of 6 are [UNK]")
    assert capitals.said.startswith("capitals kept: 9 tokens, 3 unknown; this model's own: 9 and 1.")
    assert "2 more [UNK]" in capitals.said


def test_it_draws_from_the_run_alone(models: ModelBank) -> None:
    panel = laid_out(compared.build, models)
    assert not panel.ask
    assert panel.words == {"pieces/tokenizers": Text("en").part("pieces.tokenizers.shows")}
