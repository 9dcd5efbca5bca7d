"""What the vectors before the first layer are sent as, against the tables of the model."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.vectors import embeddings
from bertdemo.steps.vectors.embeddings import embedding_payload, positions
from bertdemo.text import Text
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
    nearest, cosine = payload.before[0]
    assert nearest == run.encoding.tokens[5] and cosine == pytest.approx(1, abs=1e-4)
    assert payload.checked.startswith("✓") and len(payload.after) == 8
    lengths = (
        table.word_embeddings.weight[run.encoding.ids[5]],
        table.token_type_embeddings.weight[1],
        table.position_embeddings.weight[5],
    )
    for vector in lengths:
        assert f"{float(vector.norm()):#.3g}" in payload.said
    judge = models("classroom-sentiment")
    assert embedding_payload(Text(language), judge, judge.run("dog"), 1).after == []


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
