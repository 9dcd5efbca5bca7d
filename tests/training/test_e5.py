"""The 4-bit encoder: a block by hand, a tiny file of its format, and its cut into pieces against every cut."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.training import e5 as module
from bertdemo.training.e5 import E5, LINEAR, NORMS, SPACE, Floats, Pieces, read_e5, unpack

SPECIAL = {"<s>": 0.0, "<pad>": 0.0, "</s>": 0.0, "<unk>": 0.0}


def tiny_e5(
    pieces: dict[str, float], hidden: int = 4, normal: dict[str, str] | None = None, **weights: Floats
) -> E5:
    """An encoder of these pieces, with random word embeddings and no layer unless weights are given."""
    every = SPECIAL | pieces | {"<mask>": 0.0}
    table = np.random.default_rng(0).standard_normal((len(every), hidden)).astype(np.float32)
    log_probabilities = np.array(list(every.values()), np.float32)
    return E5(
        hidden=hidden,
        layers=1,
        heads=2,
        intermediate=2 * hidden,
        positions=16,
        segments=2,
        eps=1e-5,
        pieces=list(every),
        log_probabilities=log_probabilities,
        unknown=3,
        normal=normal or {},
        weights={"embeddings.word_embeddings.weight": table, **weights},
    )


def test_a_block_by_hand() -> None:
    """Each byte holds two numbers: the low half one of the first sixteen, the high half one of the last."""
    half = bytes.fromhex("0038")  # 0.5 as a little-endian float16
    minus_two = bytes.fromhex("00c0")
    numbers = bytes((15 - i) << 4 | i for i in range(16))
    raw = np.frombuffer(half + numbers + minus_two + numbers, np.uint8)
    rising, falling = [i - 8 for i in range(16)], [7 - i for i in range(16)]
    expected = np.array([*rising, *falling], np.float32)
    made = unpack(raw, 2, 32)
    assert made.dtype == np.float32
    np.testing.assert_array_equal(made, np.stack([expected * 0.5, expected * -2]))
    np.testing.assert_array_equal(unpack(raw, 1, 64), made.reshape(1, 64))


def packed(matrix: Floats) -> bytes:
    """A matrix of whole numbers from -8 to 7 in blocks of scale 1."""
    made = b""
    for block in (matrix.reshape(-1, 32) + 8).astype(np.uint8):
        made += struct.pack("<e", 1.0) + bytes(
            low | high << 4 for low, high in zip(block[:16], block[16:], strict=True)
        )
    return made


def write(path: Path) -> dict[str, Floats]:
    """A file of the format: 32 wide, one layer, five pieces. Returns its weights by the names of the file."""
    chance = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (5, 32), "emb.pos": (3, 32), "emb.type": (2, 32)}
    shapes |= {"emb.ln.w": (32,), "emb.ln.b": (32,)}
    for name in LINEAR:
        wide = {"fi": (64, 32), "fo": (32, 64)}.get(name, (32, 32))
        shapes |= {f"l0.{name}.w": wide, f"l0.{name}.b": (wide[0],)}
    for name in NORMS:
        shapes |= {f"l0.{name}.w": (32,), f"l0.{name}.b": (32,)}
    weights = {name: chance.integers(-8, 8, shape).astype(np.float32) for name, shape in shapes.items()}
    pieces = ["<s>", "</s>", "<unk>", f"{SPACE}我", "a"]
    text = [piece.encode() for piece in pieces]
    data = struct.pack("<4sI7ifi", b"tiny", 1, 32, 1, 4, 64, 5, 3, 2, 1e-12, 32)
    data += struct.pack("<5iQ", 5, 0, 1, -1, 2, sum(map(len, text)))
    data += np.cumsum([0, *map(len, text)]).astype("<u4").tobytes() + np.arange(5, dtype="<f4").tobytes()
    data += b"".join(text)
    data += struct.pack("<iI", 2, 0) + struct.pack("<IB2I", ord("㎡"), 2, ord("m"), ord("2"))
    data += struct.pack("<IB", ord("\t"), 0)
    whole = [n == "emb.word" or (n.endswith(".w") and n[3:-2] in LINEAR) for n in weights]
    bodies = [packed(w) if p else w.tobytes() for p, w in zip(whole, weights.values(), strict=True)]
    head = sum(2 + len(name) + struct.calcsize("<BIQQ") for name in weights) + 4
    at = len(data) + head
    data += struct.pack("<i", len(weights))
    for name, body in zip(weights, bodies, strict=True):
        data += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(body))
        at += len(body)
    path.write_bytes(data + b"".join(bodies))
    return weights


def test_a_file_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e5.bin"
    weights = write(path)
    monkeypatch.setattr(module, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    e5 = read_e5(path)
    assert (e5.hidden, e5.layers, e5.heads, e5.intermediate, e5.positions, e5.segments) == (
        32,
        1,
        4,
        64,
        3,
        2,
    )
    assert e5.eps == pytest.approx(1e-12) and e5.unknown == 2
    assert e5.pieces == ["<s>", "</s>", "<unk>", f"{SPACE}我", "a"]
    assert e5.log_probabilities.tolist() == [0, 1, 2, 3, 4] and e5.normal == {"㎡": "m2", "\t": ""}
    layer = "encoder.layer.0"
    for name, theirs in {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
        f"{layer}.attention.self.query.weight": "l0.q.w",
        f"{layer}.attention.self.key.bias": "l0.k.b",
        f"{layer}.attention.self.value.weight": "l0.v.w",
        f"{layer}.attention.output.dense.weight": "l0.ao.w",
        f"{layer}.attention.output.LayerNorm.bias": "l0.aln.b",
        f"{layer}.intermediate.dense.weight": "l0.fi.w",
        f"{layer}.output.dense.weight": "l0.fo.w",
        f"{layer}.output.LayerNorm.weight": "l0.oln.w",
    }.items():
        np.testing.assert_array_equal(e5.weights[name], weights[theirs], name)
    assert len(e5.weights) == 5 + 2 * (len(LINEAR) + len(NORMS))


def test_any_other_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e5.bin"
    write(path)
    with pytest.raises(ValueError, match="does not hold the published"):
        read_e5(path)
    data = bytearray(path.read_bytes())
    monkeypatch.setattr(module, "SHA256", hashlib.sha256(data).hexdigest())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match="does not hold the published"):
        read_e5(path)


PIECES = {
    SPACE: -3.1,
    f"{SPACE}a": -4.3,
    f"{SPACE}我们": -5.2,
    "a": -3.7,
    "b": -4.9,
    "ab": -6.05,
    "aba": -9.9,
    "我": -5.5,
    "们": -6.1,
    "我们": -8.3,
    "们a": -7.7,
}
CUTTER = Pieces(tiny_e5(PIECES, normal={"Ａ": "a", "\t": " ", "㎡": "ab", "\x00": ""}))


def every_cut(text: str) -> Iterator[list[str]]:
    """All cuts of a text into pieces that are known, or single characters."""
    if not text:
        yield []
    for size in range(1, len(text) + 1):
        if size == 1 or text[:size] in PIECES:
            for rest in every_cut(text[size:]):
                yield [text[:size], *rest]


@given(st.text(alphabet="abb我们们Ａ㎡x \t\x00", max_size=9))
def test_the_cut_is_the_likeliest_of_all(text: str) -> None:
    clean = text.replace("Ａ", "a").replace("㎡", "ab").replace("\t", " ").replace("\x00", "")
    clean = SPACE + re.sub(" +", " ", clean).removeprefix(" ").replace(" ", SPACE)
    strange = min(PIECES.values()) - 10  # of a character that is no piece
    best = max(sum(PIECES.get(piece, strange) for piece in cut) for cut in every_cut(clean))
    e5 = CUTTER.e5
    made = CUTTER.cut(text)
    assert sum(strange if i == e5.unknown else float(e5.log_probabilities[i]) for i in made) == pytest.approx(
        best
    )
    names = [re.escape(e5.pieces[i]) if i != e5.unknown else "." for i in made]
    assert re.fullmatch("".join(names), clean)


def test_a_cut_by_hand() -> None:
    names = [CUTTER.e5.pieces[i] for i in CUTTER.cut("我们ab x")]
    assert names == [f"{SPACE}我们", "ab", SPACE, "<unk>"]
    assert CUTTER.cut("") == [CUTTER.id[SPACE]]
