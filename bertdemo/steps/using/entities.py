"""Names of people, places and organizations, word by word. Computed by bert/entities.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.entities import Entities, entities
from bertdemo.page.components import component, panel
from bertdemo.page.focus import how_read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task
from bertdemo.serving.readers import texts_language
from bertdemo.settings import Language
from bertdemo.text import Text

# Texts that stand in the panels as they open. Names: as it should be; one word as a person and as a place; names that no
# model has met; and what only context tells, for lower case reads as capitals do and a Chinese name can be a common word.
ENTITIES: dict[Language, list[str]] = {
    "en": [
        "Marie Curie left Warsaw for Paris and later worked with Pierre Curie at the University of Paris.",
        "Jordan plays for Jordan, and Paris moved to Paris with Apple shares and an apple in her bag.",
        "The Electroencephalography Society of Ljubljana invited Antananarivo's mayor.",
        "in berlin, angela met barack obama. BERLIN WAS COLD.",
    ],
    "zh": [
        "鲁迅离开绍兴去南京求学，后来在北京大学教书。",
        "黄山登上了黄山，从海南来的周海南在苹果公司门口吃苹果。",
        "卢布尔雅那脑电图学会请来了牛犇和塔那那利佛的市长。",
        "高峰说用电高峰已经过去，江山为祖国的江山画了一幅画。",
    ],
}


@dataclass(frozen=True)
class NamesQuestion(OfModel):
    """What `find_names` is asked."""

    text: str


def named(text: Text, found: Entities) -> dict[str, Any]:
    """Names marked in the text, the words with their tags, the pieces of each word."""
    kinds = sorted({one.label for one in found.entities})
    return {
        "text": found.text,
        "entities": [
            {"text": e.text, "label": e.label, "start": e.start, "end": e.end, "score": e.score}
            for e in found.entities
        ],
        "kinds": kinds,
        "words": [
            {
                "text": word.text,
                "label": word.label,
                "divided": word.divided,
                "pieces": [
                    {"token": piece.token, "label": piece.label, "score": piece.score}
                    for piece in found.pieces[word.first : word.last + 1]
                ],
            }
            for word in found.words[:400]
        ],
        "said": text(
            "apply.entities.said",
            names=len(found.entities),
            words=len(found.words),
            pieces=len(found.pieces),
        )
        + "".join(
            " " + line for line in how_read(text, len(found.sections), found.text, found.characters_cut)
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, NamesQuestion, "long")
    def find_names(question: NamesQuestion) -> dict[str, Any]:
        given = question.text
        model = for_task(models, question.model, "entities", given)
        return named(text, entities(model, given, models.settings.max_sections))

    with panel(text, "apply.entities", how="apply.entities.how", code="entities"):
        given = {"examples": ENTITIES[texts_language(models.settings, text.language)]}
        component(
            "entities",
            {"failed": text("inside.pick.failed")} | text.part("apply.entities") | given,
            [find_names],
        )
