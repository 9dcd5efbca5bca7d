"""Names of people, places and organizations, word by word. Computed by bert/entities.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.entities import Entities, entities
from bertdemo.page.components import component
from bertdemo.page.findings import joined, speaker_of
from bertdemo.page.focus import how_read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task
from bertdemo.serving.measured import measured
from bertdemo.text import Text

UNSURE = 0.7  # score of a name below which it is called doubtful
MOST_WORDS = 400  # that are shown with their pieces


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
    speaker: str


def named(text: Text, tagged: Entities, finder: Checkpoint) -> EntitiesPayload:
    """What the page shows of the names in a text."""
    notes = how_read(text, len(tagged.sections), tagged.text, tagged.characters_cut)
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
        said=joined(text, finding(text, tagged, finder), *notes),
        speaker=speaker_of(text, finder),
    )


def finding(text: Text, tagged: Entities, finder: Checkpoint) -> str:
    """How many names of which kinds, which of them are doubtful, and how well this model finds names at all."""
    names = tagged.entities
    if not names:
        said = text("using.entities.says.none", words=len(tagged.words))
    else:
        kinds = Counter(name.label for name in names).most_common()
        doubtful = sorted((name for name in names if name.score < UNSURE), key=lambda name: name.score)
        weakest = min(names, key=lambda name: name.score)
        said = text(
            f"using.entities.says.{'doubtful' if doubtful else 'sure'}",
            names=len(names),
            kinds=text("using.says.between").join(f"{kind} {count}" for kind, count in kinds),
            doubtful=len(doubtful),
            name=weakest.text,
            label=weakest.label,
            score=text.percent(weakest.score),
        )
    f1, sentences = measured(finder, "UNER_f1"), measured(finder, "UNER_sentences")
    if f1 is None or sentences is None:
        return said
    return joined(text, said, text("using.entities.says.rate", f1=f"{f1:.2f}", sentences=f"{sentences:,.0f}"))


def build(text: Text, models: ModelBank) -> None:
    @tell(text, NamesQuestion, "long")
    def find_names(question: NamesQuestion) -> EntitiesPayload:
        model = for_task(models, question.model, "entities", question.text)
        tagged = entities(model, question.text, models.settings.max_sections)
        return named(text, tagged, model.checkpoint)

    words = {"failed": text("focus.failed")} | text.part("using.entities.shows")
    component("entities", words, [find_names])
