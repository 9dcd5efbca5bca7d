"""Common facts: one word each, counted by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from transformers import AutoTokenizer

from bertdemo.settings import ASSETS
from bertdemo.training import facts as module
from bertdemo.training.editions import EDITIONS
from bertdemo.training.facts import facts
from tests.conftest import tiny_tokenizer


class Always(torch.nn.Module):
    """Guesses the same words for everything, the likeliest first."""

    device = torch.device("cpu")

    def __init__(self, ids: list[int], vocab: int) -> None:
        super().__init__()
        self.logits = torch.zeros(vocab)
        self.logits[ids] = torch.arange(len(ids), 0, -1).float()

    def forward(self, input_ids: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
        return SimpleNamespace(prediction_logits=self.logits.expand(*input_ids.shape, -1))


def test_first_and_among_five() -> None:
    tokenizer = tiny_tokenizer()
    words = ["dog", "cute", "sad", "hello", "she", "he"]
    model = Always(tokenizer.convert_tokens_to_ids(words), len(tokenizer))
    rows = [("my [MASK] is cute", word) for word in words]
    assert facts(model, tokenizer, rows) == {"facts_top1": round(1 / 6, 4), "facts_top5": round(5 / 6, 4)}


def test_a_word_of_several_pieces_is_never_right() -> None:
    tokenizer = tiny_tokenizer()
    model = Always([tokenizer.unk_token_id], len(tokenizer))
    assert facts(model, tokenizer, [("a [MASK]", "physicist")]) == {"facts_top1": 0.0, "facts_top5": 0.0}


@pytest.mark.parametrize(("rows", "count"), [(module.ENGLISH, 60), (module.CHINESE, 40)])
def test_every_sentence_is_asked_once_and_leaves_out_one_word(
    rows: tuple[tuple[str, str], ...], count: int
) -> None:
    assert len({sentence for sentence, _ in rows}) == count
    assert all(sentence.count("[MASK]") == 1 for sentence, _ in rows)


@pytest.mark.parametrize("name", [name for name in EDITIONS if (ASSETS / "models" / name).is_dir()])
def test_every_word_is_one_piece_of_the_bundled_vocabulary(name: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(ASSETS / "models" / name)
    for _, word in EDITIONS[name].facts:
        assert tokenizer.convert_tokens_to_ids(word) != tokenizer.unk_token_id
