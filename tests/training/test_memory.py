"""The allocator keeps what is freed: without that every step pays for its pages again."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bertdemo.training import memory

GLIBC = "CS_GNU_LIBC_VERSION" in getattr(os, "confstr_names", {}) and bool(os.confstr("CS_GNU_LIBC_VERSION"))

# Page faults of allocating, filling and freeing 64 MB twenty times, in a fresh process.
COUNT = """
import ctypes, resource, sys
from bertdemo.training.memory import keep_freed_memory
if sys.argv[1] == "keep":
    assert keep_freed_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    block = libc.malloc(64 * 2**20)
    ctypes.memset(block, 1, 64 * 2**20)
    libc.free(block)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    answer = subprocess.run([sys.executable, "-c", COUNT, how], capture_output=True, text=True, check=True)
    return int(answer.stdout)


@pytest.mark.skipif(not GLIBC, reason="the C library is not glibc, and has no such trap")
def test_freed_memory_is_used_again() -> None:
    assert faults("keep") * 5 < faults("leave")


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "confstr", lambda name: None)
    assert memory.keep_freed_memory() is False
    monkeypatch.delattr(os, "confstr")
    assert memory.keep_freed_memory() is False
