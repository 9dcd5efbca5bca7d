"""What is said of a picture of attention, from numbers worked by hand."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.attention import highlights
from bertdemo.bert.run import Run
from bertdemo.page.said import say_attention
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text

# [CLS] my dog [SEP], by hand. Words are 1 and 2: "my" looks most at the next, "dog" at the one before, with 0.5 the
# strongest link.
WEIGHTS = torch.tensor(
    [[0.1, 0.2, 0.6, 0.1], [0.1, 0.3, 0.4, 0.2], [0.3, 0.5, 0.05, 0.15], [0.0, 0.9, 0.0, 0.1]]
)


def test_a_sentence_with_numbers_worked_by_hand(models: ModelBank) -> None:
    encoding = models().encode("my dog")
    run = Run(encoding, WEIGHTS[None, None], torch.zeros(2, 4, 1), None)
    assert say_attention(Text("en"), run, 1, 1) == (
        "In layer 1, head 1, the strongest link within the text is “dog” → “my” (50 %). No one habit explains it: no "
        "more than half of the 2 words do the same."
    )
    assert "“dog” → “my”（50%）" in say_attention(Text("zh"), run, 1, 1)
    assert say_attention(Text("en"), run, 0, 0).startswith(
        "On average over all layers and heads, the strongest"
    )
    assert "rows add up to more than 1" in say_attention(Text("en"), run, 1, -1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("special", lambda i: 0),
        ("itself", lambda i: i),
        ("previous", lambda i: i - 1),
        ("next", lambda i: i + 1),
        ("far", lambda i: {1: 4, 2: 5, 3: 1, 4: 1, 5: 2}[i]),
    ],
)
def test_what_most_words_do_is_judged(models: ModelBank, kind: str, target, language: Language) -> None:
    encoding = models().encode("my dog is cute sad")
    weights = torch.full((7, 7), 0.02)
    weights[0, 0] = weights[6, 6] = 0.88  # rows of [CLS] and [SEP] are not asked
    for i in range(1, 6):
        weights[i, target(i)] = 0.88
    run = Run(encoding, weights[None, None], torch.zeros(2, 7, 1), None)
    text = Text(language)
    count = {"previous": 4, "next": 4}.get(
        kind, 5
    )  # the first word has no word before it, the last none behind
    said = text(f"heads.attention.says.habit.{kind}", count=count, words=5, specials=text.percent(0.9))
    assert say_attention(text, run, 1, 1).endswith(said)


def test_the_strongest_head_by_hand(models: ModelBank) -> None:
    second = torch.tensor([[0.25] * 4, [0.0, 0.0, 1.0, 0.0], [0.25] * 4, [0.25] * 4])
    run = Run(models().encode("my dog"), torch.stack([WEIGHTS, second])[None], torch.zeros(2, 4, 1), None)
    assert "“my” → “dog” (100 %)" in say_attention(Text("en"), run, 1, -1)
    # mean: my → dog (0.4 + 1) / 2 = 0.7
    assert "“my” → “dog” (70 %)" in say_attention(Text("en"), run, 1, 0)


def test_one_word_links_to_nothing(models: ModelBank) -> None:
    weights = torch.tensor([[1.0, 0.0, 0.0], [0.25, 0.5, 0.25], [0.0, 0.0, 1.0]])
    run = Run(models().encode("dog"), weights[None, None], torch.zeros(2, 3, 1), None)
    assert say_attention(Text("en"), run, 1, 1) == (
        "In layer 1, head 1, the only word gives 50 % of its attention to [CLS] and [SEP] and 50 % to itself: with no "
        "other word to look at, this says nothing about the head."
    )
    seen = highlights(weights, (True, False, True))
    assert (seen.source, seen.target) == (None, None)
