"""The grid of all heads: its words, the frame in which one head opens, and what most heads are said to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertdemo.figures.payload import packed_layer
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import grid
from bertdemo.steps.heads.grid import grid_payload, heads_small, thumbnails
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words(models: ModelBank, language) -> None:
    panel, text = laid_out(grid.build, models, language), Text(language)
    assert panel.ask["heads_together"](QUESTION) == sent(grid_payload(text, models().run(SENTENCE)))
    words = panel.words["heads/grid"]
    assert words.items() >= (text.part("pick") | text.part("heads.grid.shows")).items()


def test_small_pictures_hold_the_largest_weight_under_each_pixel(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bertdemo.steps.heads.grid.SIDE", 5)
    run = models().run(SENTENCE)
    size = len(run.encoding.ids)
    assert size == 10
    small = thumbnails(Text("en"), run)
    whole = run.attentions.view(3, 4, 5, 2, 5, 2).amax((3, 5))
    assert small.side == 5
    assert small.weights == packed_layer(whole.flatten(0, 1))
    words = torch.tensor([not special for special in run.encoding.special])
    for layer, of_layer in enumerate(small.strongest):
        for head, (i, j, weight) in enumerate(of_layer):
            weights = run.attentions[layer, head]
            between = weights.masked_fill(~(words[:, None] & words), -1)
            assert weight == pytest.approx(float(between.max())) == pytest.approx(float(weights[i, j]))
            assert words[i] and words[j]


def test_only_a_long_text_is_sent_small(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    model, run, text = models(), models().run(SENTENCE), Text("zh")
    assert heads_small(text, models, model, run) is None
    monkeypatch.setattr("bertdemo.steps.heads.grid.SIDE", len(run.encoding.ids) - 1)
    small = heads_small(text, models, model, run)
    assert small == thumbnails(text, run) and small.said == grid_payload(text, run).said


def test_a_text_that_is_shorter_than_the_pictures_is_not_stretched(models: ModelBank) -> None:
    run = models().run("dog")
    small = thumbnails(Text("en"), run)
    assert small.side == 3 and small.weights == packed_layer(run.attentions.flatten(0, 1))
    assert {(i, j) for of_layer in small.strongest for i, j, _ in of_layer} == {(1, 1)}


def aims(i: int, size: int) -> dict[str, list[int]]:
    """Where token i looks in a head that has one aim; "others" is no simple rule."""
    return {
        "first": [0],
        "separator": [size - 1],
        "previous": [max(i - 1, 0)],
        "next": [min(i + 1, size - 1)],
        "itself": [i],
        "others": [(i + step) % size for step in (2, 3, 4)],
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("heads", "verdict", "counts"),
    [
        (["first", "separator", "first", "next"], "rest", (3, 1, 0)),
        (["previous", "next", "next", "first"], "neighbours", (1, 3, 0)),
        (["others", "itself", "others", "first"], "others", (1, 0, 3)),
        (["first", "first", "next", "others"], "none", (2, 1, 1)),
    ],
)
def test_what_most_heads_do(
    models: ModelBank, heads: list[str], verdict: str, counts: tuple[int, int, int], language
) -> None:
    text, run = Text(language), models().run("a b c d e he she it my dog")
    size = len(run.encoding.ids)
    weights = torch.zeros(1, 4, size, size)
    for head, aim in enumerate(heads):
        for i in range(size):
            targets = aims(i, size)[aim]
            weights[0, head, i, targets] = 1 / len(targets)
    rest, neighbours, others = counts
    said = grid_payload(text, replace(run, attentions=weights)).said
    assert said == text(
        "heads.grid.says.said",
        rest=rest,
        heads=4,
        share=text.percent(rest / 4),
        neighbours=neighbours,
        others=others,
        least=text.percent(0.4),
        verdict=text(f"heads.grid.says.{verdict}", rest=rest, others=others),
    )
