"""How many inputs share one forward pass, for all that reads many variants or many parts of a text."""

from __future__ import annotations

SCORES = 20_000_000  # attention scores of one pass: inputs × heads × tokens², 80 MB in float32
TOKENS = 2048  # of one pass: about 0.2 s of two cores, for which somebody else's sentence may have to wait


def batch_size(heads: int, tokens: int, *, gradients: bool = False) -> int:
    """How many inputs of that many tokens are read together; one at least.

    A fourth where gradients are wanted, since what every layer computes is then held until the way back.
    """
    size = min(SCORES // (heads * tokens**2), TOKENS // tokens)
    return max(1, size // 4 if gradients else size)
