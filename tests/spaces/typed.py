"""What is asked with and without a lent GPU, to compare."""

from __future__ import annotations

from typing import Any

SENTENCE = "hello , my dog is cute"
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("/attention", {"text": SENTENCE, "layer": 2, "head": 3}),
    ("/classify", {"text": SENTENCE, "task": "sentiment"}),
    ("/embeddings", {"text": SENTENCE}),
    ("/fill_mask", {"text": "my dog is [MASK]"}),
    ("/attribute", {"text": SENTENCE, "method": "integrated_gradients"}),
]
ROWS = [
    [
        f"{'my dog is cute' if i % 2 else 'she is sad'} {'abcde'[i % 5]}{' !' * (i // 9)}",
        "good" if i % 2 else "bad",
    ]
    for i in range(40)
]
RECIPE: dict[str, Any] = {"method": "full", "epochs": 2, "learning_rate": 1e-3, "batch_size": 8, "seed": 3}
