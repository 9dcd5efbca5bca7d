"""The nearest words by hand, and the table of positions."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.embeddings import neighbours, position_table
from bertdemo.serving.bank import ModelBank
from tests.conftest import VOCAB
from tests.refusals import refusal


def test_the_nearest_neighbour_of_a_word_is_itself(models: ModelBank) -> None:
    model = models()
    vector = model.module.bert.embeddings.word_embeddings.weight[VOCAB["dog"]].detach()
    found = neighbours(model, 3 * vector, 5)
    assert found[0].token == "dog" and found[0].similarity == pytest.approx(1, abs=1e-5) and len(found) == 5
    cosine = torch.nn.functional.cosine_similarity(
        vector, model.module.bert.embeddings.word_embeddings.weight[found[3].id].detach(), dim=0
    )
    assert found[3].similarity == pytest.approx(float(cosine), abs=1e-5)
    assert position_table(model).shape == (40, 32)
    with refusal("nearest words"):
        neighbours(model, torch.zeros(5))
