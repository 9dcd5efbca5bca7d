"""Names: tags of four kinds of files, spans and their F1 by hand, labels on first word pieces."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.training.entities import (
    LABELS,
    by_character,
    encode,
    loss,
    measure,
    read_chinese_entities,
    read_entities,
    span_f1,
    spans,
)
from bertdemo.training.readers import read_conll
from tests.conftest import tiny_tokenizer


def write(data: Path) -> None:
    for folder in ("wikiann_en", "wnut17", "uner_ewt"):
        (data / folder).mkdir(parents=True)
    (data / "wikiann_en" / "train").write_text(
        "en:Anders\tB-PER\nen:Lind\tI-PER\nen:sang\tO\n\nen:Oslo\tB-LOC\n"
    )
    dev = "".join(f"en:Place{i}\tB-LOC\nen:fell\tO\n\n" for i in range(200))
    (data / "wikiann_en" / "dev").write_text(dev)
    (data / "wnut17" / "train.conll").write_text(
        "Empire\tB-location\nState\tI-location\nWar\tB-creative-work\n\n"
    )
    (data / "wnut17" / "dev.conll").write_text("Acme\tB-corporation\nBand\tB-group\nTom\tB-person\n\n")
    (data / "uner_ewt" / "dev.iob2").write_text(
        "# newdoc id = 1\n# text = in tampa bay #1\n1\tin\tO\t-\t-\n2\ttampa\tB-LOC\t-\tx\n3\tbay\tI-LOC\t-\tx\n4\t#1\tO\t-\t-\n\n"
    )
    (data / "wikigold.conll").write_text(
        "-DOCSTART- O\n\nMad I-ORG\nCapsule I-ORG\nJapan I-LOC\nPunk I-MISC\n, O\n"
    )


def test_files_become_sentences_of_three_kinds(tmp_path: Path) -> None:
    write(tmp_path)
    train, held = read_entities(tmp_path)
    every = {tuple(words): tags for words, tags in [*train, *(s for rows in held.values() for s in rows)]}
    assert every["Anders", "Lind", "sang"] == ["B-PER", "I-PER", "O"]
    assert every["Empire", "State", "War"] == ["B-LOC", "I-LOC", "O"]
    assert every["Acme", "Band", "Tom"] == ["B-ORG", "B-ORG", "B-PER"]
    assert every["in", "tampa", "bay", "#1"] == ["O", "B-LOC", "I-LOC", "O"]
    assert every["Mad", "Capsule", "Japan", "Punk", ","] == ["B-ORG", "I-ORG", "B-LOC", "O", "O"]
    assert 20 <= len(held["WikiANN"]) <= 60 and len(held["WNUT17"]) == 1
    assert not {tuple(w) for w, _ in train} & {tuple(w) for rows in held.values() for w, _ in rows}


def test_what_is_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FileNotFoundError, match=r"WikiANN English.*--data.*fetch"):
        read_entities(tmp_path)
    write(tmp_path)
    (tmp_path / "wikigold.conll").unlink()
    train, held = read_entities(tmp_path)
    assert train and "WikiGold" not in held
    assert "wikigold.conll is not there; going on without it" in caplog.text


def test_a_file_may_end_without_an_empty_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a O\nb I-PER\nc I-PER\nd I-LOC")
    assert read_conll(tmp_path / "x", "x") == [(["a", "b", "c", "d"], ["O", "B-PER", "I-PER", "B-LOC"])]


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        ("北京 人", "B-LOC O", "北/B-LOC 京/I-LOC 人/O"),
        ("中国 银行", "B-ORG I-ORG", "中/B-ORG 国/I-ORG 银/I-ORG 行/I-ORG"),
        ("小明 小红", "B-PER B-PER", "小/B-PER 明/I-PER 小/B-PER 红/I-PER"),
        ("T恤3.5万 BERT", "B-ORG O", "T/B-ORG 恤/I-ORG 3.5/I-ORG 万/I-ORG BERT/O"),
        ("，", "O", "，/O"),
    ],
)
def test_chinese_is_cut_into_characters(words: str, tags: str, expected: str) -> None:
    made = by_character((words.split(), tags.split()))
    assert [f"{word}/{tag}" for word, tag in zip(*made, strict=True)] == expected.split()


def test_as_many_names_before_as_after_the_cut() -> None:
    words, tags = ["在", "上海", "的", "大学", "里"], ["O", "B-LOC", "O", "B-ORG", "I-ORG"]
    made = by_character((words, tags))
    names = ["".join(made[0][a:b]) for a, b, _ in sorted(spans(made[1]))]
    assert names == ["上海", "大学里"] == ["".join(words[a:b]) for a, b, _ in sorted(spans(tags))]


def test_chinese_names_from_files(tmp_path: Path) -> None:
    folder = tmp_path / "zh" / "entities"
    with pytest.raises(FileNotFoundError, match=r"uner_gsdsimp_train\.iob2 is missing"):
        read_chinese_entities(tmp_path)
    folder.mkdir(parents=True)
    for part, word in (("train", "北京"), ("dev", "上海")):
        (folder / f"uner_gsdsimp_{part}.iob2").write_text(
            f"# text = 在{word}\n1\t在\tO\t-\t-\n2\t{word}\tB-LOC\t-\t-\n\n1\t书\tB-OTH\t-\t-\n", "utf-8"
        )
    train, held = read_chinese_entities(tmp_path)
    assert train == [(["在", "北", "京"], ["O", "B-LOC", "I-LOC"]), (["书"], ["O"])]
    assert held == {"UNER": [(["在", "上", "海"], ["O", "B-LOC", "I-LOC"]), (["书"], ["O"])]}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", set()),
        ("B-PER I-PER O B-LOC", {(0, 2, "PER"), (3, 4, "LOC")}),
        ("B-PER B-PER", {(0, 1, "PER"), (1, 2, "PER")}),
        ("O I-PER I-LOC", {(1, 2, "PER"), (2, 3, "LOC")}),
        ("B-PER I-ORG", {(0, 1, "PER"), (1, 2, "ORG")}),
    ],
)
def test_spans_by_hand(tags: str, expected: set[tuple[int, int, str]]) -> None:
    assert spans(tags.split()) == expected


@given(st.lists(st.sampled_from(LABELS), max_size=12))
def test_spans_cover_exactly_what_is_tagged(tags: list[str]) -> None:
    covered = [i for first, last, _ in spans(tags) for i in range(first, last)]
    assert sorted(covered) == [i for i, tag in enumerate(tags) if tag != "O"]


def test_f1_by_hand() -> None:
    true = [["B-PER", "I-PER", "O"], ["B-LOC", "O", "B-ORG"]]
    guess = [["B-PER", "O", "O"], ["B-LOC", "O", "B-PER"]]  # one of three right, three guessed
    assert span_f1(guess, true) == pytest.approx(1 / 3)
    assert span_f1(true, true) == 1 and span_f1([["O"]], [["O"]]) == 1


def test_the_first_piece_of_a_word_carries_its_tag() -> None:
    (feature,) = encode([(["unness", "is", "sad"], ["B-PER", "O", "B-LOC"])], tiny_tokenizer(), 20, None)
    tokens = tiny_tokenizer().convert_ids_to_tokens(feature["input_ids"])
    assert tokens == ["[CLS]", "un", "##ness", "is", "sad", "[SEP]"]
    assert feature["labels"] == [-100, LABELS.index("B-PER"), -100, 0, LABELS.index("B-LOC"), -100]


class Oracle(torch.nn.Module):
    """Says B-PER of "dog", else O."""

    device = torch.device("cpu")

    def forward(self, input_ids: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
        dog = input_ids == tiny_tokenizer().convert_tokens_to_ids("dog")
        logits = torch.zeros(*input_ids.shape, len(LABELS))
        logits[..., 0] = 1
        logits[..., LABELS.index("B-PER")] = dog * 2.0
        return SimpleNamespace(logits=logits)


def test_measured_on_every_set() -> None:
    right = (["my", "dog", "is", "cute"], ["O", "B-PER", "O", "O"])
    missed = (["she", "is", "sad"], ["B-PER", "O", "O"])
    scores = measure(Oracle(), tiny_tokenizer(), {"A": [right], "B": [right, missed]}, 20)
    assert scores == {"A_f1": 1.0, "A_sentences": 1, "B_f1": 0.6667, "B_sentences": 2}


def test_loss_leaves_out_what_is_not_asked() -> None:
    logits = torch.randn(1, 3, len(LABELS))
    labels = torch.tensor([[-100, 2, -100]])
    expected = -logits[0, 1].log_softmax(-1)[2]
    torch.testing.assert_close(loss(SimpleNamespace(logits=logits), labels), expected)
