"""The app on ZeroGPU, its visitors, and what they were answered; run by zero_gpu.py."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import httpx
import spaces.zero.torch as emulated
import torch
from gradio_client import Client

import app
from bertdemo.bert.model import Model
from bertdemo.serving import lent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.devices import pick_device
from tests.conftest import TinyBank
from tests.spaces import lender, typed


def answer_of(client: Client, question: tuple[str, dict[str, Any]]) -> Any:
    name, arguments = question
    return client.predict(**arguments, api_name=name)


def train(url: str, visitor: str) -> list[dict[str, Any]]:
    """Through the named endpoint, as a notebook does."""
    client = Client(url, headers={"X-IP-Token": visitor}, verbose=False)
    job = client.submit(rows=typed.ROWS, **typed.RECIPE, api_name="/finetune")
    job.result(timeout=120)
    return list(job.outputs())


def train_in_the_lab(client: Client, visitor: str) -> str:
    """Through the server functions of the page. The state in which it ends."""
    components = client.config["components"]
    lab = next(
        c["id"] for c in components if {"conclude", "steer"} <= set(c["props"].get("server_fns") or [])
    )

    def ask(name: str, wanted: dict[str, Any]) -> dict[str, Any]:
        question = {"data": wanted, "component_id": lab, "fn_name": name, "session_hash": "page"}
        headers = {"X-IP-Token": visitor}
        address = f"{client.src}gradio_api/component_server"
        answer = httpx.post(address, json=question, headers=headers, timeout=60)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    text = "\n".join(f"{row},{label}" for row, label in typed.ROWS)
    begun = ask(
        "start", {"base": "", "data": {"source": "paste", "text": text}, "recipe": typed.RECIPE, "name": ""}
    )
    assert "training" in begun, begun
    until = time.monotonic() + 120
    while time.monotonic() < until:
        told = ask("follow", {"training": begun["training"], "since": 0})
        if told["ended"]:
            return str(told["state"])
        time.sleep(0.1)
    return "never"


def weights(model: Model) -> dict[str, torch.Tensor]:
    return dict(model.module.state_dict())


def refused_device() -> str:
    try:
        pick_device("cuda")
    except ValueError as error:
        return str(error)
    return ""


def visit(models: ModelBank, folder: Path) -> None:
    url = f"http://127.0.0.1:{models.settings.port}/"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            httpx.get(url).raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    client = Client(url, verbose=False)
    seen: dict[str, Any] = {"cuda": torch.cuda.is_available(), "device": pick_device().type}
    seen["refused"] = refused_device()
    seen["typed"] = [answer_of(client, question) for question in typed.QUESTIONS]
    outputs = train(url, "visitor")
    seen["steps"] = [output["loss"] for output in outputs if "loss" in output]
    seen["trained"] = outputs[-1]
    torch.save(weights(models(outputs[-1]["model"])), folder / "lent.pt")
    seen["after"] = client.predict(typed.SENTENCE, model=outputs[-1]["model"], api_name="/classify")
    outputs = train(url, lender.NOTHING_LEFT)
    torch.save(weights(models(outputs[-1]["model"])), folder / "refused.pt")
    seen["lab"] = train_in_the_lab(client, "visitor-of-the-lab")
    (folder / "seen.json").write_text(json.dumps(seen))


def main(folder: Path) -> None:
    """The app on this thread, as it starts everywhere; its visitors on another, who end the process."""
    emulated.init = lambda uuid: None
    emulated.move = lambda callback=None: None
    lent.DEVICE = "cpu"

    def visited() -> None:
        code = 1
        try:
            visit(banks[0], folder)
            code = 0
        except BaseException:
            traceback.print_exc()
        for worker in multiprocessing.active_children():  # waits for the next training
            worker.kill()
        os._exit(code)

    banks: list[TinyBank] = []

    def opened(*settings: Any) -> TinyBank:
        banks.append(TinyBank(*settings))
        threading.Thread(target=visited, daemon=True).start()
        return banks[0]

    app.ModelBank = opened  # type: ignore[assignment, misc]
    app.main()
