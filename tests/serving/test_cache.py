"""The cache counts bytes."""

from __future__ import annotations

import functools

from bertdemo.serving.bank import ModelBank
from bertdemo.serving.cache import ByteCache


def test_cache_counts_bytes(models: ModelBank) -> None:
    model = models()
    runs = {text: model.forward([model.encode(text)])[0] for text in ("hello", "my dog", "she is")}
    cache = ByteCache(runs["my dog"].nbytes + runs["she is"].nbytes)
    for text in ("hello", "my dog", "hello", "she is"):  # at the last, "my dog" is unused longest
        assert cache.get(text, functools.partial(runs.__getitem__, text)) is runs[text]
    again = model.forward([model.encode("my dog")])[0]
    assert cache.get("hello", lambda: again) is runs["hello"]
    assert cache.get("my dog", lambda: again) is again
    assert cache.nbytes <= cache.limit and len(cache) == 2
    small = ByteCache(10)
    assert small.get("hello", lambda: runs["hello"]) is runs["hello"]
    assert len(small) == 0 and small.nbytes == 0
