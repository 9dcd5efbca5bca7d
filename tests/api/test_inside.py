"""The endpoints of Inside on a tiny BERT: shapes of the contract, values of the library, mistakes told."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr
import pytest
import torch

from bertdemo.api.endpoints import endpoints, raise_for_caller
from bertdemo.serving.bank import ModelBank

TEXT, PAIR = "my dog is cute", "she is sad"


@pytest.fixture
def api(models: ModelBank) -> dict[str, Any]:
    return {function.__name__: raise_for_caller(function) for function in endpoints(models)}


def states(models: ModelBank, text: str, pair: str = "") -> Any:
    model = models()
    with torch.inference_mode():
        return model.module(
            **model.tokenizer(text, pair or None, return_tensors="pt"),
            output_attentions=True,
            output_hidden_states=True,
        )


def test_embeddings(api: dict[str, Any], models: ModelBank) -> None:
    got = api["embeddings"](TEXT, PAIR)
    own = models().module.bert.embeddings
    assert got["max_abs_error"] < 1e-5
    torch.testing.assert_close(
        torch.tensor(got["normalized"]), states(models, TEXT, PAIR).hidden_states[0][0], atol=1e-5, rtol=0
    )
    ids = models().tokenizer(TEXT, PAIR)["input_ids"]
    torch.testing.assert_close(torch.tensor(got["token"]), own.word_embeddings.weight[ids].detach())
    torch.testing.assert_close(torch.tensor(got["position"][3]), own.position_embeddings.weight[3].detach())
    torch.testing.assert_close(torch.tensor(got["segment"][-1]), own.token_type_embeddings.weight[1].detach())
    total = sum(torch.tensor(got[name]) for name in ("token", "segment", "position"))
    torch.testing.assert_close(torch.tensor(got["sum"]), total)


def test_self_attention(api: dict[str, Any], models: ModelBank) -> None:
    got = api["self_attention"](TEXT, 2, 3, PAIR)
    want = states(models, TEXT, PAIR).attentions[1][0, 2]
    weights, scores = torch.tensor(got["weights"]), torch.tensor(got["scores"])
    torch.testing.assert_close(weights, want, atol=1e-5, rtol=0)
    torch.testing.assert_close(scores.softmax(-1), weights)
    query, key, value = (torch.tensor(got[name]) for name in ("query", "key", "value"))
    torch.testing.assert_close(query @ key.T / 8**0.5, scores)
    torch.testing.assert_close(weights @ value, torch.tensor(got["output"]))
    assert got["max_abs_error"] < 1e-5 and len(got["tokens"]) == 10


def test_layer(api: dict[str, Any], models: ModelBank) -> None:
    got = api["layer"](TEXT, 3)
    want = states(models, TEXT).hidden_states
    torch.testing.assert_close(torch.tensor(got["output"]), want[3][0], atol=1e-4, rtol=0)
    names = [step["name"] for step in got["steps"]]
    assert names[0] == "states" and names[-1] == "output" and len(names) == 10
    torch.testing.assert_close(torch.tensor(got["steps"][0]["norms"]), want[2][0].norm(dim=-1))
    torch.testing.assert_close(
        torch.tensor(got["steps"][-1]["norms"]), want[3][0].norm(dim=-1), atol=1e-4, rtol=0
    )
    assert all(step["formula"] for step in got["steps"]) and got["max_abs_error"] < 1e-4


def test_heads(api: dict[str, Any]) -> None:
    found = api["heads"](TEXT)["heads"]
    assert [(h["layer"], h["head"]) for h in found] == [(i, j) for i in (1, 2, 3) for j in (1, 2, 3, 4)]
    assert all(0 <= h["score"] <= 1 and 0 <= h["entropy"] <= 2.6 for h in found)


def test_ablate(api: dict[str, Any]) -> None:
    same = api["ablate"](TEXT, [])
    assert same["before"] == pytest.approx(same["after"]) and set(same["before"]) == {"negative", "positive"}
    changed = api["ablate"](TEXT, [[layer, head] for layer in (1, 2, 3) for head in (1, 2, 3, 4)], "topic")
    assert changed["before"] != pytest.approx(changed["after"], abs=1e-4)
    assert sum(changed["after"].values()) == pytest.approx(1)


@pytest.mark.parametrize("method", ["attention", "rollout", "integrated_gradients", "occlusion"])
def test_attribute(api: dict[str, Any], method: str) -> None:
    got = api["attribute"](TEXT, method, "topic", "Sports")
    assert len(got["scores"]) == len(got["tokens"]) == 6 and got["target"] == "Sports"
    assert len(got["deletion"]) == 5 and got["deletion"][0] == pytest.approx(got["probability"])
    assert ("completeness_error" in got) == (method == "integrated_gradients")
    best = api["attribute"](TEXT, method, "topic")
    assert best["probability"] == pytest.approx(
        max(api["classify"](TEXT, "topic")["probabilities"]), abs=1e-4
    )


def test_lens(api: dict[str, Any], models: ModelBank) -> None:
    got = api["lens"](TEXT, 2)
    assert (len(got["layers"]), len(got["layers"][0]), len(got["layers"][0][0])) == (4, 6, 2)
    best = states(models, TEXT).prediction_logits[0, 2].softmax(-1)
    assert got["layers"][-1][2][0]["probability"] == pytest.approx(float(best.max()), abs=1e-5)


def test_cost(api: dict[str, Any]) -> None:
    got = api["cost"](TEXT, PAIR)
    kinds = ("parameters", "flops", "bytes", "seconds")
    assert set(got) == {*kinds, "pieces_cut", "characters_cut"}
    assert len({tuple(got[kind]) for kind in kinds}) == 1  # the same parts in all four
    assert got["flops"]["scores"] == 3 * 2 * 10 * 10 * 32  # layers × 2·T²·D


def test_all_of_it_is_json(api: dict[str, Any]) -> None:
    arguments: dict[str, tuple[Any, ...]] = {"self_attention": (1, 1), "layer": (1,), "ablate": ([[1, 1]],)}
    arguments["attribute"] = ("rollout",)
    for name in ("embeddings", "self_attention", "layer", "heads", "ablate", "attribute", "lens", "cost"):
        json.dumps(api[name](TEXT, *arguments.get(name, ())))


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("self_attention", (TEXT, 4, 1), "There is no layer 4: this model has layers 1 to 3."),
        ("self_attention", (TEXT, 0, 1), "There is no layer 0"),
        ("self_attention", (TEXT, 1, 5), "There is no head 5: each layer has heads 1 to 4."),
        ("self_attention", (TEXT, "two", 1), "There is no layer two"),
        ("layer", (TEXT, 1.5), "There is no layer 1.5"),
        ("layer", (TEXT, None), "There is no layer None"),
        ("layer", ("", 1), "There is no word here yet."),
        ("ablate", (TEXT, [[9, 1]]), "There is no layer 9"),
        ("ablate", (TEXT, "all"), "“all” names no head"),
        ("ablate", (TEXT, [3]), "“3” names no head"),
        ("ablate", (TEXT, [], "poetry"), "There is no task “poetry”"),
        ("attribute", (TEXT, "magic"), "There is no method “magic”. Choose one of: attention, rollout"),
        ("attribute", (TEXT, "rollout", "topic", "Weather"), "There is no label “Weather”"),
        ("lens", (TEXT, 0), "0 words cannot be asked for: choose a number from 1 to 50."),
        ("lens", (TEXT, 10**9), "1000000000 words cannot be asked for"),
        ("lens", (TEXT, 5, "classroom-sentiment"), "“classroom-sentiment” has no masked-word head"),
        ("heads", (5,), ""),
    ],
)
def test_mistakes_are_told(api: dict[str, Any], name: str, arguments: tuple, said: str) -> None:
    with pytest.raises(gr.Error) as error:
        api[name](*arguments)
    assert error.value.message.startswith(said) and "logged" not in error.value.message


def test_what_was_cut_is_told(api: dict[str, Any]) -> None:
    arguments: dict[str, tuple[Any, ...]] = {"self_attention": (1, 1), "layer": (1,), "ablate": ([[1, 1]],)}
    for name in ("embeddings", "self_attention", "layer", "heads", "ablate", "lens", "cost", "classify"):
        got = api[name]("dog " * 100, *arguments.get(name, ()))
        assert (got["pieces_cut"], got["characters_cut"]) == (62, 0), name
