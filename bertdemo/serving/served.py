"""ServedModel: a model that many visitors ask at once; their sentences share passes, and finished runs are remembered."""

from __future__ import annotations

from functools import partial
from typing import Any

from torch import Tensor

from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.serving.batching import Batcher
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.devices import pick_device
from bertdemo.settings import Settings


class ServedModel(Model):
    """The same numbers as Model, for everybody who asks."""

    def __init__(
        self, checkpoint: Any, tokenizer: Any, module: Any, settings: Settings, cache: ByteCache, *head: Any
    ) -> None:
        super().__init__(checkpoint, tokenizer, module.to(pick_device(settings.device)), settings, *head)
        self._cache = cache
        self._shelf = cache.shelf(checkpoint.key)
        self._answer: Batcher[Encoding, Run] = Batcher(
            self.forward, lambda encoding: len(encoding.ids), settings.max_batch, settings.max_waiting
        )
        self._finish: Batcher[Tensor, Tensor] = Batcher(
            self.upper_layers, len, settings.max_batch, settings.max_waiting
        )

    def read(self, encoding: Encoding) -> Run:
        return self._cache.get(encoding, lambda: self._answer(encoding), self._shelf)

    def finish(self, run: Run) -> Tensor:
        compute = partial(self._finish, run.states_after(self.shared))
        return self._cache.get((run.encoding, "logits"), compute, self._shelf)
