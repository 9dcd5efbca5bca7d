"""Pretraining a BERT of a few thousand weights: its schedule, and a kill at any moment costs nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader
from transformers import BertConfig, BertForPreTraining

from bertdemo.training import pretrain as module
from bertdemo.training.corpus import Corpus
from bertdemo.training.evaluate import evaluate
from bertdemo.training.examples import CONTINUES, Document, Frame, collate
from bertdemo.training.loop import Pools, rate
from bertdemo.training.pretrain import Recipe, make_pool, parameter_groups, pretrain

ROOT = Path(__file__).resolve().parent.parent.parent
FRAME = Frame(cls=1, sep=2, mask=3, pad=0, unknown=4, first_word=5, vocab=60)
RECIPE = Recipe(
    steps=20,
    tokens_per_batch=200,
    longest=30,
    pool=48,
    mixture={"wikipedia": 0.6, "books": 0.4},
    last_mixture={"wikipedia": 0.2, "books": 0.8},
    save_minutes=0.0,
    evaluations=4,
)


class Killed(BaseException):
    """Nothing in the loop catches it."""


def corpus() -> Corpus:
    rng = random.Random(5)

    def documents(count: int, low: int, high: int) -> list[Document]:
        return [
            [[rng.randint(low, high) for _ in range(rng.randint(2, 9))] for _ in range(rng.randint(1, 9))]
            for _ in range(count)
        ]

    def sources(count: int) -> dict[str, list[Document]]:
        return {"wikipedia": documents(count, 5, 30), "books": documents(count, 31, 59)}

    return Corpus(sources(30), sources(8))


def model(seed: int, **changes: Any) -> BertForPreTraining:
    torch.manual_seed(seed)
    sizes: dict[str, Any] = {
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
    }
    config = BertConfig(vocab_size=60, max_position_embeddings=140, **(sizes | changes))
    assert config.hidden_dropout_prob > 0  # what is dropped must be the same after a kill, too
    return BertForPreTraining(config)


def train(
    out: Path, seed: int = 0, recipe: Recipe = RECIPE
) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    trained = model(seed)
    assess = partial(evaluate, trained, corpus().held_back, FRAME, ("wikipedia", "books"), limit=60)
    figures = pretrain(trained, corpus(), FRAME, recipe, out, assess, log=lambda line: None)
    return trained.state_dict(), figures


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Threads only wait for each other at this size, and beside other work a step takes a hundred times as long."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, torch.Tensor], dict[str, Any], list[str]]:
    out = tmp_path_factory.mktemp("whole")
    weights, figures = train(out)
    return weights, figures, (out / "curve.jsonl").read_text().splitlines()


def without_time(lines: list[str]) -> list[dict[str, Any]]:
    return [{name: value for name, value in json.loads(line).items() if name != "minutes"} for line in lines]


@pytest.mark.parametrize(
    ("dies_at", "saved_at"),
    [
        (1, 1),
        (6, 6),
        (9, 7),
        (15, 15),
        (18, 11),
    ],  # 9 → 7: what came after the last checkpoint is lost and made again
)
def test_killed_and_resumed_is_as_if_nothing_had_happened(
    dies_at: int,
    saved_at: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: tuple[dict[str, torch.Tensor], dict[str, Any], list[str]],
) -> None:
    real, step = module.losses, 0
    kept = tmp_path / "kept.pt"

    def mortal(*args: Any) -> Any:
        nonlocal step
        if step == saved_at:
            shutil.copy(tmp_path / "checkpoint.pt", kept)
        if step == dies_at:
            raise Killed
        step += 1
        return real(*args)

    monkeypatch.setattr(module, "losses", mortal)
    with pytest.raises(Killed):
        train(tmp_path)
    monkeypatch.setattr(module, "losses", real)
    kept.replace(tmp_path / "checkpoint.pt")
    (tmp_path / "checkpoint.part").write_bytes(b"half a file")  # a kill while it was being written
    weights, figures = train(tmp_path, seed=1)  # another start: all comes from the checkpoint
    expected, expected_figures, curve = whole
    for name in expected:
        assert torch.equal(weights[name], expected[name]), name
    assert {**figures, "seconds": 0} == {**expected_figures, "seconds": 0}
    assert without_time((tmp_path / "curve.jsonl").read_text().splitlines()) == without_time(curve)


SLOW = """
import sys, time
from pathlib import Path
import torch
from bertdemo.training import pretrain as module
from tests.training.test_pretrain import train
torch.set_num_threads(1)
real = module.losses
def slow(*args):
    time.sleep(0.1)
    return real(*args)
module.losses = slow
train(Path(sys.argv[1]), seed=int(sys.argv[2]))
"""


def test_a_kill_by_the_system_costs_nothing(
    tmp_path: Path, whole: tuple[dict[str, torch.Tensor], dict[str, Any], list[str]]
) -> None:
    """SIGKILL, which no code can catch, at moments that nobody chose: three times in one run."""

    def steps() -> int:
        saved = tmp_path / "checkpoint.pt"
        return torch.load(saved, weights_only=True)["done"]["steps"] if saved.is_file() else 0

    reached = [0]
    for seed, moment in enumerate((3, 9, 14)):
        with subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path), str(seed)], cwd=ROOT) as running:
            while steps() < moment:
                assert running.poll() is None, "it ended before it could be killed"
                time.sleep(0.03)
            running.kill()
        assert running.returncode == -signal.SIGKILL
        reached.append(steps())
    assert reached == sorted(reached) and reached[-1] < 20
    weights, figures = train(tmp_path, seed=9)
    for name, expected in whole[0].items():
        assert torch.equal(weights[name], expected), name
    assert {**figures, "seconds": 0} == {**whole[1], "seconds": 0}


TWO = """
import json, sys
from pathlib import Path
import torch
from tests.training.test_pretrain import train
torch.set_num_threads(1)
out = Path(sys.argv[1])
weights, figures = train(out)
rank = torch.distributed.get_rank()
torch.save(weights, out / f"weights-{rank}.pt")
(out / f"figures-{rank}.json").write_text(json.dumps(figures))
"""


def test_two_processes_share_one_run(tmp_path: Path) -> None:
    """What `accelerate launch` starts for several GPUs, on two processors: one clock, one set of weights."""
    script = tmp_path / "two.py"
    script.write_text(TWO)
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ACCELERATE_USE_CPU": "true",
        "OMP_NUM_THREADS": "1",
    }
    subprocess.run([*launch, str(script), str(tmp_path)], cwd=ROOT, env=environment, check=True, timeout=240)
    first, second = (torch.load(tmp_path / f"weights-{rank}.pt", weights_only=True) for rank in (0, 1))
    for name in first:
        assert torch.equal(first[name], second[name]), name
    figures = [json.loads((tmp_path / f"figures-{rank}.json").read_text()) for rank in (0, 1)]
    assert [f["steps"] for f in figures] == [20, 20] and [f["processes"] for f in figures] == [2, 2]
    assert figures[0]["tokens"] == figures[1]["tokens"] and figures[0]["seconds"] == figures[1]["seconds"]
    sizes = [
        len(batch) for pool in range(9) for batch in make_pool(corpus(), FRAME, RECIPE, pool, late=False)
    ]
    assert figures[0]["examples"] > 1.5 * sum(sizes[:20])


def test_the_run_crosses_pools_and_the_last_third(whole: tuple[Any, dict[str, Any], list[str]]) -> None:
    """What the kills above are placed by: the last third begins at 14, and 15 is in the pool that was begun before."""
    sizes = [len(make_pool(corpus(), FRAME, RECIPE, number, late=False)) for number in range(3)]
    assert sum(sizes[:2]) < 14 and 15 < sum(sizes) <= 20
    assert [json.loads(line)["steps"] for line in whole[2]] == [5, 10, 15, 20]
    assert whole[1]["steps"] == 20


def test_a_finished_run_trains_no_further(tmp_path: Path) -> None:
    recipe = replace(RECIPE, steps=2)
    weights, _ = train(tmp_path, recipe=recipe)
    again, figures = train(tmp_path, seed=1, recipe=recipe)
    assert all(torch.equal(weights[name], again[name]) for name in weights)
    assert figures["steps"] == 2


def test_a_curve_of_another_run_is_not_continued(tmp_path: Path) -> None:
    (tmp_path / "curve.jsonl").write_text('{"minutes": 9, "steps": 999}\n')
    train(tmp_path, recipe=replace(RECIPE, steps=2, evaluations=1))
    assert [line["steps"] for line in without_time((tmp_path / "curve.jsonl").read_text().splitlines())] == [
        2
    ]


def test_it_learns(tmp_path: Path) -> None:
    """Documents of one word each: the words around a hidden one say what it is."""
    documents: list[Document] = [[[word] * 6 for _ in range(6)] for word in range(5, 25)]
    learned = model(1, num_hidden_layers=1, hidden_size=32, initializer_range=0.2)
    alone: dict[str, Any] = {"mixture": {"wikipedia": 1.0}, "last_mixture": {"wikipedia": 1.0}}
    recipe = replace(RECIPE, steps=500, learning_rate=1e-2, head_factor=1.0, evaluations=1, **alone)
    text = Corpus({"wikipedia": documents}, {"wikipedia": documents[:10]})
    assess = partial(evaluate, learned, text.held_back, FRAME, ("wikipedia",))
    pretrain(learned, text, FRAME, recipe, tmp_path, assess)
    last = json.loads((tmp_path / "curve.jsonl").read_text())
    assert last["wikipedia_top1"] > 0.8 and last["loss_masked"] < 1 and last["wikipedia_pairs"] > 0.8


def test_minutes_are_a_budget_as_well(tmp_path: Path) -> None:
    _, figures = train(tmp_path, recipe=replace(RECIPE, steps=0, minutes=0.01))
    assert 0.6 <= figures["seconds"] < 3 and figures["steps"] > 1


def test_rate_rises_to_one_and_falls_to_zero() -> None:
    assert [rate(p, 0.1) for p in (0, 0.05, 0.1, 0.55, 1, 1.2)] == pytest.approx([0, 0.5, 1, 0.5, 0, 0])
    assert rate(0, 0) == 1  # without a warm-up


def test_a_pool_is_made_again_alike_and_follows_its_mixture() -> None:
    first, again, other = (make_pool(corpus(), FRAME, RECIPE, number, late=False) for number in (3, 3, 4))
    assert first == again != other

    def share_of_books(late: bool) -> float:
        recipe = replace(RECIPE, pool=600)
        examples = [e for batch in make_pool(corpus(), FRAME, recipe, 0, late=late) for e in batch]
        return sum(e.ids[1] >= 31 for e in examples) / len(examples)

    assert share_of_books(late=False) == pytest.approx(0.4, abs=0.05)
    assert share_of_books(late=True) == pytest.approx(0.8, abs=0.05)


def test_a_few_examples_are_longer() -> None:
    """They teach the places behind `longest`; a document is read for them or for the others as a whole."""

    def sizes(share: float) -> list[int]:
        recipe = replace(RECIPE, pool=600, longer=60, longer_share=share)
        return [len(e.ids) for batch in make_pool(corpus(), FRAME, recipe, 0, late=False) for e in batch]

    assert max(sizes(0.0)) == 30
    made = sizes(0.3)
    assert 30 < max(made) <= 60
    assert sum(size > 30 for size in made) < sum(size > 30 for size in sizes(1.0)) / 2
    assert sum(size > 30 for size in made) > 5


def test_whole_words_reach_the_model_hidden_and_without_their_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word here has two pieces: with all words whole, both are asked for or neither."""
    word = [[7, 8 + CONTINUES], [9, 10 + CONTINUES]]
    documents: list[Document] = [[word[i % 2] * 4 for i in range(6)] for _ in range(6)]
    text = Corpus({"wikipedia": documents}, {"wikipedia": []})
    seen: list[dict[str, torch.Tensor]] = []
    real = module.losses

    def watched(model: Any, batch: dict[str, torch.Tensor]) -> Any:
        seen.append(batch)
        return real(model, batch)

    monkeypatch.setattr(module, "losses", watched)
    one: dict[str, Any] = {"mixture": {"wikipedia": 1.0}, "last_mixture": {"wikipedia": 1.0}}
    recipe = replace(RECIPE, steps=4, whole_words=1.0, evaluations=0, **one)
    pretrain(model(0), text, FRAME, recipe, tmp_path, log=lambda line: None)
    assert len(seen) == 4
    for batch in seen:
        assert batch["input_ids"].max() < FRAME.vocab
        asked = batch["labels"][batch["labels"] != -100]
        firsts, seconds = asked[asked % 2 == 1], asked[asked % 2 == 0]
        assert len(asked) and torch.equal(firsts + 1, seconds)


def test_every_parameter_learns_once_and_only_matrices_decay() -> None:
    made = model(0)
    groups = parameter_groups(made)
    counted = [id(p) for group in groups for p in group["params"]]
    assert sorted(counted) == sorted(id(p) for p in made.parameters())
    by_id = {id(p): (group["head"], group["decayed"]) for group in groups for p in group["params"]}
    assert by_id[id(made.cls.predictions.transform.dense.weight)] == (True, True)
    assert by_id[id(made.cls.seq_relationship.bias)] == (True, False)
    assert by_id[id(made.bert.pooler.dense.weight)] == (True, True)
    assert by_id[id(made.bert.encoder.layer[0].attention.output.LayerNorm.weight)] == (False, False)
    assert by_id[id(made.bert.embeddings.word_embeddings.weight)] == (
        False,
        True,
    )  # tied to the head, learns as encoder


def test_losses_are_the_library_s_own() -> None:
    made = model(3).eval()
    batch = make_pool(corpus(), FRAME, RECIPE, 0, late=False)[0]
    tensors = module.with_places(collate(batch, FRAME, 0.3, np.random.default_rng(0)))
    tensors["next_sentence_label"] = tensors["next_sentence_label"].clamp(
        min=0
    )  # the library knows no "no pair"
    masked_word, pair = module.losses(made, tensors)
    torch.testing.assert_close(masked_word + pair, made(**tensors).loss)


def test_places_are_what_is_asked_filled_up_with_what_is_not() -> None:
    labels = torch.full((3, 50), -100)
    labels[0, 4] = labels[2, 49] = 7
    places = module.with_places({"labels": labels})["places"]
    assert places[:2].tolist() == [4, 149] and len(places) == module.PLACES == len(places.unique())
    assert (labels.flatten()[places[2:]] == -100).all()
    assert not len(module.with_places({"labels": torch.full((3, 50), -100)})["places"])


def test_pools_that_other_processes_make_are_the_same() -> None:
    """As a GPU gets them; each process of several has its own share of the batches."""

    def prepare(batch: Any, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        return collate(batch, FRAME, 0.3, rng)

    def pools(process: int, workers: int) -> list[Any]:
        made = Pools(partial(_pool_of, corpus()), prepare, 5, process, 2)
        fork = "fork" if workers else None
        asked: Any = [(3, 0.0), (4, 0.9), (5, 0.9)]
        return list(
            DataLoader(
                made, batch_size=None, sampler=asked, collate_fn=_same, num_workers=workers,
                multiprocessing_context=fork,
            )
        )  # fmt: skip

    here, there = pools(0, 0), pools(0, 2)
    assert [pool[:2] for pool in here] == [pool[:2] for pool in there] == [(3, 0.0), (4, 0.9), (5, 0.9)]
    for (*_, one), (*_, other), (*_, second) in zip(here, there, pools(1, 0), strict=True):
        assert [drawn for drawn, _ in one] == [drawn for drawn, _ in other] != [drawn for drawn, _ in second]
        for (_, a), (_, b) in zip(one, other, strict=True):
            assert all(np.array_equal(a[name], b[name]) for name in a) and a.keys() == b.keys()


def _pool_of(text: Corpus, pool: int, progress: float) -> Any:
    return make_pool(text, FRAME, RECIPE, pool, late=progress > 2 / 3)


def _same(pool: Any) -> Any:
    return pool


def test_dropout_is_the_recipe_s(tmp_path: Path) -> None:
    made = model(1)
    pretrain(made, corpus(), FRAME, replace(RECIPE, steps=1, dropout=0.3, evaluations=0), tmp_path)
    rates = {m.p for m in made.modules() if isinstance(m, torch.nn.Dropout)}
    assert rates == {0.3}
