"""Run in a process of its own, with ZeroGPU's settings: the app as a Space on ZeroGPU runs it, but for the GPU itself.

The package `spaces` is real: it makes torch believe in CUDA, asks for a GPU, forks, and hands on events. What needs the
GPU is left out: its start in the forked process, and the device there, which is the processor. Writes what was seen
into the folder given.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def in_bad_fork() -> bool:
    return False


def prepare_torch() -> None:
    """A build without CUDA lacks three names that the package takes for its emulation."""
    if torch.version.cuda is None:
        torch.version.cuda = "12.8"
        torch._C._cuda_init = torch.cuda.init
        torch.cuda._is_in_bad_fork = in_bad_fork


if __name__ == "__main__":
    prepare_torch()
    from tests.spaces import visit  # the package looks at torch when it is imported

    visit.main(Path(sys.argv[1]))
