"""The endpoint of hidden words on a tiny BERT: masks that are not read, candidates, and numbers that are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
import torch
from transformers import RobertaConfig, RobertaForMaskedLM

from bertdemo.api.endpoints import endpoints, raise_for_caller
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from bertdemo.steps.pretraining.masked import MaskedQuestion, masked
from bertdemo.text import Text
from tests.bert.test_entities import roberta_tokenizer, tiny
from tests.conftest import TinyBank
from tests.refusals import refusal

HUGE = 10**5000  # Python refuses to write it


def kind(value: Any) -> str:
    return type(value).__name__


def functions(models: ModelBank) -> dict[str, Any]:
    return {function.__name__: raise_for_caller(function) for function in endpoints(models)}


def said(models: ModelBank, name: str, *arguments: Any, **named: Any) -> str:
    """What a caller is told; never that there is a bug."""
    with pytest.raises(gr.Error) as error:
        functions(models)[name](*arguments, **named)
    assert "logged" not in error.value.message
    return str(error.value.message)


class RobertaBank(TinyBank):
    """Whose default model writes <mask>."""

    def __call__(self, key: str = "") -> ServedModel:
        sizes = {"num_hidden_layers": 2, "num_attention_heads": 4, "hidden_size": 32, "intermediate_size": 64}
        torch.manual_seed(1)
        config = RobertaConfig(
            vocab_size=300, max_position_embeddings=42, pad_token_id=1, type_vocab_size=1, **sizes
        )
        module = RobertaForMaskedLM._from_config(config, attn_implementation="eager")
        return tiny(module, roberta_tokenizer())


def test_a_mask_behind_the_last_token_is_told(models: ModelBank) -> None:
    told = said(models, "fill_mask", "dog " * 50 + "[MASK]")
    assert told.startswith("A [MASK] lies behind token 40") and "(13 word pieces were cut)" in told
    found = functions(models)["fill_mask"]("dog [MASK] " * 50)
    assert len(found["masks"]) == 19 and found["pieces_cut"] == 62


def test_a_mask_behind_the_last_character_is_told() -> None:
    short = TinyBank(Settings(device="cpu", max_characters=20))
    told = said(short, "fill_mask", "my dog is cute , and a [MASK]")
    assert told.startswith("A [MASK] lies behind character 20") and "(9 characters were cut)" in told
    assert said(short, "fill_mask", "dog " * 20).startswith("There is no [MASK]")


@pytest.mark.parametrize(
    "written", ["[mask]", "[ MASK ]", "<mask>", "[Mask]", "MASK", "(mask)", "［MASK］", "____"]
)
def test_a_mask_written_otherwise_is_told(models: ModelBank, written: str) -> None:
    told = said(models, "fill_mask", f"my {written} is cute")
    assert told.startswith(f"There is no [MASK] in the text, only “{written}”")


def test_a_text_that_speaks_of_masks_has_none(models: ModelBank) -> None:
    assert said(models, "fill_mask", "he wore a mask").startswith("There is no [MASK] in the text: write one")


def test_the_mask_of_the_model_is_named() -> None:
    roberta = RobertaBank(Settings(device="cpu"))
    assert said(roberta, "fill_mask", "my dog").startswith("There is no <mask> in the text: write one")
    assert said(roberta, "fill_mask", "my [MASK]").startswith("There is no <mask> in the text, only “[MASK]”")
    assert said(roberta, "fill_mask", "x" * 60 + "<mask>").startswith("A <mask> lies behind token 40")


def test_the_page_tells_of_a_mask_that_is_not_read(models: ModelBank) -> None:
    model = models()
    question = MaskedQuestion("", "dog " * 50 + "[MASK]", "", 1, 1, [2], 2, "")
    encoding = model.encode(question.text)
    for positions in ([2], []):
        payload = masked(Text("en"), model, encoding, replace(question, positions=positions))
        assert payload.problem.startswith("A [MASK] lies behind token 40")
    pair = replace(question, text="my [MASK]", text_pair="dog " * 50 + "[MASK]")
    payload = masked(Text("en"), model, model.encode(pair.text, pair.text_pair), pair)
    assert payload.problem.startswith("A [MASK] lies behind token 40") and payload.mask == "[MASK]"


@pytest.mark.parametrize("given", ["france", "", 0, False, 5, 1.5, {}, {"dog": 1}, "dog,cat"])
def test_candidates_are_a_list(models: ModelBank, given: Any) -> None:
    told = said(models, "fill_mask", "my [MASK]", candidates=given)
    assert told.startswith("“candidates” must be a list of at most 50 words") and repr(given) in told


@pytest.mark.parametrize("given", [5, None, 1.5, ["dog"], True])
def test_each_candidate_is_a_word(models: ModelBank, given: Any) -> None:
    told = said(models, "fill_mask", "my [MASK]", candidates=["dog", given])
    assert told.startswith("Each of “candidates” must be a word in quotes") and repr(given) in told


def test_as_many_candidates_as_may_be_asked(models: ModelBank) -> None:
    assert said(models, "fill_mask", "my [MASK]", candidates=["dog"] * 51).startswith(
        "“candidates” holds 51 words"
    )
    fill_mask = functions(models)["fill_mask"]
    assert len(fill_mask("my [MASK]", candidates=("dog",) * 50)["masks"][0]["candidates"]) == 50
    assert fill_mask("my [MASK]", candidates=None) == fill_mask("my [MASK]")


def test_a_piece_of_the_vocabulary_is_a_candidate(models: ModelBank) -> None:
    tokenizer = models().tokenizer
    asked = ["##ness", "Dog", "[SEP]", "[UNK]"]
    found = functions(models)["fill_mask"]("my [MASK]", 50, asked)["masks"][0]
    assert [one["token"] for one in found["candidates"]] == ["##ness", "dog", "[SEP]", "[UNK]"]
    likely = {one["id"]: one["probability"] for one in found["predictions"]}
    assert found["candidates"][0]["probability"] == likely[tokenizer.convert_tokens_to_ids("##ness")]
    told = said(models, "fill_mask", "my [MASK]", candidates=["sadness"])
    assert "(sad ##ness)" in told and "[MASK] stands for one piece" in told
    assert "not one word piece" in said(models, "fill_mask", "my [MASK]", candidates=["\ud800"])


NO_WHOLE_NUMBERS = [2.0, 1.5, True, "5", None, [5], {}, float("nan"), float("inf"), 1e308]


@pytest.mark.parametrize("given", NO_WHOLE_NUMBERS, ids=kind)
def test_how_many_words_is_a_whole_number(models: ModelBank, given: Any) -> None:
    for name in ("fill_mask", "lens"):
        told = said(models, name, "my [MASK]", given)
        assert told == f"“top_k” must be a whole number from 1 to 50, and {given!r} is none."


@pytest.mark.parametrize("given", [0, -1, 51, HUGE, -HUGE], ids=kind)
def test_how_many_words_is_in_range(models: ModelBank, given: int) -> None:
    for name in ("fill_mask", "lens"):
        assert said(models, name, "my [MASK]", given).endswith("choose a number from 1 to 50.")


@pytest.mark.parametrize("given", [*NO_WHOLE_NUMBERS[:-1], HUGE, -1, "x" * 10**6, [HUGE]], ids=kind)
def test_a_layer_or_head_that_is_none_is_told(models: ModelBank, given: Any) -> None:
    for told in (
        said(models, "layer", "my dog", given),
        said(models, "self_attention", "my dog", given, 1),
        said(models, "attention", "my dog", "", given, 1),
    ):
        assert told.startswith("There is no layer ") and "layers 1 to 3" in told and len(told) < 600
    for told in (
        said(models, "self_attention", "my dog", 1, given),
        *([said(models, "attention", "my dog", "", 1, given)] if given != -1 else []),
    ):
        assert told.startswith("There is no head ") and "heads 1 to 4" in told and len(told) < 600


@pytest.mark.parametrize(
    "given", [*NO_WHOLE_NUMBERS, HUGE, "all", 3, [3], [[1.0, 2]], [[True, 1]], [[1, 2, 3]], [HUGE]], ids=kind
)
def test_heads_that_are_none_are_told(models: ModelBank, given: Any) -> None:
    told = said(models, "ablate", "my dog", given)
    assert "names no head" in told and "[[4, 2], [5, 1]]" in told
    assert "There is no layer" in said(models, "ablate", "my dog", [[HUGE, 1]])


@pytest.mark.parametrize("given", [*NO_WHOLE_NUMBERS, HUGE, 0, 9], ids=kind)
def test_beams_that_are_none_are_told(given: Any, tmp_path: Path) -> None:
    import bertdemo.bert.translation as translation

    made = object.__new__(translation.Translator)
    object.__setattr__(made, "most_beams", 8)
    with refusal("choose a whole number from 1 to 8"):
        list(made.steps("hello", given))
