"""Live: what the page is sent when the sentence changes, and what its components ask for."""

from __future__ import annotations

import base64
import inspect
import json
import logging
import time
import zlib
from dataclasses import fields, replace
from typing import Any

import gradio as gr
import numpy as np
import pytest
import torch

from bertdemo.bert.attention import highlights
from bertdemo.bert.run import Run
from bertdemo.figures.payload import packed_layer, packed_map
from bertdemo.page.live import Live, say_attention
from bertdemo.page.page import FIRST_PICTURE, build_page
from bertdemo.serving import readers
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps import first
from bertdemo.steps.tabs import TABS
from bertdemo.text import Text
from tests.conftest import TinyBank

VIEW = {"tab": "explore", "layer": 2, "head": 3}
PARTS = {tab.name: tab.parts for tab in TABS}


@pytest.fixture
def live(models: ModelBank) -> Live:
    return Live(Text("en"), models, PARTS)


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
        "Your text became 8 tokens: 6 from the text itself and 2 that BERT adds"
    )
    assert "wordpiece" not in told


def test_another_tab_gets_its_own_parts(live: Live) -> None:
    told = live.analyse("my dog", "is cute", "classroom", VIEW | {"tab": "tokens"})
    assert "scores" not in told
    assert {"wordpiece", "tokenizers"} <= set(told)
    assert told["token_type_ids"] == (0, 0, 0, 0, 1, 1, 1)
    assert {"scores", "wordpiece", "tokenizers"}.isdisjoint(
        live.analyse("my dog", "", "classroom", {"tab": "nowhere"})
    )
    assert "map" in live.analyse("my dog", "", "classroom", None)


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
    assert Live(Text("en"), models, PARTS).analyse(text, "", "classroom", VIEW) == {
        "error": Text("en")("error.no_words")
    }
    assert Live(Text("zh"), models, PARTS).analyse(text, "", "classroom", VIEW) == {
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
    assert not caplog.records


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

    live = Live(Text("zh"), Broken(Settings(device="cpu")), PARTS)
    assert live.analyse("my dog", "", "typed-by-somebody", VIEW) == {"error": Text("zh")("error.bug")}
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert (
        "KeyError" in caplog.text and "test_live.py" in caplog.text and "dict[str, Any]()[key]" in caplog.text
    )
    assert "typed-by-somebody" not in caplog.text and record.exc_info is None
    assert ask(live, "attention_layer", layer=1) == {"error": Text("zh")("error.bug")}


FILLED: dict[str, Any] = {
    "positions": [1], "place": None, "word": "", "off": [], "answers": {}, "seed": 0, "number": 0, "view": "head",
    "dark": False, "data": {"source": "set", "name": "reviews.en"}, "base": "", "recipe": {"method": "head"}, "name": "",
    "training": "x", "since": 0, "wanted": "stop", "steps": 50, "sentence": "a", "second": "b", "first": "a",
    "beams": 1, "id": "x", "question": "who", "context": "a dog", "lines": "a", "position": 1, "part": "scores",
}  # fmt: skip
ODD: list[Any] = [None, "", "x", 3, 1.5, True, [], ["a"], {}, {"text": "my dog"}, {"a": {"b": []}}]


def test_rubbish_to_any_function_of_the_page_is_told_and_not_logged(
    models: ModelBank, caplog: pytest.LogCaptureFixture
) -> None:
    """What no page of ours sends: things of every kind as the question, and as each field of it."""
    with gr.Blocks() as demo:
        build_page(Text("en"), models, TABS)
    functions = {
        function.__name__: function
        for block in demo.blocks.values()
        for function in getattr(block, "server_fns", None) or ()
    }
    assert len(functions) > 35
    good = {
        "text": "my dog",
        "text_pair": "",
        "model": "",
        "layer": 1,
        "head": 1,
        "token": None,
        "task": "sentiment",
    }
    bugs = []
    for name, function in functions.items():
        for odd in ODD:
            questions = [(name, odd)]
            kind = inspect.getclosurevars(function).nonlocals["kind"]
            names = [field.name for field in fields(kind)] if kind else []
            questions += [(f"{name}: {field}", FILLED | good | {field: odd}) for field in names]
            for place, question in questions:
                told = function(question)
                if not isinstance(told, dict) or told.get("error") == Text("en")("error.bug"):
                    bugs.append((place, odd))
    assert not bugs
    for jobs in (models.trainings, models.translations, models.fetches):
        for job in list(jobs._all.values()):
            job.wanted = "stop"
            until = time.monotonic() + 30
            while not job.ended:
                assert time.monotonic() < until
                time.sleep(0.01)
    # the bundled decoder fits no tiny encoder: that translation fails, which is no matter of the question
    assert not [
        record for record in caplog.records if record.name.startswith(("bertdemo.page", "bertdemo.steps"))
    ]


@pytest.mark.parametrize(
    "view", [None, [], "x", 5, {"layer": "x"}, {"layer": None, "head": {}}, {"tab": ["x"]}]
)
@pytest.mark.parametrize("typed", [None, 5, ["x"], {"a": 1}, True])
def test_rubbish_instead_of_a_sentence_is_told(
    live: Live, view: Any, typed: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for asked in ((typed, "", "classroom"), ("my dog", typed, "classroom"), ("my dog", "", typed)):
        told = live.analyse(*asked, view)
        assert told.get("error") != Text("en")("error.bug")
    assert not caplog.records


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


# [CLS] my dog [SEP], by hand. Words are 1 and 2: to specials (0.1 + 0.2 + 0.3 + 0.15) / 2 = 37.5 %, to themselves
# (0.3 + 0.05) / 2 = 17.5 %, the strongest link dog → my 0.5.
WEIGHTS = torch.tensor(
    [[0.1, 0.2, 0.6, 0.1], [0.1, 0.3, 0.4, 0.2], [0.3, 0.5, 0.05, 0.15], [0.0, 0.9, 0.0, 0.1]]
)


def test_a_sentence_with_numbers_worked_by_hand(models: ModelBank) -> None:
    encoding = models().encode("my dog")
    run = Run(encoding, WEIGHTS[None, None], torch.zeros(2, 4, 1), None)
    assert say_attention(Text("en"), run, 1, 1) == (
        "In layer 1, head 1, the strongest link between two words is “dog” → “my” (0.500). Of their attention, words "
        "give 37.5% to [CLS] and [SEP] and 17.5% to themselves."
    )
    assert "“dog” → “my”（0.500）" in say_attention(Text("zh"), run, 1, 1)
    assert say_attention(Text("en"), run, 0, 0).startswith(
        "On average over all layers and heads, the strongest"
    )
    assert "rows add up to more than 1" in say_attention(Text("en"), run, 1, -1)


def test_mostly_unknown_text_gets_one_notice_and_no_verdict(live: Live) -> None:
    told = live.analyse("my 狗 dog", "", "classroom", VIEW)  # 1 of 3
    assert told["notice"].startswith("1 of 3 tokens are [UNK]")
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


def test_the_strongest_head_by_hand(models: ModelBank) -> None:
    second = torch.tensor([[0.25] * 4, [0.0, 0.0, 1.0, 0.0], [0.25] * 4, [0.25] * 4])
    run = Run(models().encode("my dog"), torch.stack([WEIGHTS, second])[None], torch.zeros(2, 4, 1), None)
    assert "“my” → “dog” (1.00)" in say_attention(Text("en"), run, 1, -1)
    # mean: my → dog (0.4 + 1) / 2 = 0.7
    assert "“my” → “dog” (0.700)" in say_attention(Text("en"), run, 1, 0)


def test_one_word_links_to_nothing(models: ModelBank) -> None:
    weights = torch.tensor([[1.0, 0.0, 0.0], [0.25, 0.5, 0.25], [0.0, 0.0, 1.0]])
    run = Run(models().encode("dog"), weights[None, None], torch.zeros(2, 3, 1), None)
    assert say_attention(Text("en"), run, 1, 1) == (
        "In layer 1, head 1, the only word gives 50.0% of its attention to [CLS] and [SEP] and 50.0% to itself."
    )
    seen = highlights(weights, (True, False, True))
    assert (seen.source, seen.target) == (None, None)


@pytest.mark.bundled
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_picture_is_the_live_answer(language: str) -> None:
    """assets/examples/first.json; `python -m bertdemo.steps.first` makes it anew when weights or words change."""
    stored = json.loads(FIRST_PICTURE.read_text("utf-8"))
    computed = json.loads(json.dumps(first.compute(ModelBank(Settings(device="cpu")))))
    assert set(stored) == set(LANGUAGES)
    one, other = stored[language], computed[language]
    assert set(one) == set(other)
    maps = [unpack(told["map"], "<u2").astype(int) for told in (one, other)]
    one["map"].pop("weights"), other["map"].pop("weights")
    assert np.abs(maps[0] - maps[1]).max() <= 65  # 1e-3, which is what the page promises on any machine
    for stored_task, task in zip(one.pop("scores"), other.pop("scores"), strict=True):
        for name in ("logits", "probabilities"):
            assert stored_task.pop(name) == pytest.approx(task.pop(name), abs=1e-3)
        assert stored_task.pop("said").rsplit(" ", 1)[0][:20] == task.pop("said").rsplit(" ", 1)[0][:20]
        assert stored_task == task
    assert one["map"].pop("said")[:60] == other["map"].pop("said")[:60]
    assert one == other
