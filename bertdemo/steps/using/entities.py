"""Names of people, places and organizations, word by word. Computed by bert/entities.py."""

from __future__ import annotations

from dataclasses import dataclass

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

MOST_WORDS = 400  # that are shown with their pieces
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


@dataclass(frozen=True)
class EntityPayload:
    """A name in the text."""

    text: str
    label: str
    start: int  # characters [start, end) of the text
    end: int
    score: float  # mean probability of its words


@dataclass(frozen=True)
class TaggedPiece:
    """A piece of a word with its tag."""

    token: str
    label: str  # the most probable tag
    score: float  # its probability


@dataclass(frozen=True)
class TaggedWord:
    """A word with its tag and its pieces."""

    text: str
    label: str  # that of its first piece
    divided: bool  # another of its pieces is labelled as another kind
    pieces: tuple[TaggedPiece, ...]


@dataclass(frozen=True)
class EntitiesPayload:
    """Names marked in the text, the words with their tags, the pieces of each word."""

    text: str  # as far as it was read
    entities: tuple[EntityPayload, ...]
    kinds: list[str]  # of the names that were found
    words: tuple[TaggedWord, ...]
    said: str


def named(text: Text, tagged: Entities) -> EntitiesPayload:
    """What the page shows of the names in a text."""
    notes = how_read(text, len(tagged.sections), tagged.text, tagged.characters_cut)
    said = text(
        "using.entities.says.said",
        names=len(tagged.entities),
        words=len(tagged.words),
        pieces=len(tagged.pieces),
    )
    return EntitiesPayload(
        text=tagged.text,
        entities=tuple(EntityPayload(e.text, e.label, e.start, e.end, e.score) for e in tagged.entities),
        kinds=sorted({entity.label for entity in tagged.entities}),
        words=tuple(
            TaggedWord(
                word.text,
                word.label,
                word.divided,
                tuple(
                    TaggedPiece(piece.token, piece.label, piece.score)
                    for piece in tagged.pieces[word.first : word.last + 1]
                ),
            )
            for word in tagged.words[:MOST_WORDS]
        ),
        said=" ".join([said, *notes]),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, NamesQuestion, "long")
    def find_names(question: NamesQuestion) -> EntitiesPayload:
        model = for_task(models, question.model, "entities", question.text)
        return named(text, entities(model, question.text, models.settings.max_sections))

    with panel(text, "using.entities", how="using.entities.how", code="entities"):
        examples = {"examples": ENTITIES[texts_language(models.settings, text.language)]}
        component(
            "entities",
            {"failed": text("focus.failed")} | text.part("using.entities.shows") | examples,
            [find_names],
        )
