"""Run in a process of its own: 64 visitors ask one model at the same moment; prints how many passes that took."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import spaces  # what lies on the path

from bertdemo.serving.devices import pick_device
from bertdemo.settings import Settings
from tests.conftest import TinyBank

VISITORS = 64


def main() -> None:
    model = TinyBank(Settings(device="cpu"))()
    passes: list[int] = []

    def count(_: object, args: object, inputs: dict[str, Any]) -> None:
        """The first pass lasts until everybody else waits."""
        passes.append(len(passes))
        until = time.monotonic() + 30
        while passes[-1] == 0 and len(model._answer._waiting) < VISITORS - len(inputs["input_ids"]):
            assert time.monotonic() < until
            time.sleep(0.001)

    def ask(number: int) -> str:
        return model.run(f"my dog is {' '.join('abcde'[number // 5**i % 5] for i in range(3))}").encoding.text

    model.module.bert.register_forward_pre_hook(count, with_kwargs=True)
    with ThreadPoolExecutor(VISITORS) as pool:
        texts = set(pool.map(ask, range(VISITORS)))
    seen = {"answers": len(texts), "passes": len(passes), "device": pick_device().type}
    print(json.dumps(seen | {"decorated": spaces.decorated}))  # noqa: T201


if __name__ == "__main__":
    main()
