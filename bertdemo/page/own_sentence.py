"""Questions about a sentence that a class typed, for its worksheet, each with the answer that the model gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bertdemo.bert.classification import check_readable
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import pieces_of_words
from bertdemo.errors import UserError
from bertdemo.page.focus import label_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.serving.judges import bundled_for, classify
from bertdemo.serving.turns import in_turn
from bertdemo.text import Text

LONGEST = 300  # characters of a sentence on paper
CANDIDATES = 1000  # words among which the hidden one is looked for


@dataclass(frozen=True)
class Asked:
    """A question, what can be ticked, and the model's answer."""

    question: str
    choices: tuple[str, ...]  # () for a line to write on
    answer: str


@dataclass(frozen=True)
class OwnSentence:
    """A sentence and what is asked about it."""

    sentence: str
    questions: tuple[Asked, ...]


def asked_of(text: Text, models: ModelBank, query: Mapping[str, str]) -> OwnSentence | None:
    """Questions about `text` of a query, read by a bundled model, with its layer, head and token if it names them.

    None without a text. Raises UserError for one that is too long, or holds no word.
    """
    sentence = " ".join(query.get("text", "").split())
    if not sentence:
        return None
    if len(sentence) > LONGEST:
        raise UserError("error.worksheet_text", limit=LONGEST)
    key = query.get("model", "")
    key = key if key in BUNDLED_FOR.values() else BUNDLED_FOR[text.language]
    return in_turn("light", [sentence], lambda: _asked_of(text, models, models(key), sentence, query))


def _asked_of(
    text: Text, models: ModelBank, model: Model, sentence: str, query: Mapping[str, str]
) -> OwnSentence:
    run = model.run(sentence)
    layers, heads = run.attentions.shape[:2]
    layer, head = _number(query.get("layer"), layers), _number(query.get("head"), heads)
    token = _token(run, query.get("token", ""))
    questions = [
        _tokens(text, run),
        *_split(text, run),
        *_looks(text, run, layer, head, token),
        _writes(text, model, run, token),
        *_judges(text, models, model, run),
    ]
    return OwnSentence(sentence, tuple(questions))


def _number(given: str | None, most: int) -> int:
    """A layer or head, from 1, brought into its limits."""
    return min(max(int(given), 1), most) if given and given.isdecimal() and len(given) < 4 else 1


def _token(run: Run, given: str) -> int:
    """Place of the token that is asked about: the one that is named, or the longest word."""
    encoding = run.encoding
    words = [place for place, special in enumerate(encoding.special) if not special]
    if given.isdecimal() and len(given) < 6 and int(given) in words:
        return int(given)
    return max(words, key=lambda place: (encoding.tokens[place].isalnum(), len(encoding.tokens[place])))


def _tokens(text: Text, run: Run) -> Asked:
    tokens = run.encoding.tokens
    return Asked(
        text("worksheet.own_tokens"),
        (),
        text("worksheet.own_tokens_told", count=len(tokens), tokens=" ".join(tokens)),
    )


def _split(text: Text, run: Run) -> list[Asked]:
    """Asked only where a word is cut."""
    pieces = [count for count in pieces_of_words(run.encoding) if count > 1]
    if not pieces:
        return []
    cut = [token for token in run.encoding.tokens if token.startswith("##")]
    told = text("worksheet.own_split_told", count=len(pieces), pieces=" ".join(cut))
    return [Asked(text("worksheet.own_split"), (), told)]


def _looks(text: Text, run: Run, layer: int, head: int, token: int) -> list[Asked]:
    """To which other word the largest share goes; asked where there is another one."""
    row = run.attentions[layer - 1, head - 1, token].tolist()
    special = run.encoding.special
    tokens = run.encoding.tokens
    others = [
        place for place in range(len(row)) if place != token and _is_word(tokens[place], special[place])
    ]
    if not others:
        return []
    best = max(others, key=row.__getitem__)
    specials = sum(row[place] for place in range(len(row)) if special[place])
    told = text(
        "worksheet.own_looks_told",
        target=tokens[best],
        percent=text.percent(row[best]),
        specials=text.percent(specials),
    )
    return [Asked(text("worksheet.own_looks", layer=layer, head=head, token=tokens[token]), (), told)]


def _is_word(token: str, special: bool) -> bool:
    """Neither a mark nor a sign like "."; a piece of a word counts."""
    return not special and token.removeprefix("##").isalnum()


def _writes(text: Text, model: Model, run: Run, token: int) -> Asked:
    """What is written for a word that is hidden, and where that word itself stands."""
    best = guess_hidden(model, run.encoding, token, top_k=CANDIDATES).best
    names = [name for name, _, _ in best]
    own = run.encoding.tokens[token]
    branch = "same" if names[0] == own else "among" if own in names else "far"
    told = text(
        f"worksheet.own_writes_told.{branch}",
        best=names[0],
        percent=text.percent(best[0][2]),
        token=own,
        rank=names.index(own) + 1 if own in names else 0,
    )
    return Asked(text("worksheet.own_writes", token=own), (), told)


def _judges(text: Text, models: ModelBank, model: Model, run: Run) -> list[Asked]:
    """Which verdict the classifier of reviews gives; not asked of a text that it cannot read."""
    judge = bundled_for(models, "sentiment", model.checkpoint)
    try:
        check_readable(run.encoding, judge)
    except UserError:
        return []
    scores = classify(models, judge, run.encoding.text)
    labels: Sequence[str] = [label_of(text, judge, label) for label in scores.labels]
    told = text(
        "worksheet.own_judges_told",
        label=labels[scores.best],
        percent=text.percent(scores.probabilities[scores.best]),
    )
    return [Asked(text("worksheet.own_judges"), tuple(labels), told)]
