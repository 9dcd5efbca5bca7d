"""The same public sets from the Hub: rows as `datasets` gives them become the files that the readers read."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from bertdemo.training.answers import read_answers
from bertdemo.training.corpus import read_documents
from bertdemo.training.entities import read_entities
from bertdemo.training.fetch import FILES, fetch, sentences
from bertdemo.training.readers import read_agnews, read_pairs, read_sst2

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


class Rows(list[dict[str, Any]]):
    features: ClassVar = {
        "label": SimpleNamespace(names=["World", "Sports", "Business", "Sci/Tech"]),
        "ner_tags": SimpleNamespace(feature=SimpleNamespace(names=TAGS)),
    }


SETS: dict[str, list[dict[str, Any]]] = {
    "stanfordnlp/sst2": [{"idx": 0, "sentence": "it 's\tgood ", "label": 1}],
    "fancyzhx/ag_news": [{"text": f"Item {i}\nmore", "label": i % 4} for i in range(100)],
    "unimelb-nlp/wikiann": [{"tokens": ["Oslo", " ", "fell"], "ner_tags": [5, 0, 0]}] * 3,
    "rajpurkar/squad_v2": [
        {
            "question": f"Where {i}?",
            "context": f"It is in Town{i}.",
            "answers": {"text": [f"Town{i}"], "answer_start": [9]},
        }
        for i in range(100)
    ]
    + [{"question": "Who?", "context": "Nobody.", "answers": {"text": [], "answer_start": []}}],
    "sentence-transformers/parallel-sentences-tatoeba": [{"english": "Go.", "non_english": "去。"}],
    "wikimedia/wikipedia": [{"text": "One is here. Two is\nthere.\n\nThree (3) is.", "title": "x"}] * 3,
    "manu/project_gutenberg": [{"text": "It was a dark\nand stormy night. Nobody\nslept.", "id": "1"}] * 2,
}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Any:
    module: Any = ModuleType("datasets")
    module.asked = []

    def load_dataset(name: str, *config: str, split: str, **options: Any) -> Rows:
        module.asked.append((name, *config, split))
        return Rows(SETS.get(name, SETS["unimelb-nlp/wikiann"]))

    module.load_dataset = load_dataset
    monkeypatch.setitem(sys.modules, "datasets", module)
    return module


def test_what_is_fetched_is_what_the_readers_read(tmp_path: Path, hub: Any) -> None:
    fetch(tmp_path)
    assert all((tmp_path / path).is_file() for path in FILES)
    assert ("It's good", 1) in read_sst2(tmp_path)[0]
    train, validation = read_agnews(tmp_path)
    assert len(train) + len(validation) == 100 and ("Item 3 more", 3) in train + validation
    words, _ = read_entities(tmp_path)
    assert (["Oslo", "fell"], ["B-LOC", "O"]) in words
    questions, held = read_answers(tmp_path)
    assert any(not q.answer for q in questions) and held["squad"]
    assert read_pairs(tmp_path / "tatoeba_en_zh" / "train.tsv") == [("Go.", "去。")]
    wikipedia = read_documents(tmp_path / "text" / "wikipedia.txt.gz")
    assert wikipedia == [["One is here.", "Two is there.", "Three (3) is."]] * 3
    assert read_documents(tmp_path / "text" / "books.txt.gz")[0] == [
        "It was a dark and stormy night.",
        "Nobody slept.",
    ]


def test_what_is_there_is_left_alone(tmp_path: Path, hub: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    fetch(tmp_path)
    assert "sst2/dev.tsv: 2 lines" in caplog.text and "already here" not in caplog.text
    asked = len(hub.asked)
    (tmp_path / "sst2" / "dev.tsv").write_text("mine")
    (tmp_path / "sst2" / "train.tsv").unlink()
    fetch(tmp_path)
    assert hub.asked[asked:] == [("stanfordnlp/sst2", "train")]
    assert (tmp_path / "sst2" / "dev.tsv").read_text() == "mine"
    assert "sst2/dev.tsv: already here" in caplog.text


def test_offline_it_says_so(tmp_path: Path, hub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: Any, **__: Any) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(hub, "load_dataset", offline)
    with pytest.raises(FileNotFoundError, match=r"could not be fetched .*needs internet"):
        fetch(tmp_path)
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(FileNotFoundError, match="pip install datasets"):
        fetch(tmp_path)


def test_sentences() -> None:
    assert sentences("He said: “No.” (She left.) Then e.g. rain; 3.5 mm. It") == [
        "He said: “No.” (She left.) Then e.g. rain; 3.5 mm.",
        "It",
    ]
