"""Sentences about the run on screen: its tokens, what one picture of attention shows, and what its model is called."""

from __future__ import annotations

from bertdemo.bert.attention import MAXIMUM, MEAN, from_page, habit, highlights
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import is_unreadable
from bertdemo.bert.languages import language_of
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding, pieces_of_words
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.text import Text


def model_name(text: Text, checkpoint: Checkpoint) -> str:
    """A bundled encoder by the name that the page gives it, any other by its key."""
    if checkpoint.key == BUNDLED_FOR["en"]:
        return text("page.model_classroom")
    return text("page.model_classroom_zh") if checkpoint.key == BUNDLED_FOR["zh"] else checkpoint.key


def say_tokens(text: Text, encoding: Encoding) -> str:
    """The token strip: what its tokens are, and what that means."""
    counts = pieces_of_words(encoding)
    split = [count for count in counts if count > 1]
    if is_unreadable(encoding):
        judgement = "unreadable"
    elif encoding.unknown:
        judgement = "unknown"
    else:
        judgement = "split" if split else "whole"
        if not split and language_of(encoding.text) == "zh":  # characters are in no need of being cut
            judgement = "characters"
    return text(
        "glance.tokens.says.said" if split or encoding.unknown else "glance.tokens.says.said_whole",
        tokens=len(encoding.ids),
        whole=len(counts) - len(split) - encoding.unknown,
        pieces=sum(split),
        split=len(split),
        unknown=encoding.unknown,
        specials=sum(encoding.special),
        judgement=text(f"glance.tokens.says.judged.{judgement}"),
    )


def say_where(text: Text, layer: int, head: int) -> str:
    """Which picture of attention is meant: "In layer 2, head 4"; layer and head as a page counts them."""
    if layer == MEAN:
        kind = {MEAN: "all", MAXIMUM: "layers_max"}.get(head, "layers_head")
    else:
        kind = {MEAN: "mean", MAXIMUM: "max"}.get(head, "head")
    return text(f"heads.attention.says.where.{kind}", layer=layer, head=head)


def say_attention(text: Text, run: Run, layer: int, head: int) -> str:
    """One picture of attention: its strongest link between words, and what most of the words do."""
    where = say_where(text, layer, head)
    weights, special = from_page(run, layer, head), run.encoding.special
    seen = highlights(weights, special)
    if seen.source is None or seen.target is None:
        return text(
            "heads.attention.says.said_one",
            where=where,
            specials=text.percent(seen.to_specials),
            itself=text.percent(seen.to_itself),
        )
    link = text(
        "heads.attention.says.said",
        where=where,
        source=run.encoding.tokens[seen.source],
        target=run.encoding.tokens[seen.target],
        weight=text.percent(seen.weight),
    )
    if head == MAXIMUM:
        return link + text("heads.attention.says.habit.max")
    usual = habit(weights, special)
    kind = usual.aim if usual.is_usual else "none"
    return link + text(
        f"heads.attention.says.habit.{kind}",
        count=usual.count,
        words=usual.words,
        specials=text.percent(seen.to_specials),
    )
