"""`python -m bertdemo.serving.ray`: the same app, its questions answered by replicas on Ray Serve.

This process serves the page and keeps what belongs to visitors: rooms, jobs, turns, files. BERTDEMO_REPLICAS processes
compute. Without RAY_ADDRESS they are on this machine; on several machines BERTDEMO_KEPT_FOLDER and BERTDEMO_HUB_FOLDER
have to be folders that all of them see.
"""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path

import app
from bertdemo import start
from bertdemo.serving import elsewhere, ray_front
from bertdemo.serving.scratch import own_folder
from bertdemo.settings import Settings


def with_kept_folder(settings: Settings, folder: Path) -> Settings:
    """What a visitor trained in one replica must be found by all of them: in a folder of this machine if none is named."""
    return settings if settings.kept_folder else replace(settings, kept_folder=str(folder))


def main() -> None:
    """The app and its replicas, until it is ended."""
    settings = app.SETTINGS
    start.leave_on_signals()
    with start.one_sentence():
        start.check(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    start.sweep(settings)
    settings = with_kept_folder(settings, own_folder() / "kept")
    try:
        elsewhere.move(ray_front.start(settings, app.functions))
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # Ray has put its own there, which ends with 15
        app.serve(settings)
    finally:
        elsewhere.move(None)
        ray_front.stop()


if __name__ == "__main__":
    main()
