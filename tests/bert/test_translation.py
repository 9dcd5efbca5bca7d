"""Translation against `generate` of the library: the same words, scores and attentions; every beam accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertLMHeadModel, BertModel, EncoderDecoderModel

from bertdemo.bert.beams import Step
from bertdemo.bert.translation import Translated, Translation, Translator
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import TRANSLATOR, translator
from bertdemo.settings import ASSETS, Settings
from tests.conftest import tiny_config, tiny_tokenizer
from tests.refusals import refusal

SENTENCES = [
    "Hello.", "My dog is cute.", "Where is the station?", "I like coffee.", "She is reading a book.",
    "It is raining.", "What time is it?", "He does not speak English.", "Thank you very much.", "The cat is on the table.",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random encoder and decoder in one vocabulary, as bert2bert checkpoints are."""
    torch.manual_seed(4)
    folder = tmp_path_factory.mktemp("models") / "bert2bert"
    config = BertConfig.from_dict(tiny_config().to_dict() | {"initializer_range": 0.4})
    writing = BertConfig.from_dict(config.to_dict() | {"is_decoder": True, "add_cross_attention": True})
    model = EncoderDecoderModel(encoder=BertModel(config), decoder=BertLMHeadModel(writing))
    tokenizer = tiny_tokenizer()
    model.config.decoder_start_token_id = tokenizer.cls_token_id
    model.config.eos_token_id = tokenizer.sep_token_id
    model.config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def key_of(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@pytest.fixture(scope="module")
def tiny(folder: Path) -> Translator:
    return translator(ModelBank(Settings(device="cpu", folders=str(folder.parent))), key_of(folder))


@pytest.fixture(scope="module")
def bundled() -> Translator:
    return translator(ModelBank(Settings(device="cpu")))


def library(folder: Path) -> tuple[Any, Any]:
    if (folder / "config.json").read_text().count('"encoder-decoder"'):
        model = EncoderDecoderModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
        return model.eval(), AutoTokenizer.from_pretrained(folder)
    from bertdemo.training.translate import stored

    model, source, _ = stored(ASSETS / "models" / "classroom", folder)
    return model, source


def generated(
    model: Any, source: Any, text: str, beams: int, made: Translator, longest: int
) -> tuple[list[int], float]:
    with torch.inference_mode():
        out = model.generate(
            **{k: v for k, v in source(text, return_tensors="pt").items() if k != "token_type_ids"},
            num_beams=beams, length_penalty=1.0, early_stopping=False, max_length=longest, do_sample=False,
            decoder_start_token_id=made.start, eos_token_id=made.end, suppress_tokens=list(made.suppressed),
            return_dict_in_generate=True, output_scores=True,
        )  # fmt: skip
    return out.sequences[0].tolist(), float(getattr(out, "sequences_scores", [torch.nan])[0])


def ran(made: Translator, text: str, beams: int) -> tuple[list[Step], Translated, Translation]:
    events = list(made.steps(text, beams))
    steps = [event for event in events if isinstance(event, Step)]
    sentence, whole = events[-2], events[-1]
    assert isinstance(sentence, Translated) and isinstance(whole, Translation)
    return steps, sentence, whole


def best_ids(made: Translator, sentence: Translated) -> list[int]:
    return made.tokenizer.convert_tokens_to_ids(list(sentence.tokens))  # type: ignore[no-any-return]


@pytest.mark.parametrize("beams", [1, 2, 3, 5])
def test_random_weights_write_what_generate_writes(tiny: Translator, folder: Path, beams: int) -> None:
    model, source = library(folder)
    for text in ("my dog is cute", "hello , she is sad !", "the river bank", "it"):
        _, sentence, _ = ran(tiny, text, beams)
        ids, score = generated(model, source, text, beams, tiny, tiny.longest)
        assert best_ids(tiny, sentence) == ids[1:]
        assert sentence.error < 1e-4
        if beams > 1:
            assert sentence.score == pytest.approx(score, abs=1e-4)


@pytest.mark.bundled
@pytest.mark.parametrize("beams", [1, 4])
def test_the_bundled_decoder_writes_what_generate_writes(bundled: Translator, beams: int) -> None:
    model, source = library(ASSETS / "models" / TRANSLATOR)
    for text in SENTENCES:
        _, sentence, _ = ran(bundled, text, beams)
        ids, score = generated(model, source, text, beams, bundled, bundled.longest)
        assert best_ids(bundled, sentence) == ids[1:]
        assert beams == 1 or sentence.score == pytest.approx(score, abs=1e-4)


@pytest.mark.bundled
def test_some_sense(bundled: Translator) -> None:
    told = {text: ran(bundled, text, 4)[2].text for text in SENTENCES}
    right = {
        "My dog is cute.": "狗", "Where is the station?": "车站", "I like coffee.": "咖啡", "She is reading a book.": "书",
        "It is raining.": "雨", "What time is it?": "几点", "Thank you very much.": "谢", "The cat is on the table.": "猫",
    }  # fmt: skip
    assert sum(word in told[text] for text, word in right.items()) >= 7, told
    assert all(" " not in text for text in told.values())


def test_every_beam_comes_from_one_before(tiny: Translator) -> None:
    steps, sentence, _ = ran(tiny, "my dog is cute , she is sad", 4)
    before = None
    for step in steps:
        assert len(step.beams) <= 4 and [b.score for b in step.beams] == sorted(
            (b.score for b in step.beams), reverse=True
        )
        for beam in step.beams:
            assert beam.score == pytest.approx(sum(beam.log_probabilities), abs=1e-4)
            assert len(beam.ids) == step.step == len(beam.tokens)
            if before is not None:
                parent = before.beams[beam.parent]
                assert beam.ids[:-1] == parent.ids
                assert beam.score == pytest.approx(
                    parent.score + torch.tensor(beam.probability).log().item(), abs=1e-3
                )
        worst = min((beam.score for beam in step.beams), default=-1e9)
        assert all(one.ends or one.score <= worst + 1e-5 for one in step.dropped), (
            "only worse ones are dropped"
        )
        assert list(step.finished) == sorted(step.finished, key=lambda one: -one.score)
        assert not {beam.ids[-1] for beam in step.beams} & {tiny.end, *tiny.suppressed}
        before = step
    assert steps[-1].finished[0].tokens == sentence.tokens


def test_attentions_are_the_librarys(tiny: Translator, folder: Path) -> None:
    model, source = library(folder)
    _, sentence, _ = ran(tiny, "my dog is cute", 3)
    inputs = source("my dog is cute", return_tensors="pt")
    ids = torch.tensor([[tiny.start, *best_ids(tiny, sentence)[:-1]]])
    with torch.inference_mode():
        out = model(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            decoder_input_ids=ids,
            output_attentions=True,
        )
    torch.testing.assert_close(
        sentence.cross_attention, torch.stack(out.cross_attentions)[:, 0], atol=1e-5, rtol=0
    )
    torch.testing.assert_close(
        sentence.decoder_attention, torch.stack(out.decoder_attentions)[:, 0], atol=1e-5, rtol=0
    )
    torch.testing.assert_close(
        sentence.source.attentions, torch.stack(out.encoder_attentions)[:, 0], atol=1e-5, rtol=0
    )
    assert sentence.cross_attention.shape[2:] == (len(sentence.tokens), len(sentence.source.encoding.ids))
    torch.testing.assert_close(
        sentence.cross_attention.sum(-1), torch.ones(sentence.cross_attention.shape[:3])
    )
    assert float(sentence.decoder_attention.triu(1).abs().max()) < 1e-6, "nothing to come is looked at"


def test_sentences_are_translated_one_by_one(tiny: Translator) -> None:
    events = list(tiny.steps("my dog is cute. she is sad!\nhello", 2))
    done = [event for event in events if isinstance(event, Translated)]
    assert [one.source.encoding.text for one in done] == ["my dog is cute.", "she is sad!", "hello"]
    assert {event.sentence for event in events if isinstance(event, Step)} == {0, 1, 2}
    alone = ran(tiny, "she is sad!", 2)[1]
    assert done[1].tokens == alone.tokens
    many = list(tiny.steps("hello. " * 25, 1))[-1]
    assert isinstance(many, Translation) and len(many.sentences) == 20 and many.left_out == 5


def test_long_sentences_are_read_in_portions(tiny: Translator) -> None:
    """The tiny model reads 38 word pieces at once; no word of a longer sentence goes missing."""
    words = ["my dog is cute"] * 8 + ["she is sad ,"] + ["the river bank"] * 8
    whole = " ".join(words)
    portions = list(tiny.portions(whole))
    assert " ".join(portions) == whole
    assert portions[0].endswith("sad ,"), "behind the last comma"
    assert [tiny.encoder.encode(part).pieces_cut for part in portions] == [0] * len(portions)
    events = list(tiny.steps(whole, 1))
    read = [event.source.encoding.text for event in events if isinstance(event, Translated)]
    assert read == portions
    assert list(tiny.portions("hello")) == ["hello"]
    unbroken = list(tiny.portions("日" * 1000))
    assert "".join(unbroken) == "日" * 1000 and all(tiny.encoder.encode(p).words <= 38 for p in unbroken)


def test_what_a_translation_leaves_out_is_told(folder: Path) -> None:
    bank = ModelBank(Settings(device="cpu", folders=str(folder.parent), max_characters=10, max_sentences=1))
    whole = list(translator(bank, key_of(folder)).steps("it. is. my dog is cute.", 1))[-1]
    assert isinstance(whole, Translation)
    assert (len(whole.sentences), whole.left_out, whole.characters_cut) == (1, 2, 13)


@pytest.mark.parametrize("beams", [0, 9, 1.5, "4", None, True])
def test_beams_out_of_range(tiny: Translator, beams: Any) -> None:
    with refusal("from 1 to 8"):
        list(tiny.steps("hello", beams))


def test_what_cannot_be_translated(tiny: Translator, models: ModelBank, folder: Path) -> None:
    with refusal("no word"):
        list(tiny.steps(" ... ", 2))
    with refusal("no decoder"):
        translator(models, "classroom")
    bank = ModelBank(Settings(device="cpu", folders=str(folder.parent)))
    with refusal("decoder"):
        bank(key_of(folder)).run("hello")


@pytest.mark.parametrize("text", ["12345", "한국어", "小狗很可爱", "Ω"])
def test_what_is_no_english_is_not_translated_from_english(
    tiny: Translator, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = replace(tiny.encoder.checkpoint, languages=("en",))
    monkeypatch.setattr(tiny.encoder, "checkpoint", checkpoint)
    with refusal("translates English, and the text is not"):
        list(tiny.steps(text, 2))


def steps_of(made: Translator, text: str) -> Iterator[Any]:
    return made.steps(text, 3)


def test_a_caller_may_stop_at_any_step(tiny: Translator) -> None:
    events = steps_of(tiny, "my dog is cute")
    assert isinstance(next(events), Step)
    events.close()  # type: ignore[attr-defined]
    assert ran(tiny, "my dog is cute", 3)[1].tokens
