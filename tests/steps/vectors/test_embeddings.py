"""What the vectors before the first layer are sent as, against the tables of the model."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps.vectors import embeddings
from bertdemo.steps.vectors.embeddings import (
    after_context,
    embedding_payload,
    positions,
    say_change,
    say_lengths,
)
from bertdemo.text import Text
from tests.conftest import library_says
from tests.figures.inflated import inflated
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_embedding(models: ModelBank, language) -> None:
    model = models()
    run = model.run("the dog", "the bank")
    payload = embedding_payload(Text(language), model, run, 5)
    json.dumps(sent(payload))
    table = model.module.bert.embeddings
    assert payload.vectors[0].values == pytest.approx(
        table.word_embeddings.weight[run.encoding.ids[5]].tolist(), rel=1e-3, abs=1e-5
    )
    assert payload.vectors[4].values == pytest.approx(run.hidden_states[0, 5].tolist(), rel=1e-3, abs=1e-4)
    itself = run.encoding.tokens[5]
    assert payload.checked.startswith("✓") and len(payload.after) == len(payload.before) == 8
    assert itself not in dict(payload.before) and itself not in dict(payload.after), (
        "the word itself is left out"
    )
    words = table.word_embeddings.weight
    cosines = torch.cosine_similarity(words.detach(), words.detach()[run.encoding.ids[5]], dim=-1)
    assert payload.before[0][1] == pytest.approx(float(cosines.topk(2).values[1]), abs=1e-4)
    lengths = (
        table.word_embeddings.weight[run.encoding.ids[5]],
        table.token_type_embeddings.weight[1],
        table.position_embeddings.weight[5],
    )
    for vector in lengths:
        assert f"{float(vector.norm()):#.3g}" in payload.said
    judge = models("classroom-sentiment")
    without = embedding_payload(Text(language), judge, judge.run("dog"), 1)
    assert without.after == []
    assert without.said.startswith(
        Text(language)("vectors.embeddings.says.no_head", token="dog", before=without.before[0][0])
    )


def test_after_context_by_the_library(models: ModelBank) -> None:
    model = models()
    run = model.run("the dog", "the bank")
    itself, after = after_context(model, run, 5)
    logits = library_says(models, "the dog", "the bank").prediction_logits[0, 5]
    shares = logits.softmax(-1)
    assert itself == pytest.approx(float(shares[run.encoding.ids[5]]), rel=1e-4)
    for token, share in after:  # as if the token itself could not be said
        number = model.tokenizer.convert_tokens_to_ids(token)
        assert share == pytest.approx(float(shares[number]) / (1 - itself), rel=1e-3)


NEAR = [(name, 0.5) for name in "abcdefgh"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("itself", "after", "read", "first", "change", "stay"),
    [
        (0.9, "abcdxyzw", "kept", "still", "most_stay", 4),
        (0.9, "xabcyzwv", "kept", "instead", "few_stay", 3),
        (0.9, "stuvwxyz", "kept", "instead", "all_new", 0),
        (0.3, "stuvwxyz", "moved", "instead", "all_new", 0),  # the first other one: 0.5 · 0.7 = 0.35
        (0.35, "stuvwxyz", "kept", "instead", "all_new", 0),  # 0.5 · 0.65 = 0.325
    ],
)
def test_what_context_changed(itself, after, read, first, change, stay, language) -> None:
    text = Text(language)
    said = say_change(text, "bank", itself, NEAR, [(name, 0.5) for name in after])
    assert said == text(
        f"vectors.embeddings.says.{read}",
        token="bank",
        itself=text.percent(itself),
        after=after[0],
        nearest=text(f"vectors.embeddings.says.{first}", before="a", after=after[0]),
        change=text(f"vectors.embeddings.says.{change}", stay=stay, all=8),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "kind"), [("the [MASK]", "mask"), ("the zzz", "unknown")])
def test_what_is_read_where_no_word_stands_is_a_guess(
    models: ModelBank, typed: str, kind: str, language
) -> None:
    text, model = Text(language), models()
    payload = embedding_payload(text, model, model.run(typed), 2)
    after, share = payload.after[0]
    token = {"mask": "[MASK]", "unknown": "[UNK]"}[kind]
    said = text(f"vectors.embeddings.says.{kind}", token=token, after=after, share=text.percent(share))
    assert payload.said.startswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("longest", ["token", "segment", "position"])
def test_the_longest_vector_is_named(longest: str, language) -> None:
    text = Text(language)
    said = say_lengths(text, {"token": 0.5, "segment": 0.5, "position": 0.5} | {longest: 1.234})
    assert said.endswith(text(f"vectors.embeddings.says.longest.{longest}")) and "1.23" in said


@pytest.mark.bundled
def test_the_bank_by_the_river_and_the_one_with_money() -> None:
    """One token vector before, so the same neighbours; other ones after context, the word itself left out."""
    model = ModelBank(Settings(device="cpu"))("classroom")
    run = model.run("The bank lent him money, then they sat on the bank of the river.")
    places = [i for i, token in enumerate(run.encoding.tokens) if token == "bank"]
    money, river = (embedding_payload(Text("en"), model, run, place) for place in places)
    assert money.before == river.before and money.before[0][0] == "banks"
    assert "bank" not in dict(money.after) | dict(river.after)
    assert dict(money.after).keys() != dict(river.after).keys()


def test_positions(models: ModelBank) -> None:
    payload = positions(Text("en"), models())
    json.dumps(sent(payload))
    table = models().module.bert.embeddings.position_embeddings.weight.detach()
    (cells,) = payload.chart.data
    assert (cells["z"].rows, cells["z"].columns) == (40, 32)
    assert cells["zmax"] == -cells["zmin"] == pytest.approx(float(table.abs().quantile(0.99)), rel=0.01)
    assert payload.said == payload.chart.said and "40 places" in payload.said
    most = cells["z"].most
    assert most == pytest.approx(float(table.abs().max()))
    share = (inflated(cells["z"].packed).float().view(40, 32) - 127) / 127
    torch.testing.assert_close(share.sign() * share.square() * most, table, atol=most / 127, rtol=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    panel = laid_out(embeddings.build, models, language)
    text, model = Text(language), models()
    assert panel.ask["embedding"](QUESTION) == sent(embedding_payload(text, model, model.run(SENTENCE), 4))
    assert panel.ask["position_picture"]({"model": ""}) == sent(positions(text, model))
