"""`python -m tests.benchmarks.tries`: what a faster encoder would cost in truth: torch.compile, bfloat16, ONNX Runtime, OpenVINO.

Each against the eager pass of the library with attentions and hidden states, which the page shows: how many times its
time, and the largest difference of an attention weight. What is not installed is left out.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoTokenizer, BertModel

from bertdemo.serving.checkpoints import BUNDLED
from tests.benchmarks.measure import in_turn, sentence, timed

SIZES = (16, 64, 128)
Pass = Callable[[Tensor], Tensor]  # ids (1, T) -> attention weights (L, H, T, T)


class Bare(torch.nn.Module):
    """The encoder, and nothing but what is shown of it."""

    def __init__(self, dtype: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.bert: Any = BertModel.from_pretrained(
            BUNDLED / "classroom", add_pooling_layer=False, attn_implementation="eager", dtype=dtype
        ).eval()

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        out = self.bert(input_ids=ids, output_attentions=True, output_hidden_states=True)
        return torch.stack(out.attentions)[:, 0], torch.stack(out.hidden_states)[:, 0]


def in_torch(module: Any) -> Pass:
    @torch.inference_mode()
    def run(ids: Tensor) -> Tensor:
        weights: Tensor = module(ids)[0]
        return weights

    return run


def exported(folder: Path) -> Path:
    path = folder / "bert.onnx"
    ids = torch.randint(1000, 2000, (1, 20))
    tokens = torch.export.Dim("tokens", min=2, max=512)
    said = sys.stdout
    sys.stdout = io.StringIO()  # the exporter tells its steps
    try:
        torch.onnx.export(
            Bare(), (ids,), path, dynamo=True, dynamic_shapes={"ids": {1: tokens}}, input_names=["ids"]
        )
    finally:
        sys.stdout = said
    return path


def in_onnx_runtime(path: Path) -> Pass:
    import onnxruntime  # type: ignore[import-not-found]

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return lambda ids: torch.from_numpy(session.run(None, {"ids": ids.numpy()})[0])


def in_openvino(path: Path, precision: str) -> Pass:
    import openvino  # type: ignore[import-not-found]

    compiled = openvino.Core().compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": precision})
    return lambda ids: torch.from_numpy(compiled([ids.numpy()])[0].copy())


def passes(folder: Path) -> dict[str, Pass]:
    found: dict[str, Pass] = {
        "eager": in_torch(Bare()),
        "torch.compile": in_torch(torch.compile(Bare(), dynamic=True)),
        "bfloat16": in_torch(Bare(torch.bfloat16)),
    }
    path = exported(folder)
    for name, made in (
        ("ONNX Runtime", lambda: in_onnx_runtime(path)),
        ("OpenVINO", lambda: in_openvino(path, "f32")),
        ("OpenVINO, bfloat16", lambda: in_openvino(path, "bf16")),
    ):
        try:
            found[name] = made()
        except ImportError as error:
            sys.stderr.write(f"{name}: {error}\n")
    return found


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(BUNDLED / "classroom")

    def ids(size: int, number: int) -> Tensor:
        found: Tensor = tokenizer(sentence(size, f"try {number}"), return_tensors="pt")["input_ids"]
        return found

    def timer(one: Pass, size: int) -> Callable[[int], float]:
        return lambda number: timed(lambda: one(ids(size, number)))

    with tempfile.TemporaryDirectory() as folder:
        tried = passes(Path(folder))
        sys.stdout.write(
            "| what | tokens | a pass | of eager | largest difference of a weight |\n|---|---|---|---|---|\n"
        )
        for size in SIZES:
            samples = in_turn({name: timer(one, size) for name, one in tried.items()}, 15, warm_up=4)
            right = tried["eager"](ids(size, 0))
            for name, sample in samples.items():
                off = float((tried[name](ids(size, 0)).float() - right).abs().max())
                share = sample.median / samples["eager"].median
                sys.stdout.write(f"| {name} | {size} | {sample} | {share:.2f} × | {off:.1e} |\n")


if __name__ == "__main__":
    main()
