"""What shares a pass stays below the memory and the time that one may take."""

from __future__ import annotations

import pytest

from bertdemo.bert.batch_size import SCORES, TOKENS, batch_size


@pytest.mark.parametrize("heads", [1, 12, 16])
@pytest.mark.parametrize("tokens", [1, 3, 32, 128, 256, 512, 4096])
def test_one_more_would_be_too_many(heads: int, tokens: int) -> None:
    size = batch_size(heads, tokens)

    def fits(inputs: int) -> bool:
        return inputs * heads * tokens**2 <= SCORES and inputs * tokens <= TOKENS

    assert not fits(size + 1) and (fits(size) or size == 1)


@pytest.mark.parametrize(
    ("tokens", "size", "with_gradients"), [(128, 16, 4), (256, 8, 2), (512, 4, 1), (4096, 1, 1)]
)
def test_by_hand(tokens: int, size: int, with_gradients: int) -> None:
    assert batch_size(12, tokens) == size
    assert batch_size(12, tokens, gradients=True) == with_gradients
