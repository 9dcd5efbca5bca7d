"""Bytes that travel deflated in base64, as the page unpacks them."""

from __future__ import annotations

import base64
import zlib

import torch
from torch import Tensor


def inflated(packed: str) -> Tensor:
    return torch.frombuffer(bytearray(zlib.decompress(base64.b64decode(packed))), dtype=torch.uint8)
