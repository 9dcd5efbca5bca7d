"""Where models compute: CUDA, else MPS, else the CPU, or what the owner of the server names."""

from __future__ import annotations

import re

import torch

from bertdemo.serving import lent

KNOWN_DEVICE = re.compile(r"cpu|mps|cuda(:\d{1,2})?")


def pick_device(name: str = "auto") -> torch.device:
    """CUDA, else MPS, else the CPU; or the one that settings name. Raises ValueError when that one is absent.

    Where a GPU is only lent (ZeroGPU) it is the CPU: torch says that CUDA is there, and other threads read zeros from it.
    """
    if name != "auto":
        if not KNOWN_DEVICE.fullmatch(name):
            raise ValueError(f"BERTDEMO_DEVICE must be auto, cpu, cuda, cuda:1 or mps, not {name!r}.")
        device = torch.device(name)
        if lent.ZERO_GPU and device.type == "cuda":
            raise ValueError(
                f"BERTDEMO_DEVICE={name} cannot be used here (GPUs are lent): choose auto, or cpu."
            )
        try:
            torch.zeros(1, device=device)
        except (RuntimeError, AssertionError) as error:
            reason = str(error).splitlines()[0].rstrip(".")
            raise ValueError(
                f"BERTDEMO_DEVICE={name} cannot be used here ({reason}): choose auto, or cpu."
            ) from error
        return device
    if lent.ZERO_GPU:
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
