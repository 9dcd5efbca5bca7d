"""Next sentence: the steps from [CLS] to the answer, and the traps."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.pretraining.next import TRAPS, Tally, finding, follows, kind_of, new_words, tally, traps
from bertdemo.text import Text

EN = Text("en")
ENCODERS = [checkpoint.key for checkpoint in bundled() if not checkpoint.base]


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_pairs_of_each_kind_in_either_language(language: Language) -> None:
    pairs = examples("pairs", language)["pairs"]
    kinds = Counter((pair["kind"], pair["follows"]) for pair in pairs)
    answers = {"follows": True, "question": True, "random": False, "similar": False}
    answers |= {"contradiction": False, "swapped": False}
    assert kinds == dict.fromkeys(answers.items(), 4)
    written = {(pair["first"], pair["second"]) for pair in pairs}
    assert len(written) == len(pairs)
    for pair in pairs:
        assert pair["kind"] != "swapped" or (pair["second"], pair["first"]) in written


def test_pairs_are_asked_in_the_language_of_the_model_and_once(models: ModelBank, chinese: Model) -> None:
    for model, language in ((models(), "en"), (chinese, "zh")):
        asked = recorded(model)
        first, again = (traps(Text(page), model) for page in LANGUAGES)
        assert [row.right for row in first.rows] == [row.right for row in again.rows]
        assert asked == [(pair["first"], pair["second"]) for pair in examples("pairs", language)["pairs"]]
        assert sum(row.of for row in first.rows) == len(asked) and tally(model) is tally(model)


def recorded(model: Model) -> list[tuple[str, str]]:
    """The pairs that a model is asked from now on."""
    asked: list[tuple[str, str]] = []
    real = model.run

    def run(first: str, second: str = "") -> Any:
        asked.append((first, second))
        return real(first, second)

    model.run = run  # type: ignore
    return asked


def scores(traps: int, unrelated: int) -> Tally:
    """4 pairs of each kind; of the traps so many are right, from the first kind on."""
    kinds = ("follows", "random", *TRAPS, "question")
    right = dict.fromkeys(kinds, 4) | {"random": unrelated}
    right |= {kind: min(4, max(0, traps - 4 * i)) for i, kind in enumerate(TRAPS)}
    return Tally(right, dict.fromkeys(kinds, 4))


@pytest.mark.parametrize(
    ("right", "unrelated", "said"),
    [
        (0, 4, "learned topics, not order (0 of 12 traps)"),
        (3, 4, "learned topics, not order (3 of 12 traps)"),
        (4, 4, "On traps this BERT is unreliable (4 of 12 right)"),
        (8, 3, "On traps this BERT is unreliable (8 of 12 right)"),
        (9, 4, "sees through most traps (9 of 12)"),
        (0, 2, "tells only 2 of 4, and 0 of 12 traps"),
        (12, 0, "tells only 0 of 4, and 12 of 12 traps"),
    ],
)
def test_what_a_model_learned_is_judged_by_its_own_pairs(right: int, unrelated: int, said: str) -> None:
    assert said in finding(EN, 0.9, "", False, scores(right, unrelated))


@pytest.mark.parametrize(
    ("probability", "kind", "repeats", "said"),
    [
        (0.94, "follows", False, "Right: BERT says that B follows A (94 %), and B does continue A."),
        (
            0.06,
            "follows",
            False,
            "Wrong: BERT says that B is from elsewhere (only 6.0 % that it follows), but B does",
        ),
        (0.94, "question", False, "Right: BERT says that B follows A (94 %), and B answers A."),
        (0.06, "random", False, "Right: BERT says that B is from elsewhere (only 6.0 %"),
        (0.94, "random", True, "Wrong: BERT says that B follows A (94 %), but B has nothing to do with A."),
        (0.98, "similar", True, "Wrong: BERT says that B follows A (98 %), but B only repeats words of A."),
        (0.02, "similar", True, "Right: BERT says that B is from elsewhere"),
        (0.98, "contradiction", True, "Wrong: BERT says that B follows A (98 %), but B contradicts A."),
        (
            0.98,
            "swapped",
            False,
            "Wrong: BERT says that B follows A (98 %), but the two stand in the wrong order.",
        ),
        (0.98, "", True, "BERT says that B follows A (98 %); more than half of B's words stand in A"),
        (0.98, "", False, "BERT says that B follows A (98 %); whether that is right, you must judge."),
        (0.02, "", True, "BERT says that B is from elsewhere (only 2.0 % that it follows); whether"),
        (0.45, "follows", False, "BERT cannot tell: 45 % that B follows A is as good as a coin toss."),
    ],
)
def test_an_answer_is_judged_where_the_truth_is_known(
    probability: float, kind: str, repeats: bool, said: str
) -> None:
    assert finding(EN, probability, kind, repeats, scores(0, 4)).startswith(said)


def test_the_truth_is_known_of_bundled_pairs_alone() -> None:
    for language in LANGUAGES:
        for pair in examples("pairs", language)["pairs"]:
            assert kind_of(f" {pair['first']}", f"{pair['second']} ") == pair["kind"]
            assert kind_of(pair["second"], pair["first"]) in ("", "swapped", "follows", "question")
    assert kind_of("The lights went out.", "") == ""


def test_new_words_of_the_second_sentence(models: ModelBank) -> None:
    model = models()
    for second, share in (("my dog is cute !", 0), ("my dog is sad .", 0.25), ("she", 1), ("! .", 1)):
        assert new_words(model.encode("my dog is cute .", second)) == share


@pytest.mark.bundled
def follows_of(model: Model, pair: dict[str, Any]) -> float:
    """By the run's own logits."""
    logits = model.run(pair["first"], pair["second"]).logits
    assert logits is not None
    return float(logits.softmax(-1)[0])


@pytest.mark.parametrize("key", ENCODERS)
def test_next_sentence_with_the_bundled_pairs(key: str) -> None:
    model = ModelBank(Settings(device="cpu"))(key)
    pairs = examples("pairs", reading_language(model))["pairs"]
    payload = follows(EN, model, pairs[0]["first"], pairs[0]["second"])
    json.dumps(sent(payload))
    assert payload.said.startswith("Right: BERT says that B follows A")
    assert "✓" in payload.checked and len(payload.vectors[0].values) == 384
    assert payload.logits[0].share + payload.logits[1].share == pytest.approx(1)
    all_pairs = traps(EN, model)
    rows = all_pairs.rows
    assert sum(row.of for row in rows) == len(pairs) >= 20
    right = sum((follows_of(model, pair) >= 0.5) == pair["follows"] for pair in pairs)
    assert all_pairs.said.startswith(f"Of all {len(pairs)} pairs {right} are answered rightly")
    assert all_pairs.said.endswith(payload.said.rsplit(". ", 1)[-1]), (
        "and what it learned, as under each pair"
    )
    kinds = {row.name: row.right / row.of for row in rows}
    assert kinds["unrelated"] >= 0.5 and kinds["B continues A"] >= 0.5, "what it was trained for"
