"""Where a model is put."""

from __future__ import annotations

import pytest
import torch

from bertdemo.serving.devices import pick_device


def test_device_that_is_not_there_is_said() -> None:
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="BERTDEMO_DEVICE=cuda"):
            pick_device("cuda")
    assert pick_device("cpu").type == "cpu"
