"""The named endpoints of the running app, asked as a notebook would, against plain transformers."""

from __future__ import annotations

import re

import pytest
import torch
from gradio_client import Client
from gradio_client.exceptions import AppError

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS

TEXT = "The animal didn't cross the street because it was too tired."


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    return Client(url, verbose=False)


def test_the_contract_is_offered_and_nothing_else(client: Client) -> None:
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert {"/models", "/tokenize", "/wordpiece", "/attention", "/classify"} <= set(named)
    private = [name for name in named if "lambda" in name or "analyse" in name or "_" in name.strip("/")[:1]]
    assert not private


def test_models(client: Client) -> None:
    told = {m["key"]: m for m in client.predict(api_name="/models")["models"]}
    classroom = told["classroom"]
    assert (classroom["layers"], classroom["heads"], classroom["hidden"], classroom["vocab"]) == (
        6,
        12,
        384,
        30_522,
    )
    assert classroom["here"] is True
    chinese = told["classroom-zh"]
    shape = [chinese[name] for name in ("layers", "heads", "hidden", "vocab", "languages")]
    assert shape == [12, 12, 384, 21_128, ["zh"]]
    own = [m for m in told.values() if m["key"].startswith("classroom-zh-")]
    assert {m["task"] for m in own} == {"answers", "entities", "sentiment", "topic"}
    tasks = {m["task"]: m["key"] for m in told.values() if re.match(r"classroom-(?!zh)", m["key"])}
    assert set(tasks) == {"answers", "entities", "sentiment", "topic", "translation"}
    assert told[tasks["translation"]]["languages"] == ["en", "zh"]
    tiny = next(m for m in told.values() if m["key"].endswith("tiny"))
    assert tiny["heads"] == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hello, my dog is cute", ""),
        ("Where is it?", "On the table."),
        ("naïve café 🙂", ""),
        ("[MASK] is it", "x [SEP] y"),
        ("dog " * 700, ""),
    ],
)
def test_tokenize(client: Client, models: ModelBank, first: str, second: str) -> None:
    got = client.predict(first, second, api_name="/tokenize")
    tokenizer = models().tokenizer
    want = tokenizer(
        first, second or None, truncation="longest_first", max_length=512, return_offsets_mapping=True
    )
    assert got["ids"] == want["input_ids"]
    assert got["token_type_ids"] == want["token_type_ids"]
    assert got["tokens"] == tokenizer.convert_ids_to_tokens(want["input_ids"])
    assert got["positions"] == list(range(len(got["ids"])))
    offsets = [
        None if special else list(o)
        for o, special in zip(want["offset_mapping"], got["special"], strict=True)
    ]
    assert got["offsets"] == offsets
    assert got["unknown"] == want["input_ids"].count(tokenizer.unk_token_id)


@pytest.mark.parametrize(("layer", "head"), [(4, 7), (1, 1), (6, 12), (0, 3), (2, 0), (0, 0)])
def test_attention(client: Client, models: ModelBank, layer: int, head: int) -> None:
    got = torch.tensor(client.predict(TEXT, "", layer, head, api_name="/attention")["weights"])
    model = models()
    with torch.inference_mode():
        all_of_them = torch.stack(
            model.module(**model.tokenizer(TEXT, return_tensors="pt"), output_attentions=True).attentions
        )[:, 0]
    layers = all_of_them.mean(0) if layer == 0 else all_of_them[layer - 1]
    want = layers.mean(0) if head == 0 else layers[head - 1]
    torch.testing.assert_close(got, want, atol=1e-5, rtol=0)
    torch.testing.assert_close(got.sum(-1), torch.ones(len(got)))


@pytest.mark.parametrize("task", ["sentiment", "topic"])
def test_classify(client: Client, models: ModelBank, task: str) -> None:
    got = client.predict(TEXT, task, api_name="/classify")
    model = models(f"classroom-{task}")
    with torch.inference_mode():
        logits = model.module(**model.tokenizer(TEXT, return_tensors="pt")).logits[0].double()
    assert got["logits"] == pytest.approx(logits.tolist(), abs=1e-3)
    assert got["probabilities"] == pytest.approx(
        torch.softmax(logits / model.temperature, -1).tolist(), abs=1e-3
    )
    assert sum(got["probabilities"]) == pytest.approx(1)
    assert got["labels"] == list(model.labels)


def test_wordpiece(client: Client, models: ModelBank) -> None:
    got = client.predict("Electroencephalography", api_name="/wordpiece")
    assert got["normalized"] == "electroencephalography"
    assert got["pieces"] == models().tokenizer.tokenize("Electroencephalography")
    assert [step["tried"] for step in got["steps"] if step["found"]] == got["pieces"]
    assert got["steps"][0] == {"tried": "electroencephalography", "found": False}


@pytest.mark.parametrize(
    "nasty",
    ["", "   ", "x" * 100_000, "\x00\x01\x02", "<script>alert(1)</script>", "🙂" * 600],
    ids=["empty", "spaces", "long", "control", "script", "emoji"],
)
@pytest.mark.parametrize("endpoint", ["/tokenize", "/classify", "/attention", "/wordpiece"])
def test_odd_texts_are_answered_or_told(client: Client, endpoint: str, nasty: str) -> None:
    if endpoint in ("/classify", "/attention") and nasty in ("", "   ", "\x00\x01\x02"):
        with pytest.raises(AppError, match="There is no word here yet"):
            client.predict(nasty, api_name=endpoint)
    else:
        assert isinstance(client.predict(nasty, api_name=endpoint), dict)


@pytest.mark.parametrize(
    ("arguments", "endpoint", "told"),
    [
        ((TEXT, "", 99, 1), "/attention", "There is no layer 99: this model has layers 1 to 6"),
        ((TEXT, "", 1, 13), "/attention", "There is no head 13: each layer has heads 1 to 12"),
        ((TEXT, "", -1, 1), "/attention", "There is no layer -1"),
        ((TEXT, "poetry"), "/classify", "There is no task “poetry”. Choose one of: sentiment, topic."),
        ((TEXT, "sentiment", "classroom-entities"), "/classify", "gives no labels"),
        ((TEXT, "", "/etc"), "/tokenize", "There is no model “/etc” here."),
        ((TEXT, "", "../../etc/passwd"), "/tokenize", "There is no model"),
    ],
)
def test_mistakes_are_told_with_their_limit(
    client: Client, arguments: tuple, endpoint: str, told: str
) -> None:
    with pytest.raises(AppError) as error:
        client.predict(*arguments, api_name=endpoint)
    assert told in str(error.value)


def test_finetune_is_a_stream_and_its_model_serves_who_knows_the_key(client: Client) -> None:
    path = ASSETS / "datasets" / "reviews.en.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:61]]
    stream = list(client.submit(rows, "head", 2, api_name="/finetune"))
    assert stream[0] == {"findings": []}
    assert [set(one) for one in stream[1:-1]] == [{"step", "steps", "loss", "accuracy"}] * stream[1]["steps"]
    key = stream[-1]["model"]
    told = client.predict("A dull, awful film.", "sentiment", key, api_name="/classify")
    assert sorted(told["labels"]) == ["negative", "positive"]
    assert key not in {model["key"] for model in client.predict(api_name="/models")["models"]}
    with pytest.raises(AppError, match="gone"):
        client.predict("A film.", "sentiment", key[:-2], api_name="/classify")
    with pytest.raises(AppError, match="usable rows"):
        client.predict([["a", "x"], ["b", "y"], ["c", "x"], ["d", "y"]], api_name="/finetune")


def test_masked_words_names_answers_translation(client: Client) -> None:
    found = client.predict("My [MASK] is [MASK].", 2, ["dog"], "left", api_name="/fill_mask")["masks"]
    assert [mask["position"] for mask in found] == [2, 4] and len(found[0]["predictions"]) == 2
    assert found[0]["candidates"][0]["token"] == "dog"
    follows = client.predict("The lights went out.", "We looked for candles.", api_name="/next_sentence")
    assert 0.5 < follows["follows"] < 1 and len(follows["logits"]) == 2
    names = client.predict("Marie Curie left Warsaw.", api_name="/entities")
    assert [(e["text"], e["label"]) for e in names["entities"]] == [("Marie Curie", "PER"), ("Warsaw", "LOC")]
    answered = client.predict("When was it opened?", "The bridge was opened in 1894.", 2, api_name="/answer")
    assert answered["answers"][0]["text"] == "1894" and len(answered["answers"]) == 2
    written = client.predict("Where is the station? I am here.", api_name="/translate")
    assert written["sentences"] == 2 and len(written["cross_attention"]) == len(written["tokens"])
    assert len(written["cross_attention"][0]) == len(written["source"])
    for endpoint, arguments in (
        ("/fill_mask", ("no mask",)),
        ("/next_sentence", ("one", "")),
        ("/entities", ("",)),
        ("/answer", ("", "text")),
        ("/translate", ("hello", 99)),
        ("/entities", ("hello", "classroom-topic")),
        ("/translate", ("hello", 4, "somebody/not-here")),
    ):
        with pytest.raises(AppError) as error:
            client.predict(*arguments, api_name=endpoint)
        assert "broke" not in str(error.value) and str(error.value)
