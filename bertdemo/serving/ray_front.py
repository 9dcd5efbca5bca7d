"""Replicas as the front process sees them: asked by name, with a time limit; one that dies is asked again elsewhere."""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

# Before Ray is imported.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing calls home
# 15 where nobody says so: beside other work replicas stood still, and heavy threads (gate.NICE) went before light ones.
os.environ.setdefault("RAY_worker_niceness", "0")
# Seconds for a replica to say how many questions it has; 0.1 where nobody says so, and one on a busy core is asked again.
os.environ.setdefault("RAY_SERVE_QUEUE_LENGTH_RESPONSE_DEADLINE_S", "1")

import ray
from ray import serve
from ray.exceptions import RayActorError
from ray.serve.exceptions import BackPressureError, ReplicaUnavailableError
from ray.serve.handle import DeploymentHandle, DeploymentResponse

from bertdemo.bert.stopping import Gone, breathe
from bertdemo.errors import UserError
from bertdemo.serving import elsewhere, gate
from bertdemo.serving.checkpoints import shipped
from bertdemo.serving.ray_replica import AHEAD, AT_ONCE, Answer, Functions, Replica
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
APP = "bert-live"
QUIET = {"log_level": "WARNING", "enable_access_log": False}  # a line a question is nobody's business
LOOK = 0.2  # seconds between two looks whether the asker has gone
ALONE = 1.0  # seconds without an answer after which it is asked whether any replica is there
PATIENCE = 30.0  # seconds after which somebody who typed a sentence is told that the server is busy
HEAVY_PATIENCE = 300.0  # the same for a heavy question, whose turn has come
LOST = (RayActorError, ReplicaUnavailableError)
Event = TypeVar("Event")


class Replicas:
    """Where questions are computed (elsewhere.Elsewhere)."""

    def __init__(
        self, handle: DeploymentHandle[Any], most_waiting: int, running: Callable[[], int] = lambda: 1
    ) -> None:
        self._handle = handle
        self._most_waiting = most_waiting
        self._running = running  # how many replicas there are at the moment
        self._bundled = shipped()

    def ask(self, name: str, question: tuple[Any, ...], heavy: bool = False) -> Any:
        """What a replica answers. Raises UserError as its function does, or when too many wait; Gone when the asker left;
        Nobody while there is no replica, but not for a question in the middle of which one was lost: it may be the reason.
        """
        key = model_of(question)
        handle = self._handle
        if key and key not in self._bundled:
            handle = handle.options(multiplexed_model_id=key)
        for last in (False, True):
            try:
                return told(self._wait(handle.ask.remote(name, question, heavy), heavy, waits_for_one=last))
            except LOST:
                log.warning("a replica was lost in the middle of %s", name)
                if last:  # a question that ends every process is not asked for ever
                    raise
        raise AssertionError

    def _wait(self, response: DeploymentResponse[Answer], heavy: bool, waits_for_one: bool) -> Answer:
        looked = time.monotonic()
        end = looked + (HEAVY_PATIENCE if heavy else PATIENCE)
        try:
            while True:
                try:
                    answer: Answer = response.result(timeout_s=LOOK)
                    return answer
                except TimeoutError:
                    breathe()
                    now = time.monotonic()
                    if now > end:
                        raise UserError("error.busy", waiting=self._most_waiting) from None
                    if now - looked > ALONE and not waits_for_one:
                        looked = now
                        if not self._running():
                            raise elsewhere.Nobody from None
        except BackPressureError:
            raise UserError("error.busy", waiting=self._most_waiting) from None
        except (Gone, UserError, elsewhere.Nobody):
            response.cancel()
            raise

    def stream(self, events: Callable[..., Iterator[Event]], *arguments: Any) -> Iterator[Event]:
        """The events of a generator function of a module, as a replica computes them. Raises UserError as it does."""
        key = secrets.token_urlsafe(12)
        answers = self._handle.options(stream=True).stream.remote(key, events, arguments)
        try:
            for number, answer in enumerate(answers, 1):
                yield told(answer)
                if number % (AHEAD // 2) == 0:
                    told_all = self._handle.broadcast("taken", key, AHEAD // 2)
                    told_all.results(timeout_s=PATIENCE, return_exceptions=True)  # it is not sent before this
        except BackPressureError:
            raise UserError("error.busy", waiting=self._most_waiting) from None
        finally:
            answers.cancel()


def told(answer: Answer) -> Any:
    """The value of an answer, or what came in its place."""
    if answer.refusal is not None:
        raise answer.refusal
    if answer.gone:
        raise Gone
    if answer.bug:
        raise RuntimeError(f"a replica: {answer.bug}")
    return answer.value


def model_of(question: tuple[Any, ...]) -> str:
    """The key of the model that a question is about: of a page's question, or of an endpoint's arguments."""
    first = question[0] if question else None
    key = first.get("model") if isinstance(first, dict) else getattr(first, "model", "")
    return key if isinstance(key, str) else ""


def start(settings: Settings, functions: Functions, cores: int = 0) -> Replicas:
    """Start `settings.replicas` of them, on this machine or on the cluster that RAY_ADDRESS names, and wait until they answer.

    Each computes on so many cores; 0 shares out all that there are.
    """
    address = os.environ.get("RAY_ADDRESS") or "local"  # never a cluster that others happen to run here
    ray.init(address, include_dashboard=False, logging_level=logging.ERROR)
    has = ray.cluster_resources()
    share = cores or has.get("CPU", 1) / settings.replicas
    threads = max(1, int(share))
    deployment = serve.deployment(
        name="Replica",
        num_replicas=settings.replicas,
        max_ongoing_requests=AT_ONCE,
        max_queued_requests=settings.max_waiting,
        health_check_period_s=1,
        health_check_timeout_s=30,
        graceful_shutdown_timeout_s=5,
        logging_config=QUIET,
        ray_actor_options={
            "num_cpus": threads if share >= 1 else share,
            "num_gpus": min(1.0, has.get("GPU", 0) / settings.replicas),
        },
    )(Replica)
    serve.start(proxy_location="Disabled", logging_config=QUIET)
    # Heavy work has its turns here, for all replicas.
    for one in (gate.HEAVY, gate.LARGE):
        one.at_once = gate.AT_ONCE * settings.replicas
    handle = serve.run(deployment.bind(settings, functions, threads), name=APP, route_prefix=None)
    return Replicas(handle, settings.max_waiting, running)


def running() -> int:
    """How many replicas answer at the moment."""
    application = serve.status().applications.get(APP)
    return sum(
        deployment.replica_states.get("RUNNING", 0)
        for deployment in (application.deployments.values() if application else ())
    )


def stop() -> None:
    """End the replicas, and the cluster if it was started here."""
    serve.shutdown()
    ray.shutdown()
