"""What is said of one row of attention: every kind of row, made by hand, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertdemo.bert.attention import row_of
from bertdemo.bert.run import Run
from bertdemo.errors import UserError
from bertdemo.page.questions import OfToken
from bertdemo.page.rows import row_payload
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.text import Text
from tests.refusals import refusal
from tests.steps.laid_out import QUESTION

WORDS = "my dog is cute a b the dog"  # tokens 1 to 8; "dog" is 2 and 8


def run_with(models: ModelBank, links: dict[int, int], share: float = 0.8) -> Run:
    """One head: each token gives `share` to the token that `links` names, or itself, and the rest in equal parts."""
    run = models().run(WORDS)
    size = len(run.encoding.ids)
    weights = torch.full((size, size), (1 - share) / (size - 1))
    for i in range(size):
        weights[i, links.get(i, i)] = share
    return replace(run, attentions=weights[None, None])


def asked(token: int | None, layer: int = 1, head: int = 1) -> OfToken:
    return OfToken(model="", text=WORDS, text_pair="", layer=layer, head=head, token=token)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "links", "alike", "target"),
    [
        ("special", {4: 0, 5: 9}, 2, "[CLS]"),
        ("itself", {5: 0}, 7, "cute"),
        ("next", {4: 5, 5: 6}, 2, "a"),
        ("previous", {4: 3}, 1, "is"),
        ("fixed", {1: 4, 2: 5, 3: 6, 4: 7}, 4, "the"),
        ("far", {1: 4, 2: 5, 4: 7}, 3, "the"),
    ],
)
def test_where_a_token_looks(
    models: ModelBank, kind: str, links: dict[int, int], alike: int, target: str, language: Language
) -> None:
    text = Text(language)
    gaps = {
        "where": text("heads.attention.says.where.head", layer=1, head=1),
        "token": "cute",
        "target": target,
        "weight": text.percent(0.8),
        "alike": alike,
        "words": 8,
        "steps": text("heads.attention.says.ahead", count=3),
    }
    payload = row_payload(text, run_with(models, links), asked(4))
    said = text(f"heads.attention.says.row.{kind}", **gaps)
    assert payload.token == 4 and payload.said.startswith(said)
    assert payload.said.removeprefix(said) == text(
        "heads.attention.says.row.word", word="my", share=text.percent(0.2 / 9)
    )


def test_the_same_word_again_is_not_yet_grammar(models: ModelBank) -> None:
    said = row_payload(Text("en"), run_with(models, {8: 2}), asked(8)).said
    assert "“dog” gives 80 % of its attention to the same word again, 6 tokens back" in said


def test_a_row_without_a_favourite(models: ModelBank) -> None:
    run = run_with(models, {4: 7}, share=0.19)  # of ten tokens; a choice begins at 0.2
    said = row_payload(Text("en"), run, asked(4)).said
    assert said.endswith(
        "“cute” has no favourite: its largest share is 19 %, to “the”, and equal parts would be 10 %."
    )
    assert "has no favourite" not in row_payload(Text("en"), run_with(models, {4: 7}, 0.21), asked(4)).said


def test_rows_of_the_frame_and_of_the_maximum_are_no_evidence(models: ModelBank) -> None:
    run = run_with(models, {0: 4, 4: 7})
    assert "[CLS] is no word" in row_payload(Text("en"), run, asked(0)).said
    said = row_payload(Text("en"), run, asked(4, head=-1)).said
    assert said.startswith("In layer 1, taking the strongest head, some head gives 80 % of “cute” to “the”")
    assert row_payload(Text("en"), run, asked(4, layer=0, head=0)).said.startswith("On average over all")


def test_without_a_token_the_strongest_link_speaks(models: ModelBank) -> None:
    run = run_with(models, dict.fromkeys(range(10), 0) | {5: 2})
    assert row_payload(Text("en"), run, asked(None)).token == 5
    assert row_payload(Text("en"), run, asked(99)).token == 9, "a token of a longer sentence"
    with refusal("There is no head 2"):
        row_payload(Text("en"), run, asked(1, head=2))


def test_one_word_has_no_other() -> None:
    row = row_of(torch.tensor([[1.0, 0, 0], [0.1, 0.8, 0.1], [0, 0, 1]]), (2, 7, 3), (True, False, True), 1)
    assert (row.kind, row.word, row.word_weight, row.alike, row.words) == ("itself", None, 0.0, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("pronoun", "noun", "verdict"),
    [
        ("they", 2, "beyond"),
        ("she", 5, "as_near"),
        ("they", 5, "nearness"),
        ("she", 2, "neither"),
        ("she", 0, None),
    ],
)
def test_a_pronoun_between_two_nouns(
    models: ModelBank, pronoun: str, noun: int, verdict: str | None, language: Language
) -> None:
    tokens = ("[CLS]", "the", "boys", "love", "their", "mother", "as", pronoun, "won", "[SEP]")
    run = run_with(models, {7: noun})
    run = replace(run, encoding=replace(run.encoding, tokens=tokens))
    text = Text(language)
    said = row_payload(text, run, asked(7)).said
    agrees, other = ("boys", "mother") if pronoun == "they" else ("mother", "boys")
    for one in ("beyond", "as_near", "nearness", "neither", "undecided"):
        words = text(f"heads.attention.says.agreement.{one}", agrees=agrees, other=other, nearest="mother")
        assert said.endswith(words) == (one == verdict)


def test_a_pronoun_that_does_not_choose(models: ModelBank) -> None:
    tokens = ("[CLS]", "the", "boys", "love", "their", "mother", "as", "she", "won", "[SEP]")
    run = run_with(models, {7: 2}, share=0.4)
    run.attentions[0, 0, 7, 5] = 0.35
    run = replace(run, encoding=replace(run.encoding, tokens=tokens))
    assert "this head does not choose" in row_payload(Text("en"), run, asked(7)).said
    assert "some head gives" in row_payload(Text("en"), run, asked(7, head=-1)).said, "of no single head"


@pytest.mark.bundled
@pytest.mark.parametrize(("pronoun", "noun"), [("they", "boys"), ("she", "mother")])
def test_the_opening_sentence_finds_whom_it_means(pronoun: str, noun: str) -> None:
    """Layer 2, head 4. "mother" is the nearest noun too, which is said of "she", and not of "they"."""
    models = ModelBank(Settings(device="cpu"))
    run = models("classroom").run(f"The boys loved their mother because {pronoun} laughed so much.")
    said = row_payload(Text("en"), run, asked(7, layer=2, head=4)).said
    assert f"“{pronoun}” gives " in said and f"of its attention to “{noun}”" in said
    assert ("nearness would say the same" in said) == (pronoun == "she")
    assert ("follows gender and number, not nearness" in said) == (pronoun == "they")


def test_the_question_is_the_pages() -> None:
    assert OfToken.of(QUESTION).token == 4
    with pytest.raises(UserError):
        OfToken.of(QUESTION | {"token": "4"})
