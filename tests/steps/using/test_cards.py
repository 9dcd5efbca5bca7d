"""The points that the cards of step "using" make, asked of the bundled model a second way."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

import pytest
import torch
import transformers

from bertdemo.bert.answers import answer
from bertdemo.bert.entities import entities
from bertdemo.bert.translation import Translation
from bertdemo.serving.configs import read_json
from bertdemo.serving.judges import translator
from bertdemo.settings import Language
from bertdemo.steps.card import Card, Evidence, Outcome
from bertdemo.steps.cards import CARDS
from bertdemo.steps.using.cards import missing, persons
from tests.steps.points import BANK, each_card_of, evidence


def asked(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def irony(ask: Evidence) -> None:
    """It is taken in, by the library's own forward pass."""
    judge = ask.task("sentiment")
    with torch.inference_mode():
        logits = judge.module(**judge.tokenizer(ask.card.text, return_tensors="pt")).logits[0]
    shares = dict(zip(judge.labels, (logits / judge.temperature).softmax(-1).tolist(), strict=True))
    outcome = asked(ask)
    assert outcome.answer == "positive" and shares["positive"] > 0.65
    assert outcome.values["percent"] == ask.text.percent(shares["positive"])


def names(ask: Evidence) -> None:
    found = entities(ask.task("entities"), ask.card.text).entities
    person, place = ("张长城", "长城") if ask.language == "zh" else ("Washington", "Washington")
    assert [(one.text, one.label, one.score > 0.8) for one in found] == [
        (person, "PER", True),
        (place, "LOC", True),
    ]
    outcome = asked(ask)
    assert outcome.answer == "first" and outcome.values["count"] == "2"
    colon, kind, comma = (": ", "person", ", ") if ask.language == "en" else ("：", "人名", "，")
    assert outcome.values["found"].startswith(
        f"{person}{colon}{kind}{comma}{ask.text.percent(found[0].score)}"
    )


def nothing(ask: Evidence) -> None:
    """It takes what belongs to another thing; the rate is the one beside its weights."""
    model = ask.task("answers")
    told = answer(model, ask.card.text, ask.card.pair)
    wrong = "全长312米" if ask.language == "zh" else "brass"
    assert (told.says_none, told.best.text, told.best.score > 0.7) == (False, wrong, True)
    outcome = asked(ask)
    refused = read_json(model.checkpoint.folder / "figures.json")["scores"]["refused"]
    assert outcome.answer == "invents" and refused > 0.8
    assert (outcome.values["word"], outcome.values["rate"]) == (wrong, ask.text.percent(refused))
    assert outcome.values["percent"] == ask.text.percent(told.best.score)


def lost(ask: Evidence) -> None:
    *_, whole = translator(BANK).steps(ask.card.text)
    assert isinstance(whole, Translation)
    city, name = whole.text.split("。")[:2]
    assert "上海" in city and "李" not in name and "明" not in name
    outcome = asked(ask)
    assert outcome.answer == "name" and outcome.values["translation"] == whole.text


def tools(ask: Evidence) -> None:
    outcome = asked(ask)
    assert outcome.answer == "no" and outcome.values["version"] == version("transformers")
    with pytest.raises(ImportError):
        importlib.import_module("transformers.models.bert.modeling_tf_bert")


def prints(ask: Evidence) -> None:
    """Softmax of two numbers is the logistic function of their difference; of the model's own, the page's verdict."""
    assert ask.card.outcome
    told = ask.card.outcome(ask)
    share = 1 / (1 + 2.718281828 ** -(0.1516 + 0.3495))
    assert told.answer == "p62" and told.values["share"] == ask.text.percent(share)
    assert ask.text.percent(share) in ask.card.choice(ask.text, "p62")
    own = ask.classified("sentiment")
    negative, positive = (float(one.replace("−", "-")) for one in re.split("、|, ", told.values["logits"]))
    sure = 1 / (1 + 2.718281828 ** -((positive - negative) / own.temperature))
    assert abs(sure - float(told.values["own"].strip("% ")) / 100) < 0.01


POINTS: dict[str, Callable[[Evidence], None]] = {
    "irony": irony,
    "names": names,
    "nothing": nothing,
    "lost": lost,
    "tools": tools,
    "prints": prints,
}


@pytest.mark.bundled
@each_card_of("using")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


@pytest.mark.bundled
@pytest.mark.parametrize(("language", "question"), [("en", "Who is the president?"), ("zh", "总统是谁？")])
def test_the_question_to_try_is_one_that_it_refuses(language: Language, question: str) -> None:
    (card,) = [card for card in CARDS[language] if card.name == "nothing"]
    assert asked(evidence(language, replace(card, text=question))).answer == "admits"
    assert question in evidence(language, card).text("card.nothing.try")


def test_a_library_that_has_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (card,) = [card for card in CARDS["en"] if card.name == "tools"]
    monkeypatch.setattr(transformers, "TFBertModel", object, raising=False)
    assert asked(evidence("en", card)).answer == "yes"


def test_which_name_is_a_person() -> None:
    assert persons(["PER", "LOC"]) == persons(["PER"]) == "first"
    assert persons(["LOC", "PER"]) == "second"
    assert persons(["PER", "PER"]) == "both"
    assert persons([]) == persons(["LOC", "ORG"]) == "neither"


def test_what_a_translation_has_lost() -> None:
    assert missing("他住在上海。我叫李明。") == "nothing"
    assert missing("他住在上海。我叫罗伯特。") == "name"
    assert missing("他住在东京。我叫李明。") == "city"
    assert missing("他住在东京。我叫罗伯特。") == "both"
