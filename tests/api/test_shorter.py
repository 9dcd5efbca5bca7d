"""One token's row and fewer decimals are those of the whole answer."""

from __future__ import annotations

from typing import Any

import pytest

from bertdemo.api.endpoints import endpoints
from bertdemo.serving.bank import ModelBank
from tests.refusals import refusal

TEXT = "my dog is cute"
CASES: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("embeddings", {}, ("token", "segment", "position", "sum", "normalized")),
    ("self_attention", {"layer": 2, "head": 3}, ("query", "key", "value", "scores", "weights", "output")),
    ("layer", {"layer": 2}, ("output",)),
]


def asked(models: ModelBank, name: str, **more: Any) -> dict[str, Any]:
    functions = {function.__name__: function for function in endpoints(models)}
    answer: dict[str, Any] = functions[name](text=TEXT, **more)
    return answer


@pytest.mark.parametrize(("name", "more", "keys"), CASES, ids=[name for name, *_ in CASES])
def test_a_row_is_that_of_the_whole(
    models: ModelBank, name: str, more: dict[str, Any], keys: tuple[str, ...]
) -> None:
    whole = asked(models, name, **more)
    for token in (0, 2, 5):
        one = asked(models, name, **more, token=token)
        assert one["tokens"] == whole["tokens"]
        for key in keys:
            assert one[key] == whole[key][token], key
    if name == "layer":
        assert one["steps"][3]["norms"] == whole["steps"][3]["norms"][5]
    rounded = asked(models, name, **more, decimals=2)
    assert rounded[keys[0]][1] == [round(x, 2) for x in whole[keys[0]][1]] != whole[keys[0]][1]


def test_of_the_lens_and_of_attention(models: ModelBank) -> None:
    whole, one = asked(models, "lens"), asked(models, "lens", token=2, decimals=4)
    assert len(one["layers"]) == len(whole["layers"]) == 4
    for row, all_rows in zip(one["layers"], whole["layers"], strict=True):
        assert [r["token"] for r in row] == [r["token"] for r in all_rows[2]]
        assert [r["probability"] for r in row] == [round(r["probability"], 4) for r in all_rows[2]]
    weights = asked(models, "attention", layer=1, head=1)["weights"]
    assert asked(models, "attention", layer=1, head=1, decimals=1)["weights"] == [
        [round(x, 1) for x in row] for row in weights
    ]


@pytest.mark.parametrize("token", [6, -2, 10**30, 1.5, "1", None, True])
def test_a_token_that_is_not_there_is_told(models: ModelBank, token: Any) -> None:
    with refusal(r"count from 0 \(\[CLS\]\) to 5, or ask for all of them with -1\."):
        asked(models, "embeddings", token=token)


@pytest.mark.parametrize("decimals", [-1, 11, 1.5, "3", None])
def test_decimals_that_are_none_are_told(models: ModelBank, decimals: Any) -> None:
    with refusal("“decimals” must be a whole number from 0 to 10"):
        asked(models, "attention", decimals=decimals)
