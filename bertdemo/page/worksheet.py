"""The worksheet: the questions of a step's cards on paper, with room to write, and what the model did on the last page.

A class's own sentence comes first, if one is given, with questions made from it (page/own_sentence.py).
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.page.cards import Card, here
from bertdemo.page.html import Html, document, element
from bertdemo.page.own_sentence import Asked, asked_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.log import log_bug
from bertdemo.serving.readers import texts_language
from bertdemo.serving.turns import Weight, in_turn
from bertdemo.settings import ASSETS, LANGUAGES, Language
from bertdemo.text import WORDS, Text

log = logging.getLogger(__name__)
STYLE = (ASSETS / "page" / "worksheet.css").read_text("utf-8")


@dataclass(frozen=True)
class Told:
    """What stands on the last page about a question."""

    title: str
    answer: str  # the choice that is right, or the word that BERT writes; "" where there is none
    said: str
    slip: str = ""
    source: str = ""


class Worksheets:
    """`worksheets({"step": "heads", "language": "zh", "text": "…"})`: the page, with the status that it is sent with.

    What the model did with a card is asked once, and then kept: a whole class prints the same.
    """

    def __init__(self, models: ModelBank, cards: Mapping[Language, Sequence[Card]]) -> None:
        self.models = models
        self.cards = cards
        self._told: dict[tuple[Language, str], Told] = {}
        self._asking: defaultdict[tuple[Language, str], threading.Lock] = defaultdict(threading.Lock)

    def __call__(self, query: Mapping[str, str]) -> tuple[int, str]:
        language: Language = "zh" if query.get("language") == LANGUAGES[1] else "en"
        text = Text(language)
        try:
            return 200, self._sheet(text, query)
        except UserError as error:
            title = text("worksheet.title")
            said = element("p", text.message(error))
            return 400, document(language, title, STYLE, element("main", element("h1", title), said))

    def _sheet(self, text: Text, query: Mapping[str, str]) -> str:
        cards = self._cards(text, query.get("step", ""))
        own = asked_of(text, self.models, query)
        questions: list[Html] = []
        answers: list[Html] = []
        number = 0
        if own:
            questions.append(element("h2", text("worksheet.own")))
            questions.append(element("blockquote", own.sentence))
            for asked in own.questions:
                number += 1
                questions.append(_asked(text, number, asked))
                answers.append(_answer(number, Told(asked.question, "", asked.answer)))
        step = ""
        for card in cards:
            if card.step != step:
                step = card.step
                questions.append(element("h2", text(f"page.step.{step}")))
            number += 1
            questions.append(_question(text, number, card))
            answers.append(_answer(number, self._of(text, card)))
        title = text("worksheet.title")
        return document(
            text.language,
            title,
            STYLE,
            element(
                "header",
                element("h1", title),
                _name_and_date(text),
                element("p", text("worksheet.print"), class_="hint"),
            ),
            element(
                "main",
                element("section", *questions, class_="questions"),
                element("section", element("h2", text("worksheet.answers")), *answers, class_="answers"),
            ),
        )

    def _cards(self, text: Text, step: str) -> list[Card]:
        """The cards of a step, or of the whole tour, that ask something. Raises UserError for an unknown step."""
        own = self.cards[texts_language(self.models.settings, text.language)]
        steps = tuple(dict.fromkeys(card.step for card in own))
        if step and step not in steps:
            raise UserError("error.worksheet_step", step=step[:40], steps=", ".join(steps))
        asking = [card for card in here(self.models, own) if f"card.{card.name}.question" in WORDS]
        return [card for card in asking if step in ("", card.step)]

    def _of(self, text: Text, card: Card) -> Told:
        """What a card tells; one visitor at a time asks the model, the others find it."""
        key = (text.language, card.name)
        with self._asking[key]:
            if key not in self._told:
                words = text.part(f"card.{card.name}")
                told = Told(words["title"], "", "", words.get("slip", ""), words.get("source", ""))
                try:
                    weight: Weight = "heavy" if card.heavy else "light"
                    revealed = in_turn(weight, [card.text], lambda: card.reveal(text, self.models))
                except UserError as error:  # too many ask: the next who prints asks again
                    return Told(told.title, "", text.message(error))
                except Gone:
                    raise
                except Exception as error:
                    log_bug(log, f"worksheet {card.name}", error)
                    return Told(told.title, "", text("error.bug"))
                answer = _choice(text, card, revealed.answer)
                said = revealed.said or text("worksheet.look")
                self._told[key] = Told(told.title, answer, said, told.slip, told.source)
            return self._told[key]


def _choice(text: Text, card: Card, name: str) -> str:
    """A choice as it is printed: a line of code by its number."""
    if card.lines and name.isdecimal():
        return text("worksheet.line", number=name)
    return card.choice(text, name) if name in card.choices or card.typed else ""


def _name_and_date(text: Text) -> Html:
    lines = (element("span", text(f"worksheet.{one}"), class_=one) for one in ("name", "date"))
    return element("p", *lines, class_="who")


def _question(text: Text, number: int, card: Card) -> Html:
    """A card as it is printed, with room for an answer."""
    words = text.part(f"card.{card.name}")
    parts = [element("h3", f"{number}. {words['title']}")]
    if card.lines:
        parts.append(
            element("ol", *(element("li", element("code", line)) for line in card.lines), class_="code")
        )
    else:
        parts += [element("blockquote", line) for line in (card.text, card.pair) if line]
        parts += (
            [element("p", words["gloss"], class_="gloss")]
            if words.get("gloss", card.text) != card.text
            else []
        )
    if card.token and card.layer:
        place = text("worksheet.place", token=card.token, layer=card.layer, head=card.head or 1)
        parts.append(element("p", place, class_="place"))
    parts += [element("p", words["say"])] if "say" in words else []
    parts.append(element("p", words["question"].format_map(card.gaps), class_="question"))
    parts.append(_room(text, [_choice(text, card, name) for name in card.choices]))
    return element("article", *parts)


def _asked(text: Text, number: int, asked: Asked) -> Html:
    """A question about the class's own sentence."""
    return element(
        "article", element("p", f"{number}. {asked.question}", class_="question"), _room(text, asked.choices)
    )


def _room(text: Text, choices: Sequence[str]) -> Html:
    """Boxes to tick and a line for the reason, or two lines to write on."""
    line = element("p", "", class_="line")
    if not choices:
        return element("div", line, line)
    boxes = element("ul", *(element("li", choice) for choice in choices), class_="boxes")
    return element("div", boxes, element("p", text("worksheet.because"), class_="line"))


def _answer(number: int, told: Told) -> Html:
    is_named = told.answer and not told.said.startswith(told.answer)  # a sentence may begin with it
    said = [element("strong", f"{told.answer}. ")] if is_named else []
    parts = [element("h3", f"{number}. {told.title}"), element("p", *said, told.said)]
    parts += [element("p", told.slip)] if told.slip else []
    parts += [element("p", told.source, class_="source")] if told.source else []
    return element("article", *parts)
