"""What the fine-tuning lab is sent, from the data to the zip."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from typing import Any

import pytest
import torch

from bertdemo.bert.before_after import Comparison, Forgotten
from bertdemo.bert.finetuning import Event, Finished, Step, learn
from bertdemo.bert.recipe import Recipe, recipe_of
from bertdemo.bert.scoring import Progress
from bertdemo.errors import UserError
from bertdemo.page.wire import sent
from bertdemo.rows.labelled import check_rows
from bertdemo.rows.uploads import limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.finetuned import begin, findings
from bertdemo.serving.jobs import Job
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps.finetuning import lab
from bertdemo.steps.finetuning.lab import bases, finished_of
from bertdemo.steps.finetuning.lab_compare import compared, finding
from bertdemo.steps.finetuning.lab_data import read_data, rows_payload, sets
from bertdemo.steps.finetuning.lab_events import LabStep, event_payload
from bertdemo.steps.finetuning.lab_verdict import (
    LINES,
    card,
    code_of,
    conclusion,
    notes,
    standard_error,
    verdict,
)
from bertdemo.text import Text
from tests.refusals import refusal

EN = Text("en")
ROWS = "\n".join(
    f"{'my dog is cute' if i % 2 else 'she is sad'} {'a b c d e'[: i % 9]} {'!' * (i // 9)},{'good' if i % 2 else 'bad'}"
    for i in range(40)
)


def wait(training: Job) -> list[Any]:
    until = time.monotonic() + 30
    while not training.ended and time.monotonic() < until:
        time.sleep(0.01)
    assert training.state == "finished", (training.state, training.error)
    return training.events


def train(models: ModelBank, **wanted: Any) -> Job:
    data = read_data(models.settings, {"source": "paste", "text": ROWS})
    training = begin(models, "", data, recipe_of({"method": "head", "epochs": 3, **wanted}))
    models.trainings(training.key)  # somebody asks, or it is stopped on a busy machine
    wait(training)
    return training


def test_what_is_pushed_is_what_is_zipped(models: ModelBank) -> None:
    training = train(models)
    for language, title in (("en", "# A BERT classifier\n"), ("zh", "# 一个 BERT 分类器\n")):
        made = lab.made(models, training.key, "影评" * 200, language)  # type: ignore[arg-type]
        assert made.card.startswith(title) and "影评" * 40 in made.card and "影评" * 41 not in made.card
        assert made.model.checkpoint.key == training.events[-1].model and made.folder.is_dir()
    with pytest.raises(UserError):
        lab.made(models, "of-somebody-else", "", "en")


def test_a_button_to_push_is_there_where_one_can_sign_in(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    monkeypatch.setattr(lab, "component", lambda name, words, functions: shown.append(words["push"]))
    client = {"ID": "a", "SECRET": "b"}
    for name in client:
        monkeypatch.delenv(f"OAUTH_CLIENT_{name}", raising=False)
    lab.build(EN, models)
    monkeypatch.setenv("OPENID_PROVIDER_URL", "https://huggingface.co")
    for name, value in client.items():
        monkeypatch.setenv(f"OAUTH_CLIENT_{name}", value)
    lab.build(EN, models)
    assert shown == [False, True]


def test_sets_are_named_in_both_languages() -> None:
    for language in LANGUAGES:
        names = sets(Text("en"), language)
        assert len(names) >= 6
        inside = [key.endswith(f".{language}") for key, _ in names]
        assert inside == sorted(inside, reverse=True), "those of the language are on top"
    assert sets(EN, "en")[0] == ("reviews.en", "Film reviews, plain (English) · 240")


def test_the_lab_starts_from_a_model_of_the_pages_language(monkeypatch: pytest.MonkeyPatch) -> None:
    pretrained = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom")
    here = [
        replace(pretrained, key=key, task=task, languages=(language,))
        for key, task, language in (
            ("classroom", "pretraining", "en"),
            ("classroom-zh", "pretraining", "zh"),
            ("classroom-topic", "topic", "en"),
            ("classroom-zh-topic", "topic", "zh"),
            ("classroom-answers", "answers", "en"),
        )
    ]
    monkeypatch.setattr(lab, "bundled", lambda: here)
    assert [key for key, _ in bases(EN, "en")] == [
        "classroom",
        "classroom-topic",
        "classroom-zh",
        "classroom-zh-topic",
    ]
    assert [key for key, _ in bases(Text("zh"), "zh")][:2] == ["classroom-zh", "classroom-zh-topic"]
    assert len({name for _, name in bases(EN, "en")}) == 4, "each has a name of its own"


def test_data_from_every_source(models: ModelBank) -> None:
    settings = models.settings
    assert len(read_data(settings, {"source": "set", "name": "reviews.en"}).rows) == 240
    pasted = read_data(settings, {"source": "paste", "text": ROWS})
    content = base64.b64encode(ROWS.encode()).decode()
    assert read_data(settings, {"source": "file", "name": "x.csv", "content": content}) == pasted
    for wrong in (
        {"source": "set", "name": "../../secret"},
        {"source": "set", "name": None},
        {"source": "file", "name": "x", "content": "no base64 !"},
        {"source": "file", "name": "x", "content": "A" * 20 * 2**20},
        {"source": "paste", "text": ""},
        {},
    ):
        with pytest.raises(UserError):
            read_data(settings, wrong)


def test_what_was_read_is_told(models: ModelBank) -> None:
    data = read_data(models.settings, {"source": "paste", "text": ROWS.replace("cute", "zzz")})
    payload = rows_payload(EN, models, "", data)
    json.dumps(sent(payload))
    assert "Always naming “bad” would be right 50 % of the time" in payload.said or "“good”" in payload.said
    assert {name for name, _ in payload.labels} == {"good", "bad"}
    assert any("unknown to this model's vocabulary" in line for line in payload.findings)


def test_a_training_as_the_page_sees_it(models: ModelBank) -> None:
    training = train(models)
    payloads = [event_payload(EN, event) for event in training.events]
    json.dumps(sent(payloads), allow_nan=False)
    kinds = [payload.kind for payload in payloads]
    assert kinds[0] == "reading" and kinds[-1] == "finished" and kinds.count("progress") == 4
    events, finished = finished_of(models, training.key)
    result = conclusion(EN, events, finished)
    assert EN.percent(finished.accuracy) in result.said and f"{finished.trained:,}" in result.notes[0]
    assert result.speaker == "your classifier, trained from classroom (Classifier only)"
    code = code_of(EN, events, finished)
    assert sum(bool(note) for _, note in code) == len(LINES), "every line that is explained is there"
    assert "def learn(" in code[0][0] and len(code) > 30
    assert learn.__name__ in code[0][0] and not any(note for _, note in code_of(EN, [], None))
    comparison = compared(EN, models, finished, "my dog is cute")
    json.dumps(sent(comparison), allow_nan=False)
    assert (
        sum(filter(None, comparison.after)) == pytest.approx(1, abs=1e-5)
        and "forgot nothing" in comparison.said
    )
    assert comparison.speaker == result.speaker
    assert "good" in card(EN, "mine", finished)


def test_what_was_trained_serves_every_view(models: ModelBank) -> None:
    from bertdemo.api.endpoints import endpoints, raise_for_caller

    finished = finished_of(models, train(models, method="lora", frozen=1).key)[1]
    api = {function.__name__: raise_for_caller(function, models) for function in endpoints(models)}
    classes = api["classify"]("my dog is cute", model=finished.model)
    assert set(classes["labels"]) == {"good", "bad"} and sum(classes["probabilities"]) == pytest.approx(1)
    assert len(api["attention"]("my dog", "", 1, 1, finished.model)["tokens"]) == 4
    assert api["ablate"]("my dog is cute", [[1, 1]], model=finished.model)["before"].keys() == {"good", "bad"}
    assert not [m for m in api["models"]()["models"] if m["key"].startswith("mine-")], "nobody else sees it"
    with pytest.raises(Exception, match="gone"):
        api["classify"]("my dog", model=finished.model[:-1])


def test_sabotage_is_explained(models: ModelBank) -> None:
    events, finished = finished_of(models, train(models, wrong_labels=0.4, warm_up=0.0).key)
    said = " ".join(notes(EN, events, finished))
    assert "40 %" in said and "Without warm-up" in said
    fast = [Step(i, 10, 1, 0.7 + i, 0.5, 1.0, 1.0, 1.0, 0.0) for i in range(1, 11)]
    looks = [event for event in events if type(event).__name__ == "Progress"]
    one = Finished(**{**vars(finished), "recipe": Recipe(epochs=1)})
    assert "did not fall" in verdict(EN, [*fast, *looks], one)
    broken = [Step(1, 1, 1, float("nan"), 0.5, 1.0, 1.0, 1.0, 0.0)]
    assert "nan" in verdict(EN, [*broken, *looks], one)
    payload = event_payload(EN, broken[0])
    assert isinstance(payload, LabStep) and payload.loss is None and payload.accuracy == 0.5


def progress(accuracy: float, rows: int, majority: float) -> Progress:
    """A look at held-back rows of two labels, some of which are right."""
    first = round(majority * rows)
    right = round(accuracy * rows)
    of_first = min(first, right)
    confusion = torch.tensor(
        [[of_first, first - of_first], [rows - first - (right - of_first), right - of_first]]
    )
    empty = torch.empty(0)
    return Progress(1, ("a", "b"), 0.5, right / rows, confusion, (), empty, 0.5, torch.zeros(rows), empty)


DONE = Finished("mine-x", "classroom", ("a", "b"), Recipe(epochs=1), 0.9, 2.0, 10, 100, {})


@pytest.mark.parametrize(
    ("before", "after", "rows", "said"),
    [
        (
            0.5,
            0.9,
            100,
            "It learned: 90 % (± 5.0 points) of the 100 samples held back are right; always naming",
        ),
        (
            0.5,
            0.59,
            100,
            "A tie: 59 % (± 5.0 points) of the 100 samples held back are right, no more than always naming",
        ),
        (0.5, 0.61, 100, "It learned: 61 % (± 5.0 points)"),
        (0.4, 0.45, 100, "A tie: 45 %"),
        (
            0.8,
            0.85,
            100,
            "A tie: 85 % (± 4.0 points) of the 100 samples held back are right, no more than before",
        ),
        (0.5, 0.3, 100, "Worse than nothing: only 30 %"),
        (0.8, 0.6, 100, "It unlearned: only 60 %"),
        (0.5, 0.75, 8, "A tie: 75 % (± 17.7 points) of the 8 samples"),
    ],
)
def test_an_accuracy_is_judged_by_its_standard_error(
    before: float, after: float, rows: int, said: str
) -> None:
    steps = [Step(i, 10, 1, 0.7 - 0.05 * i, after, 1.0, 1.0, 1.0, 0.0) for i in range(1, 11)]
    events: list[Event] = [progress(before, rows, 0.5), *steps, progress(after, rows, 0.5)]
    sentence = verdict(EN, events, DONE)
    assert sentence.startswith(said)
    assert ("More samples" in sentence) is not said.startswith("It learned")


def test_the_standard_error_of_a_share() -> None:
    assert standard_error(0.5, 100) == 0.05 and standard_error(1.0, 7) == 0


@pytest.mark.parametrize(
    ("taught", "wrong_labels", "said"), [(0.95, 0.0, True), (0.89, 0.0, False), (0.95, 0.4, False)]
)
def test_rows_learned_by_heart(taught: float, wrong_labels: float, said: bool) -> None:
    steps = [Step(i, 10, 1, 0.7 - 0.05 * i, taught, 1.0, 1.0, 1.0, 0.0) for i in range(1, 11)]
    done = replace(DONE, recipe=Recipe(epochs=1, wrong_labels=wrong_labels))
    events: list[Event] = [progress(0.5, 100, 0.5), *steps, progress(0.8, 100, 0.5)]
    assert ("by heart: 95 % right on those it saw, 80 % on" in verdict(EN, events, done)) is said


def test_one_label_for_all() -> None:
    steps = [Step(i, 10, 1, 0.6, 0.5, 1.0, 1.0, 1.0, 0.0) for i in range(1, 11)]
    look = replace(progress(0.5, 100, 0.5), confusion=torch.tensor([[50, 0], [50, 0]]))
    sentence = verdict(EN, [look, *steps, look], DONE)
    assert sentence.startswith("A tie: 50 %") and "gives every sample the same label" in sentence


def comparison(before: float, after: float, words: tuple[float, float] | None) -> Comparison:
    """Scores of label a, and the mean probability of the true words."""
    forgotten = () if words is None else (Forgotten(1, "dog", ("dog", 0.5), ("cat", 0.5), *words),)
    scores = [torch.tensor([share, 1 - share]) for share in (before, after)]
    empty: Any = None
    return Comparison(empty, scores[0], scores[1], empty, empty, (), forgotten)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.52, 0.03, "The verdict turned from “a” (52 %) to “b” (97 %)."),
        (0.52, 0.97, "It said “a” by chance before (52 %), and is surer now (97 %)."),
        (0.97, 0.52, "It still says “a”, less surely: 97 % before, 52 % now."),
        (0.52, 0.55, "Nothing changed for this sentence: “a”, 52 % before and 55 % now."),
        (0.52, float("nan"), "It has no verdict any more"),
    ],
)
def test_what_is_said_of_a_verdict_before_and_after(before: float, after: float, said: str) -> None:
    assert finding(EN, comparison(before, after, None), DONE, guesses=True).startswith(said)


@pytest.mark.parametrize(
    ("words", "method", "guesses", "said"),
    [
        (None, "head", True, "Of words it forgot nothing"),
        (None, "lora", False, "has no masked-word head."),
        (None, "lora", True, "the sentence has no word that its vocabulary knows."),
        ((0.5, 0.44), "lora", True, "it fell for 1 of 1 words."),
        ((0.5, 0.46), "lora", True, "It forgot hardly anything"),
        ((0.5, 0.56), "lora", True, "It even guesses this sentence's words better"),
    ],
)
def test_what_is_said_of_forgotten_words(
    words: tuple[float, float] | None, method: Any, guesses: bool, said: str
) -> None:
    done = replace(DONE, recipe=Recipe(method=method))
    assert said in finding(EN, comparison(0.5, 0.9, words), done, guesses=guesses)
    broken = finding(EN, comparison(0.5, 0.9, (0.5, float("nan"))), done, guesses=guesses)
    assert broken.endswith("(90 %).")


def test_the_endpoint_streams_and_hands_over_a_key(models: ModelBank) -> None:
    from bertdemo.api.endpoints import endpoints, raise_for_caller

    api = {function.__name__: raise_for_caller(function, models) for function in endpoints(models)}
    rows = [line.rsplit(",", 1) for line in ROWS.splitlines()]
    stream = list(api["finetune"](rows, "head", 2, None, 8))
    assert stream[0] == {
        "findings": [
            EN(one.key, **one.values)
            for one in findings(models, "", check_rows(rows, limits(models.settings)))
        ]
    }
    steps = stream[1:-1]
    assert [set(one) for one in steps] == [{"step", "steps", "loss", "accuracy"}] * len(steps)
    assert steps[-1]["step"] == steps[-1]["steps"] == len(steps)
    assert set(stream[-1]) == {"model", "labels", "validation_accuracy", "seconds"}
    assert api["classify"]("she is sad", model=stream[-1]["model"])["labels"] in (
        ("bad", "good"),
        ("good", "bad"),
    )
    for arguments, said in [
        (("no rows",), "no pair"),
        ((rows[:6],), "usable rows"),
        (([[text, "x"] for text, _ in rows],), "at least two labels"),
        (([[text, str(i)] for i, (text, _) in enumerate(rows)],), "different values"),
        ((rows, "magic"), "no method"),
        ((rows, "head", 0), "epochs"),
        ((rows, "head", 2, -1.0), "learning_rate"),
        ((rows, "head", 2, None, None, 0, "classroom-nothing"), "classroom-nothing"),
    ]:
        with pytest.raises(Exception, match=said):
            list(api["finetune"](*arguments))


def test_the_stream_begins_with_what_was_left_out_or_cut(models: ModelBank) -> None:
    from bertdemo.api.endpoints import endpoints

    finetune = next(function for function in endpoints(models) if function.__name__ == "finetune")
    rows = [line.rsplit(",", 1) for line in ROWS.splitlines()]
    long = " dog" * models.settings.training_tokens
    stream = finetune([*rows, rows[0], ["she is sad" + long, "bad"], ["=1+1", "good"]], "head", 1)
    findings = next(stream)["findings"]
    stream.close()
    for said in ("1 rows repeat a text", "1 samples are longer than", "formulas of a spreadsheet"):
        assert any(said in one for one in findings), said


@pytest.mark.parametrize(
    "name", ["../datasets/reviews.en", "x/reviews.en", "reviews", "reviews.en.tsv", "", None, 7]
)
def test_a_bundled_set_is_found_by_its_whole_name_only(models: ModelBank, name: Any) -> None:
    with refusal("no data set"):
        read_data(models.settings, {"source": "set", "name": name})
    assert read_data(models.settings, {"source": "set", "name": "reviews.en"}).rows


@pytest.mark.bundled
def test_the_head_alone_on_the_bundled_reviews() -> None:
    """In seconds, and better than 0.85: the promise of the lab."""
    models = ModelBank(Settings(device="cpu"))
    models()
    accuracies = []
    for seed in (0, 1, 2):
        began = time.monotonic()
        data = read_data(models.settings, {"source": "set", "name": "reviews.en"})
        training = begin(models, "", data, recipe_of({"method": "head", "seed": seed}))
        models.trainings(training.key)  # somebody asks how it goes
        wait(training)
        assert time.monotonic() - began < 20, "under 5 s on two idle cores; CI may be busy"
        accuracies.append(finished_of(models, training.key)[1].accuracy)
    assert min(accuracies) > 0.85 and sum(accuracies) / 3 > 0.9, accuracies
