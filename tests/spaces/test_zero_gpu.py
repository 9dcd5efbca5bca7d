"""On ZeroGPU: what is typed is computed on the CPU, a training on the GPU that its visitor is lent."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from bertdemo.api.endpoints import endpoints
from bertdemo.bert.finetuning import Finished, Step
from bertdemo.bert.recipe import DEFAULTS
from bertdemo.serving import lent
from bertdemo.serving.finetuned import finetune
from bertdemo.settings import Settings
from tests.conftest import TinyBank
from tests.spaces import typed
from tests.spaces.lender import NOTHING_LEFT, Lender, lending

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Space:
    lender: Lender
    seen: dict[str, Any]
    folder: Path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Space]:
    """The app after a visit, in a process of its own."""
    folder = tmp_path_factory.mktemp("space")
    with lending() as lender:
        environment = os.environ | {
            "SPACES_ZERO_GPU": "true",
            "SPACES_ZERO_DEVICE_API_URL": lender.url,
            "HOME": str(folder),
            "NO_PROXY": "127.0.0.1",
            "OMP_NUM_THREADS": "1",
            "BERTDEMO_PORT": str(free_port()),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.spaces.zero_gpu", str(folder)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
        yield Space(lender, json.loads((folder / "seen.json").read_text()), folder)


@pytest.fixture(scope="module")
def here() -> tuple[TinyBank, list[Any]]:
    """The same training where no GPU is lent."""
    models = TinyBank(Settings(device="cpu"))
    labels = sorted({label for _, label in typed.ROWS})
    rows = [(text, labels.index(label)) for text, label in typed.ROWS]
    recipe = replace(DEFAULTS["full"], **typed.RECIPE)
    return models, list(finetune(models, models(), rows, labels, recipe))


def test_torch_says_that_a_gpu_is_there_and_nothing_typed_uses_it(space: Space) -> None:
    assert space.seen["cuda"], "the trap is set"
    assert space.seen["device"] == "cpu"
    assert "BERTDEMO_DEVICE=cuda" in space.seen["refused"]


def test_what_is_typed_has_the_numbers_of_a_machine_without_a_gpu(
    space: Space, here: tuple[TinyBank, list[Any]]
) -> None:
    known = {function.__name__: function for function in endpoints(here[0])}
    expected = [known[name.strip("/")](**arguments) for name, arguments in typed.QUESTIONS]
    assert len(space.seen["typed"]) == len(expected) == len(typed.QUESTIONS)
    for answer, other in zip(space.seen["typed"], json.loads(json.dumps(expected)), strict=True):
        assert answer == same_numbers(other)


def same_numbers(value: Any) -> Any:
    """The same answer, where a number is equal to any that is close."""
    if isinstance(value, dict):
        return {name: same_numbers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [same_numbers(one) for one in value]
    return pytest.approx(value, abs=1e-4) if isinstance(value, float) else value


def test_the_space_reports_at_its_start_that_it_borrows(space: Space) -> None:
    assert [path for path, _ in space.lender.asked].index("/startup-report") == 0
    assert [path for path, _ in space.lender.asked].count("/startup-report") == 1


def test_a_training_takes_a_gpu_once_and_gives_it_back(space: Space) -> None:
    (asked,) = space.lender.schedules("visitor")
    assert 0 < int(asked["durationSeconds"]) <= lent.MOST
    first = next(i for i, (_, told) in enumerate(space.lender.asked) if told.get("token") == "visitor")
    assert [path for path, _ in space.lender.asked[first : first + 3]] == ["/schedule", "/allow", "/release"]
    assert int(space.lender.asked[first + 1][1]["pid"]) > 1


def test_nothing_but_trainings_takes_a_gpu(space: Space) -> None:
    schedules = [told.get("token") for path, told in space.lender.asked if path == "/schedule"]
    assert schedules == ["visitor", NOTHING_LEFT, "visitor-of-the-lab"]


@pytest.mark.parametrize("name", ["lent", "refused"])
def test_the_weights_are_those_of_a_training_on_the_cpu(
    space: Space, here: tuple[TinyBank, list[Any]], name: str
) -> None:
    """On a lent GPU; and where none is left for the visitor, who trains on the CPU then."""
    models, events = here
    finished = events[-1]
    assert isinstance(finished, Finished)
    expected = models(finished.model).module.state_dict()
    weights = torch.load(space.folder / f"{name}.pt", weights_only=True)
    assert weights.keys() == expected.keys()
    start = models().module.state_dict()
    learned = {key: (value - start[key]).abs().max() for key, value in expected.items() if key in start}
    assert min(learned[key] for key in learned if "encoder" in key) > 1e-3, "they are worth comparing"
    for key, value in expected.items():
        if not key.endswith("key.bias"):  # moves a row of scores as one: its gradient is 0 but for rounding
            torch.testing.assert_close(weights[key], value, atol=1e-4, rtol=0, msg=key)


def test_each_step_arrives_and_the_model_answers(space: Space, here: tuple[TinyBank, list[Any]]) -> None:
    models, events = here
    losses = [event.loss for event in events if isinstance(event, Step)]
    assert space.seen["steps"] == pytest.approx(losses, abs=1e-3)
    assert space.seen["trained"]["labels"] == ["bad", "good"]
    run = models(events[-1].model).run(typed.SENTENCE)
    assert run.logits is not None
    assert space.seen["after"]["logits"] == pytest.approx(run.logits.tolist(), abs=1e-3)


def test_a_training_of_the_page_is_on_its_visitors_quota(space: Space) -> None:
    assert space.seen["lab"] == "finished"
    assert len(space.lender.schedules("visitor-of-the-lab")) == 1
