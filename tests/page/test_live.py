"""Live: what the page is sent when the sentence changes, and what its components ask for."""

from __future__ import annotations

import base64
import json
import logging
import re
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from bertdemo.figures.payload import packed_layer, packed_map
from bertdemo.page.focus import picked
from bertdemo.page.live import Live
from bertdemo.page.page import FIRST_PICTURE
from bertdemo.page.questions import OfToken
from bertdemo.page.wire import sent
from bertdemo.serving import readers
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps import first
from bertdemo.steps.glance.overview import overview
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text
from tests.conftest import TinyBank, own_records

VIEW = {"on": "scores", "layer": 2, "head": 3}


def ask(live: Live, name: str, **wanted: Any) -> dict[str, Any]:
    """As a component asks: through the wrapped function, never by the bare one."""
    functions = {function.__name__: function for function in live.server_functions}
    return functions[name]({"text": "my dog", "text_pair": "", "model": "classroom", **wanted})


def unpack(answer: dict[str, Any], kind: str) -> np.ndarray:
    raw = base64.b64decode(answer["weights"])
    return np.frombuffer(zlib.decompress(raw) if answer.get("deflated", True) else raw, kind)


def expected_attentions(models: ModelBank, text: str, pair: str = "") -> torch.Tensor:
    model = models()
    with torch.inference_mode():
        out = model.module(**model.tokenizer(text, pair or None, return_tensors="pt"), output_attentions=True)
    return torch.stack(out.attentions)[:, 0]


def test_the_first_answer_holds_everything(live: Live, models: ModelBank) -> None:
    told = live.analyse("Hello, my dog is cute", "", "classroom", VIEW)
    assert json.loads(json.dumps(told))["key"] == {
        "text": "Hello, my dog is cute",
        "text_pair": "",
        "model": "classroom",
    }
    assert told["tokens"] == ("[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]")
    assert told["positions"] == tuple(range(8))
    assert told["offsets"][1:3] == ((0, 5), (5, 6))
    assert told["offsets"][0] is None
    assert (told["layers"], told["heads"]) == (3, 4)
    assert told["notice"] == ""
    assert (told["map"]["layer"], told["map"]["head"]) == (2, 3)
    levels = unpack(told["map"], "<u2").reshape(8, 8)
    want = expected_attentions(models, "Hello, my dog is cute")[1, 2].numpy()
    assert np.abs(levels / 65535 - want).max() <= 1 / 131070 + 1e-6
    assert [task["title"] for task in told["scores"]] == ["Sentiment", "Topic"]
    assert told["said"]["tokens"].startswith(
        "Your text became 8 tokens: 6 whole words and signs, and 2 that BERT adds"
    )
    assert "wordpiece" not in told


def test_another_instrument_gets_its_own_parts(live: Live) -> None:
    for name in ("wordpiece", "tokenizers"):
        told = live.analyse("my dog", "is cute", "classroom", VIEW | {"on": name})
        assert {"scores", "wordpiece", "tokenizers"} & set(told) == {name}
        assert told["token_type_ids"] == (0, 0, 0, 0, 1, 1, 1)
    assert {"scores", "wordpiece", "tokenizers"}.isdisjoint(
        live.analyse("my dog", "", "classroom", {"on": "nowhere"})
    )
    assert "map" in live.analyse("my dog", "", "classroom", None)


def test_what_the_first_screen_says_of_the_pinned_token_comes_with_the_run(
    live: Live, models: ModelBank
) -> None:
    text = "My dog is cute and she is sad"
    run = models("classroom").run(text)
    view = {"on": "overview", "layer": 2, "head": 3, "token": 1, "word": "she", "count": 4}
    for asked, place in ((view, 6), (view | {"token": None, "word": ""}, None), (view | {"layer": 99}, 6)):
        told = live.analyse(text, "", "classroom", asked)["overview"]
        layer = min(int(asked["layer"]), 3)  # type: ignore[call-overload]
        place = picked(run, OfToken("", "", "", layer, 3, place))[2]
        assert told == sent(overview(live.text, models, models("classroom"), run, layer, 3, place))
    assert "overview" not in live.analyse(text, "", "classroom", VIEW)


def test_the_view_of_a_larger_model_is_brought_inside(live: Live) -> None:
    told = live.analyse("my dog", "", "classroom", {"layer": 12, "head": 12})
    assert (told["map"]["layer"], told["map"]["head"]) == (3, 4)


@pytest.mark.parametrize(("layer", "head"), [(1, 1), (3, 4), (0, 2), (2, 0), (0, 0), (2, -1), (0, -1)])
def test_any_map_is_the_librarys(live: Live, models: ModelBank, layer: int, head: int) -> None:
    told = ask(live, "attention_map", text_pair="is cute", layer=layer, head=head)
    weights = expected_attentions(models, "my dog", "is cute")  # (L, H, T, T)
    weights = weights.mean(0) if layer == 0 else weights[layer - 1]
    want = weights.mean(0) if head == 0 else weights.max(0).values if head == -1 else weights[head - 1]
    levels = unpack(told, "<u2").reshape(want.shape)
    assert np.abs(levels / 65535 - want.numpy()).max() <= 1 / 131070 + 1e-6


@pytest.mark.parametrize("layer", [0, 1, 3])
def test_all_heads_of_a_layer(live: Live, models: ModelBank, layer: int) -> None:
    weights = expected_attentions(models, "my dog")
    want = (weights.mean(0) if layer == 0 else weights[layer - 1]).numpy()
    got = unpack(ask(live, "attention_layer", layer=layer), "u1").reshape(want.shape)
    assert np.abs(got / 255 - want).max() <= 1 / 510 + 1e-6


def test_a_part_comes_when_it_is_asked_for(live: Live) -> None:
    whole = live.analyse("my dog", "", "classroom", VIEW)
    assert ask(live, "part", part="scores") == {"scores": whole["scores"]}
    assert set(ask(live, "part", part="wordpiece")) == {"wordpiece"}


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\x00\x01"])
def test_no_word_is_told(models: ModelBank, text: str) -> None:
    assert Live(Text("en"), models, PARTS, LOOKS).analyse(text, "", "classroom", VIEW) == {
        "error": Text("en")("error.no_words")
    }
    assert Live(Text("zh"), models, PARTS, LOOKS).analyse(text, "", "classroom", VIEW) == {
        "error": Text("zh")("error.no_words")
    }


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("attention_map", {"layer": 4, "head": 1}, "There is no layer 4: this model has layers 1 to 3"),
        ("attention_map", {"layer": 1, "head": 5}, "There is no head 5: each layer has heads 1 to 4"),
        ("attention_map", {"layer": 1, "head": -2}, "There is no head -2"),
        ("attention_map", {"layer": 1.5, "head": 1}, "The question cannot be answered: “layer”"),
        ("attention_map", {"layer": "<b>", "head": 1}, "The question cannot be answered: “layer”"),
        ("attention_map", {"layer": None, "head": 1}, "The question cannot be answered: “layer”"),
        ("attention_map", {"layer": 1, "head": True}, "The question cannot be answered: “head”"),
        ("attention_map", {"layer": 2**70, "head": 1}, "The question cannot be answered: “layer”"),
        ("attention_map", {"layer": 1}, "The question cannot be answered: “head” is missing"),
        ("attention_layer", {"layer": 1, "model": ["x"]}, "The question cannot be answered: “model”"),
        ("attention_layer", {"layer": 1, "text": None}, "The question cannot be answered: “text”"),
        ("part", {"part": "nothing"}, "The question cannot be answered: “part”"),
        ("part", {"part": {}}, "The question cannot be answered: “part”"),
        ("attention_layer", {"layer": 4}, "There is no layer 4"),
        ("attention_layer", {"layer": -1}, "There is no layer -1"),
        ("attention_layer", {"layer": 1, "model": "nobody"}, "There is no model “nobody” here."),
        ("attention_layer", {"layer": 1, "model": "/etc"}, "There is no model “/etc” here."),
        ("attention_layer", {"layer": 1, "text": " "}, "There is no word here yet."),
        ("part", {"part": "scores", "text": ""}, "There is no word here yet."),
    ],
)
def test_mistakes_are_told(
    live: Live, caplog: pytest.LogCaptureFixture, name: str, wanted: dict[str, Any], said: str
) -> None:
    told = ask(live, name, **wanted)
    assert set(told) == {"error"}
    assert told["error"].startswith(said)
    assert not own_records(caplog)


def test_a_model_that_is_not_there(live: Live) -> None:
    assert live.analyse("my dog", "", "nobody", VIEW)["error"].startswith("There is no model “nobody” here.")


def test_a_hundred_thousand_characters_are_cut_and_counted(live: Live) -> None:
    told = live.analyse("my dog " * 14_285 + "my do", "", "classroom", VIEW)
    # 20,000 characters are "my dog " 2,857 times and "m": 5,715 words, 38 of them beside [CLS] and [SEP]. "m" is
    # unknown to the tiny vocabulary, but one token too.
    assert told["notice"] == (
        "A text may have 20,000 characters here. The last 80,000 are left out. "
        "BERT reads at most 40 tokens at once. The last 5,677 word pieces of your text are left out."
    )
    assert len(told["tokens"]) == 40


def test_half_an_emoji_is_a_character_that_can_be_sent(live: Live) -> None:
    told = live.analyse("my \ud83d dog", "", "classroom", VIEW)
    assert told["key"]["text"] == "my \ufffd dog"
    json.dumps(told, ensure_ascii=False).encode("utf-8")


def test_a_bug_is_logged_and_told_politely(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(TinyBank):
        def __call__(self, key: str = "") -> Any:
            return dict[str, Any]()[key]

    live = Live(Text("zh"), Broken(Settings(device="cpu")), PARTS, LOOKS)
    assert live.analyse("my dog", "", "typed-by-somebody", VIEW) == {"error": Text("zh")("error.bug")}
    (record,) = own_records(caplog)
    assert record.levelno == logging.ERROR
    assert (
        "KeyError" in caplog.text and "test_live.py" in caplog.text and "dict[str, Any]()[key]" in caplog.text
    )
    assert "typed-by-somebody" not in caplog.text and record.exc_info is None
    assert ask(live, "attention_layer", layer=1) == {"error": Text("zh")("error.bug")}


@pytest.mark.parametrize("size", [17, 142])
def test_packing_is_exact_to_half_a_level(size: int) -> None:
    torch.manual_seed(0)
    weights = torch.rand(4, size, size)
    weights[0, 0, 0], weights[0, 0, 1] = 0.0, 1.0
    packed = packed_map(weights[0])
    assert packed.deflated is (size == 142)
    back = torch.from_numpy(unpack(vars(packed), "<u2").reshape(size, size) / 65535)
    assert (back - weights[0]).abs().max() <= 1 / 131070 + 1e-7
    assert back[0, :2].tolist() == [0, 1]
    bytes_ = torch.from_numpy(unpack({"weights": packed_layer(weights)}, "u1").reshape(4, size, size) / 255)
    assert (bytes_ - weights).abs().max() <= 1 / 510 + 1e-7
    wrong = bytes_.transpose(1, 2) - weights  # the check would see rows and columns exchanged
    assert wrong.abs().max() > 0.5


def test_mostly_unknown_text_gets_one_notice_and_no_verdict(live: Live) -> None:
    told = live.analyse("my 狗 dog", "", "classroom", VIEW)  # 1 of 3
    assert told["notice"].startswith("1 of 3 tokens: [UNK]")
    (score,) = told["scores"]
    assert (
        score["error"].startswith("No verdict: 1 of the 3 tokens are [UNK]") and "probabilities" not in score
    )
    told = live.analyse("my 狗 dog is cute", "", "classroom", VIEW)  # 1 of 5
    assert told["notice"] == "" and len(told["scores"]) == 2 and told["offer"] is None


def test_a_text_in_the_other_language_is_told_with_the_model_that_reads_it(
    live: Live, models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = models().checkpoint
    chinese = replace(english, key="classroom-zh", languages=("zh",))
    monkeypatch.setattr(readers, "bundled", lambda: [english, chinese])
    told = live.analyse("狗在睡觉。", "", "classroom", VIEW)
    assert told["offer"] == {"key": "classroom-zh", "name": "Read it with classroom BERT, Chinese"}
    assert told["notice"].count("[UNK]") == 1
    model = models()
    model.checkpoint = replace(model.checkpoint, languages=("zh",))
    told = live.analyse("my dog is cute", "", "classroom", VIEW)
    assert told["offer"] == {"key": "classroom", "name": "Read it with classroom BERT, English"}
    assert told["notice"] == "This text is in English; “classroom BERT, English” was made for Chinese."
    assert len(told["scores"]) == 2


@pytest.mark.bundled
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_picture_is_the_live_answer(language: str) -> None:
    """assets/examples/first.json; `python -m bertdemo.steps.first` makes it anew when weights or words change."""
    stored = json.loads(FIRST_PICTURE.read_text("utf-8"))
    computed = json.loads(json.dumps(first.compute(ModelBank(Settings(device="cpu")))))
    assert set(stored) == set(LANGUAGES)
    same(stored[language], computed[language])


def same(one: Any, other: Any) -> None:
    """Equal but for 1e-3 in numbers, which is what the page promises on any machine, and the last digit of those in sentences."""
    if isinstance(one, dict):
        assert set(one) == set(other)
        if "weights" in one:
            maps = [unpack(packed, "<u2").astype(int) for packed in (one, other)]
            assert np.abs(maps[0] - maps[1]).max() <= 65
        for name in set(one) - {"weights"}:
            same(one[name], other[name])
    elif isinstance(one, list):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            same(a, b)
    elif isinstance(one, str):
        numbers = [re.split(r"(\d+(?:\.\d+)?)", said) for said in (one, other)]
        assert numbers[0][::2] == numbers[1][::2]
        for a, b in zip(numbers[0][1::2], numbers[1][1::2], strict=True):
            step = 10.0 ** -len(a.partition(".")[2])
            assert float(a) == pytest.approx(float(b), abs=1.01 * max(1e-3, step) if "." in a else 1.01)
    else:
        assert one == pytest.approx(other, abs=1e-3)
