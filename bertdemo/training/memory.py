"""A trap of the C library's allocator that makes training steps slow, and the way around it.

glibc gives every large buffer back to the system when it is freed, so that each step pays for the same pages
again. Seen on two cores: 1,000 tokens/s with its defaults, 2,600 when freed memory is kept (the same settings
by environment variables, while other work ran); six steps have 0.5 million page faults in place of 1.4.
"""

from __future__ import annotations

import ctypes
import os

# From glibc's malloc.h.
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4


def keep_freed_memory() -> bool:
    """Keep what is freed for the next step. True where that was done, False where the C library is another."""
    try:
        if not (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc"):
            return False
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, ValueError, OSError):  # no confstr, no such name, no mallopt
        return False
    wanted = {M_MMAP_MAX: 0, M_TRIM_THRESHOLD: 2**31 - 1, M_TOP_PAD: 256 * 2**20}
    return all(mallopt(option, value) == 1 for option, value in wanted.items())
