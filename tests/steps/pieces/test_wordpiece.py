"""What the ladder and the bench of WordPiece are sent: the whole story, and no more than a picture can show."""

from __future__ import annotations

import gc
import json
import time

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE
from transformers import BertTokenizer, PreTrainedTokenizerFast

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.pieces import wordpiece
from bertdemo.steps.pieces.wordpiece import StageChanges, UnknownPiece, WordPieceRefusal, wordpiece_payload
from bertdemo.text import Text
from tests.steps.laid_out import laid_out

PIECES = "[PAD] [UNK] [CLS] [SEP] [MASK] un ##aff ##able a b c d e ##a ##b ! 日"
VOCAB = {piece: i for i, piece in enumerate(PIECES.split())}


@pytest.fixture(scope="module")
def tokenizer() -> BertTokenizer:
    return BertTokenizer(vocab=VOCAB, do_lower_case=True)


def test_payload_holds_the_whole_story(tokenizer: BertTokenizer) -> None:
    payload = wordpiece_payload(Text("en"), tokenizer, "Unaffable É\u200b!", "日 xyz [MASK]", " ")
    assert (payload.prefix, payload.unknown, payload.longest) == ("##", UnknownPiece("[UNK]", 1), 100)
    first, second = payload.sentences
    assert [stage.name for stage in first.stages] == ["clean", "chinese", "accents", "lowercase"]
    assert first.stages[0] == StageChanges("clean", True, [("Unaffable É",), ("\u200b", ""), ("!",)])
    assert (first.text, first.characters, first.words_total) == ("Unaffable É\u200b!", 13, 3)
    word = first.words[0]
    assert (word.text, word.characters) == ("unaffable", 9)
    assert (word.failed_at, word.too_long, word.token) == (None, False, None)
    assert word.matches == [(0, 2, VOCAB["un"]), (2, 5, VOCAB["##aff"]), (5, 9, VOCAB["##able"])]
    assert second.words[1].failed_at == 0 and second.words[2].token == "[MASK]"
    assert json.loads(json.dumps(sent(payload)))["sentences"][0]["stages"][0]["changes"] == [
        ["Unaffable É"],
        ["\u200b", ""],
        ["!"],
    ]


def test_half_a_surrogate_pair_can_be_sent(tokenizer: BertTokenizer) -> None:
    json.dumps(sent(wordpiece_payload(Text("en"), tokenizer, "a\ud83db")), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "ab " * 33_333,
        "é" * 100_000,
        "日" * 100_000,
        ("b" * 99 + "a ") * 1_000,
        "a\u0301\u0323" * 33_333,
    ],
    ids=["one word", "words", "accents", "Chinese", "many attempts", "marks"],
)
def test_a_hundred_thousand_characters_do_not_freeze(tokenizer: BertTokenizer, text: str) -> None:
    gc.disable()  # what all tests before this one have left is not counted through here
    try:
        start = time.thread_time()
        payload = wordpiece_payload(Text("en"), tokenizer, text)
        spent = time.thread_time() - start
    finally:
        gc.enable()
    assert spent < 3, "seconds of the processor; 0.4 on an idle machine"
    assert len(json.dumps(sent(payload))) < 1_500_000
    (sentence,) = payload.sentences
    assert sentence.characters == len(text)
    assert len(sentence.words) == min(200, sentence.words_total)
    assert sum(len(change[0]) for change in sentence.stages[0].changes) <= 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a b [MASK] !", [("whole", {"words": 4})]),
        ("a ab unaffable", [("apart", {"words": 3, "apart": 2, "word": "unaffable", "count": 3})]),
        ("a x" + "b" * 30, [("unknown_one", {"words": 2, "lost": 1, "word": "x" + "b" * 19 + "…"})]),
        (
            "x ab",
            [
                ("unknown_one", {"words": 2, "lost": 1, "word": "x"}),
                ("apart", {"apart": 1, "word": "ab", "count": 2}),
            ],
        ),
        ("日日a", [("characters", {"words": 3, "characters": 2})]),
        ("日a", [("whole", {"words": 2})]),
        ("x y a", [("unknown", {"words": 3, "lost": 2, "word": "x"})]),
        ("a" * 101, [("unknown_one", {"words": 1, "lost": 1, "word": "a" * 20 + "…"})]),
        ("a" + "b" * 9, [("apart", {"words": 1, "apart": 1, "word": "a" + "b" * 9, "count": 10})]),
        (" ", []),
    ],
)
def test_what_the_vocabulary_makes_of_the_words(
    tokenizer: BertTokenizer, typed: str, expected, language
) -> None:
    text = Text(language)
    pieces = {"unaffable": "un ##aff ##able", "ab": "a ##b", "a" + "b" * 9: "a" + " ##b" * 7 + " …"}
    words = len(typed.split())
    said = [
        text(
            f"pieces.wordpiece.says.{kind}",
            **{"words": words, "unknown": "[UNK]", "pieces": pieces.get(gaps.get("word", ""), "")} | gaps,
        )
        for kind, gaps in expected
    ]
    assert wordpiece_payload(text, tokenizer, typed).said == {"en": " ", "zh": ""}[language].join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tokenizer_of_another_kind_is_told(models: ModelBank, language) -> None:
    model = models()
    run = model.run("my dog", "is sad")
    payload = wordpiece.wordpiece(Text(language), models, model, run)
    assert payload == wordpiece_payload(Text(language), model.tokenizer, "my dog", "is sad")
    model.tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(BPE()))
    refusal = wordpiece.wordpiece(Text(language), models, model, run)
    assert refusal == WordPieceRefusal(Text(language)("error.not_wordpiece", model="classroom"))
    assert set(sent(refusal)) == {"error"}, "the script looks for sentences"


def test_it_draws_from_the_run_alone(models: ModelBank) -> None:
    panel = laid_out(wordpiece.build, models)
    assert not panel.ask
    assert panel.words == {"pieces/wordpiece": Text("en").part("pieces.wordpiece.shows")}
