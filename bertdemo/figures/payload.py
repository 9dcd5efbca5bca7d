"""What travels to the page's own components (assets/page): one run as JSON, weights as packed bytes.

At 128 tokens the page gets 25 kB a head in place of the megabytes that the same numbers take as text.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import torch
from torch import Tensor

from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding


def run_payload(run: Run, model: str) -> dict[str, Any]:
    """The frame that every component draws from; the weights follow by packed_map and packed_layer."""
    layers, heads = run.attentions.shape[:2]
    return {
        "key": {"text": run.encoding.text, "text_pair": run.encoding.text_pair, "model": model},
        **encoding_payload(run.encoding),
        "layers": layers,
        "heads": heads,
    }


def encoding_payload(encoding: Encoding) -> dict[str, Any]:
    """One entry a token; offsets count characters (code points), not the UTF-16 units of JavaScript."""
    return {
        "tokens": encoding.tokens,
        "ids": encoding.ids,
        "token_type_ids": encoding.token_type_ids,
        "positions": tuple(range(len(encoding.ids))),
        "offsets": encoding.offsets,
        "special": encoding.special,
    }


def packed_map(weights: Tensor) -> dict[str, Any]:
    """Weights (T, T) in 0 … 1 as base64 of uint16, row by row, exact to 1/131070: `{weights, deflated}`.

    A small one is not deflated: a browser inflates in the background, which takes longer than 40 kB on the way.
    """
    raw = (weights * 65535).round().to(torch.int32).numpy().astype("<u2").tobytes()
    deflated = len(raw) > 40_000
    return {
        "weights": _packed(raw) if deflated else base64.b64encode(raw).decode("ascii"),
        "deflated": deflated,
    }


def packed_layer(weights: Tensor) -> str:
    """Weights (H, T, T) in 0 … 1 as base64 of deflated bytes, head by head; exact to 1/510."""
    return _packed((weights * 255).round().to(torch.uint8).numpy().tobytes())


def _packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw, 1)).decode("ascii")
