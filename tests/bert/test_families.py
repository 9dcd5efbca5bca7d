"""Every function for every family: the number of the library's own forward pass, or a sentence that says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from torch.utils.flop_counter import FlopCounterMode

from bertdemo.bert import parts
from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.answers import answer
from bertdemo.bert.attribution import METHODS, attribute, names_of
from bertdemo.bert.cost import cost
from bertdemo.bert.embeddings import embed, neighbours
from bertdemo.bert.encoder import one_layer, self_attention
from bertdemo.bert.entities import entities
from bertdemo.bert.game import bert_guesses, deal
from bertdemo.bert.lens import lens
from bertdemo.bert.pretraining import context_effect, fill, guess_hidden, next_sentence, one_sided
from bertdemo.bert.relations import relations
from bertdemo.errors import UserError
from bertdemo.serving.shapes import read
from bertdemo.steps.using.checkpoints import here
from bertdemo.text import Text
from tests.conftest import VOCAB, tiny_tokenizer
from tests.families import (
    CLASS,
    FAMILIES,
    PAIR,
    TEXT,
    Opened,
    bank_of,
    chances,
    every_depth,
    every_family,
    inputs_of,
    key_of,
    tokenizer_of,
    write,
)
from tests.refusals import refusal

ABC = ["A", "B", "C"]


@every_family
@every_depth
def test_what_is_read(family: str, layers: int, opened: Opened) -> None:
    _, model, plain = opened(family, "ForSequenceClassification", layers, num_labels=3)
    second = PAIR  # RoBERTa's one segment and DistilBERT's none do not keep them from pairs
    run = model.run(TEXT, second)
    with torch.inference_mode():
        out = plain(**inputs_of(model, TEXT, second), output_attentions=True, output_hidden_states=True)
    torch.testing.assert_close(run.logits, out.logits[0], atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(run.attentions, torch.stack(out.attentions)[:, 0], atol=1e-6, rtol=1e-4)
    assert embed(model, run).error < 1e-5
    torch.testing.assert_close(embed(model, run).normalized, out.hidden_states[0][0], atol=1e-5, rtol=1e-4)
    for layer in range(layers):
        steps = one_layer(model, run, layer)
        assert steps.error < 1e-4
        torch.testing.assert_close(steps.output, out.hidden_states[layer + 1][0], atol=1e-4, rtol=1e-4)
        assert self_attention(model, run, layer, 3).error < 1e-5
    for layer in (-1, layers):
        with refusal(f"layers 1 to {layers}"):
            one_layer(model, run, layer)


@every_family
@every_depth
@pytest.mark.parametrize("method", METHODS)
def test_which_words_carried_a_decision(family: str, layers: int, method: str, opened: Opened) -> None:
    _, model, plain = opened(
        family, "ForSequenceClassification", layers, num_labels=3, id2label=dict(enumerate(ABC))
    )
    found = attribute(model, TEXT, method, "B")
    inputs, mask = inputs_of(model, TEXT), model.tokenizer.mask_token_id
    whole = chances(plain, inputs)
    words = range(1, inputs["input_ids"].shape[1] - 1)
    assert found.target == 1 and found.probability == pytest.approx(float(whole[1]), abs=1e-5)
    with torch.inference_mode():
        looks = torch.stack(plain(**inputs, output_attentions=True).attentions)[:, 0].mean(1)  # (L, T, T)
    if method == "occlusion":
        want = [float(whole[1] - chances(plain, inputs, {word: mask})[1]) for word in words]
        assert [float(found.scores[word]) for word in words] == pytest.approx(want, abs=1e-5)
    if method == "attention":
        torch.testing.assert_close(found.scores[1:-1], looks[-1, 0, 1:-1], atol=1e-6, rtol=1e-4)
    if method == "rollout":
        through = torch.eye(len(found.tokens))
        for weights in looks:
            through = (0.5 * weights + 0.5 * torch.eye(len(through))) @ through
        torch.testing.assert_close(found.scores[1:-1], through[0, 1:-1], atol=1e-6, rtol=1e-4)
    if method == "integrated_gradients":
        with torch.inference_mode():
            ends = [
                plain(**{**inputs, "input_ids": ids}).logits[0, 1]
                for ids in (inputs["input_ids"], inputs["input_ids"].index_fill(1, torch.tensor(words), mask))
            ]
        assert found.completeness_error is not None
        assert float(found.scores.sum()) == pytest.approx(
            float(ends[0] - ends[1]), abs=found.completeness_error + 1e-3
        )
    order = sorted(words, key=lambda word: -float(found.scores[word]))
    left = [float(chances(plain, inputs, dict.fromkeys(order[:k], mask))[1]) for k in range(len(order) + 1)]
    assert found.deletion == pytest.approx(left, abs=1e-5)


@every_family
@every_depth
def test_parts_switched_off(family: str, layers: int, opened: Opened) -> None:
    """A head is off when its rows of Wo are 0; a block adds nothing when its last matrix and bias are."""
    _, model, plain = opened(family, "ForSequenceClassification", layers, num_labels=3)
    run, inputs = model.run(TEXT), inputs_of(model, TEXT)
    table = every_head(model, run)
    torch.testing.assert_close(table.before, chances(plain, inputs), atol=1e-5, rtol=1e-4)
    larger = every_part(model, run)
    torch.testing.assert_close(larger.before, table.before, atol=1e-6, rtol=1e-4)
    for layer, own in enumerate(parts.layers(plain)):
        for head in (0, 3):
            kept = own.output.weight.data.clone()
            own.output.weight.data[:, 8 * head : 8 * head + 8] = 0
            want = chances(plain, inputs)
            own.output.weight.data = kept
            torch.testing.assert_close(table.after[layer, head], want, atol=1e-5, rtol=1e-4)
            alone = without_heads(model, run, [[layer + 1, head + 1]])
            torch.testing.assert_close(alone.after, want, atol=1e-5, rtol=1e-4)
        for part, last in (("attention", own.output), ("feed_forward", own.down)):
            whole = {name: value.clone() for name, value in last.state_dict().items()}
            for value in last.parameters():
                torch.nn.init.zeros_(value)
            want = chances(plain, inputs)
            last.load_state_dict(whole)
            torch.testing.assert_close(larger.blocks[part][layer], want, atol=1e-5, rtol=1e-4)  # type: ignore[index]
    tables = parts.embeddings(plain)
    for found, own_table in (
        (larger.without_positions, tables.position),
        (larger.without_segments, tables.segment),
    ):
        if own_table is not None:
            before = own_table.weight.data.clone()
            own_table.weight.data.zero_()
            torch.testing.assert_close(found, chances(plain, inputs), atol=1e-5, rtol=1e-4)
            own_table.weight.data = before


@every_family
@every_depth
def test_hidden_words(family: str, layers: int, opened: Opened) -> None:
    _, model, plain = opened(family, "ForMaskedLM", layers)
    encoding, mask = model.encode(TEXT), model.tokenizer.mask_token_id
    inputs = inputs_of(model, TEXT)
    hidden = inputs["input_ids"].clone()
    hidden[0, 2] = mask
    with torch.inference_mode():
        want = plain(**{**inputs, "input_ids": hidden}).logits[0, 2].softmax(-1)
        every = plain(**inputs).logits[0].softmax(-1)
    guess = guess_hidden(model, encoding, 2)
    assert guess.best[0][1] == int(want.argmax())
    assert [share for _, _, share in guess.best] == pytest.approx(want.topk(5).values.tolist(), abs=1e-6)
    assert guess.probability == pytest.approx(float(want[encoding.ids[2]]), abs=1e-6)
    assert guess.rank == int((want > want[encoding.ids[2]]).sum()) + 1
    typed = model.encode(f"my {model.tokenizer.mask_token} is cute")
    assert fill(model, typed, [2])[0].best[0][2] == pytest.approx(float(want.max()), abs=1e-6)
    read_off = lens(model, model.run(TEXT), 3)
    assert len(read_off.readings) == layers + 1
    for place, row in enumerate(every):
        assert read_off.readings[-1][place][0].id == int(row.argmax())
        assert read_off.own[-1][place] == pytest.approx(float(row[encoding.ids[place]]), abs=1e-6)
    effect = context_effect(model, encoding, [2], 2)
    hidden[0, 4] = mask
    with torch.inference_mode():
        less = plain(**{**inputs, "input_ids": hidden}).logits[0, 2].softmax(-1)
    assert float(effect[4]) == pytest.approx(float(want.max() - less[want.argmax()]), abs=1e-5)
    played = deal(model, encoding, 5)
    with torch.inference_mode():
        asked = plain(**{**inputs, "input_ids": torch.tensor([played.encoding.ids])}).logits[0].softmax(-1)
    for chosen, told in zip(played.places, bert_guesses(model, played), strict=True):
        own = float(asked[chosen.position, encoding.ids[chosen.position]])
        assert told.probability == pytest.approx(own, abs=1e-6)


@every_family
def test_the_game_asks_for_whole_words(family: str, opened: Opened) -> None:
    """“sadly” is two pieces or more in either vocabulary; the others are one, whatever sign a tokenizer puts to them."""
    _, model, _ = opened(family, "ForMaskedLM")
    encoding = model.encode("my dog is sadly cute")
    asked = {place.word for seed in range(60) for place in deal(model, encoding, seed).places}
    assert asked == {"my", "dog", "is", "cute"}


@every_family
@every_depth
def test_one_side_alone(family: str, layers: int, opened: Opened) -> None:
    """The library sees one side when its mask leaves the other side out."""
    _, model, plain = opened(family, "ForMaskedLM", layers)
    encoding, inputs = model.encode(TEXT), inputs_of(model, TEXT)
    found = one_sided(model, encoding, 2)
    inputs["input_ids"][0, 2] = model.tokenizer.mask_token_id
    for context, unseen in (("left", slice(3, -1)), ("right", slice(1, 2))):
        inputs["attention_mask"] = torch.ones_like(inputs["input_ids"])
        inputs["attention_mask"][0, unseen] = 0
        with torch.inference_mode():
            want = plain(**inputs).logits[0, 2].softmax(-1)
        assert found[context].probability == pytest.approx(float(want[encoding.ids[2]]), abs=1e-6)  # type: ignore[index]
        assert found[context].best[0][1] == int(want.argmax())  # type: ignore[index]


@pytest.mark.parametrize("head", ["ForPreTraining", "ForNextSentencePrediction"])
@every_depth
def test_next_sentence(head: str, layers: int, opened: Opened) -> None:
    _, model, plain = opened("bert", head, layers)
    with torch.inference_mode():
        out = plain(**inputs_of(model, TEXT, PAIR))
    want = out.seq_relationship_logits[0] if head == "ForPreTraining" else out.logits[0]
    found = next_sentence(model, model.run(TEXT, PAIR))
    torch.testing.assert_close(found.logits, want, atol=1e-5, rtol=1e-4)
    assert found.error < 1e-5 and found.follows == pytest.approx(float(want.softmax(-1)[0]), abs=1e-6)
    if head == "ForPreTraining":
        assert guess_hidden(model, model.encode(TEXT), 1).probability > 0
    else:
        with refusal("no masked-word head"):
            guess_hidden(model, model.encode(TEXT), 1)


@every_family
@every_depth
def test_names_and_answers(family: str, layers: int, tmp_path: Path) -> None:
    for head in ("ForTokenClassification", "ForQuestionAnswering"):
        folder = write(tmp_path / head / "tiny", family, head, layers)
        bank = bank_of(folder.parent)
        model = bank(key_of(bank))
        plain = getattr(transformers, CLASS[family] + head).from_pretrained(folder).eval()
        if head == "ForTokenClassification":
            with torch.inference_mode():
                want = plain(**inputs_of(model, TEXT)).logits[0, 1:-1]
            torch.testing.assert_close(entities(model, TEXT).logits, want, atol=1e-5, rtol=1e-4)
            long = entities(model, " ".join([TEXT] * 20))  # several sections
            assert len(long.sections) > 1 and bool(long.logits.isfinite().all())
            continue
        with torch.inference_mode():
            out = plain(**inputs_of(model, "who is sad ?", TEXT))
        (window,) = answer(model, "who is sad ?", TEXT).windows
        torch.testing.assert_close(window.start_logits, out.start_logits[0], atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(window.end_logits, out.end_logits[0], atol=1e-5, rtol=1e-4)


@every_family
@pytest.mark.parametrize("head", ["Model", "ForMaskedLM", "ForSequenceClassification"])
def test_costs_are_what_a_counter_counts(family: str, head: str, opened: Opened) -> None:
    _, model, plain = opened(family, head, 3)
    run = model.run(TEXT)
    told = cost(model, run)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        plain.base_model(**inputs_of(model, TEXT))
    pooled = getattr(plain.base_model, "pooler", None)
    extra = 0 if pooled is None else 2 * pooled.dense.weight.numel()
    assert (
        sum(told.flops.values()) - told.flops.get("masked_word_head", 0) == counter.get_total_flops() - extra
    )
    encoder = [p for name, p in plain.base_model.named_parameters() if "pooler" not in name]
    inside = sum(value for name, value in told.parameters.items() if name != "masked_word_head")
    assert inside == sum(p.numel() for p in encoder)
    assert ("masked_word_head" in told.parameters) == (head == "ForMaskedLM")
    if head == "ForMaskedLM":
        own = set(map(id, plain.parameters())) - set(map(id, plain.base_model.parameters()))
        outside = sum(p.numel() for p in plain.parameters() if id(p) in own)
        bias = len(parts.masked_words(plain).decoder.bias)  # type: ignore[union-attr]
        assert told.parameters["masked_word_head"] == outside - bias


@every_family
def test_nearest_words_and_grammar(family: str, opened: Opened) -> None:
    _, model, _ = opened(family, "ForMaskedLM")
    table = parts.embeddings(model.module).word.weight
    assert neighbours(model, table[20].detach())[0].id == 20
    assert relations(model)


ODD: list[tuple[str, dict[str, Any]]] = [
    ("bert", {"hidden_act": "relu", "layer_norm_eps": 1e-3}),
    ("bert", {"hidden_act": "gelu_new", "type_vocab_size": 1}),
    ("bert", {"type_vocab_size": 4, "pad_token_id": None}),
    ("distilbert", {"activation": "relu"}),
    ("distilbert", {"sinusoidal_pos_embds": True}),
    ("roberta", {"hidden_act": "silu", "layer_norm_eps": 1e-3}),
    ("roberta", {"type_vocab_size": 2, "pad_token_id": 3}),
    ("electra", {"embedding_size": 32, "hidden_act": "relu"}),
    ("electra", {"type_vocab_size": 1, "layer_norm_eps": 1e-3}),
]


@pytest.mark.parametrize(("family", "changes"), ODD)
@pytest.mark.parametrize("head", ["ForSequenceClassification", "ForMaskedLM"])
def test_odd_shapes(family: str, changes: dict[str, Any], head: str, opened: Opened) -> None:
    _, model, plain = opened(family, head, **changes)
    inputs, mask = inputs_of(model, TEXT), model.tokenizer.mask_token_id
    run = model.run(TEXT)
    assert embed(model, run).error < 1e-5 and one_layer(model, run, 1).error < 1e-4
    if head == "ForMaskedLM":
        inputs["input_ids"][0, 3] = mask
        with torch.inference_mode():
            want = plain(**inputs).logits[0, 3].softmax(-1)
        assert guess_hidden(model, run.encoding, 3).best[0][2] == pytest.approx(float(want.max()), abs=1e-6)
        return
    whole, without = chances(plain, inputs), chances(plain, inputs, {3: mask})
    assert float(attribute(model, TEXT, "occlusion", "LABEL_1").scores[3]) == pytest.approx(
        float(whole[1] - without[1]), abs=1e-5
    )


@pytest.mark.parametrize("family", ["bert", "electra"])
@pytest.mark.parametrize(
    "head", ["Model", "ForMaskedLM", "ForSequenceClassification", "ForQuestionAnswering"]
)
def test_one_segment_reads_no_pairs(family: str, head: str, opened: Opened) -> None:
    _, model, _ = opened(family, head, type_vocab_size=1)
    assert model.run(TEXT).encoding.words == 4
    asked: list[Callable[[], Any]] = [lambda: model.run(TEXT, PAIR), lambda: model.encode(TEXT, PAIR)]
    if head == "ForQuestionAnswering":
        asked.append(lambda: answer(model, "who is sad ?", TEXT))
    for ask in asked:
        with pytest.raises(UserError) as error:
            ask()
        assert error.value.key == "error.one_segment"


def test_a_roberta_that_is_told_segments_but_has_one(tmp_path: Path) -> None:
    """Such as those that come with BERT's tokenizer: pairs are told apart by [SEP] alone."""
    folder = write(tmp_path / "open" / "tiny", "roberta", "ForSequenceClassification", vocab_size=len(VOCAB))
    for file in folder.glob("token*"):
        file.unlink()
    tiny_tokenizer().save_pretrained(folder)
    bank = bank_of(folder.parent)
    model = bank(key_of(bank))
    plain = transformers.RobertaForSequenceClassification.from_pretrained(folder).eval()
    inputs = inputs_of(model, TEXT, PAIR)
    inputs.pop("token_type_ids")
    with torch.inference_mode():
        want = plain(**inputs).logits[0]
    run = model.run(TEXT, PAIR)
    torch.testing.assert_close(run.logits, want, atol=1e-5, rtol=1e-4)
    assert embed(model, run).error < 1e-5


def test_a_padding_that_was_typed_has_no_place_in_roberta(opened: Opened) -> None:
    _, model, plain = opened("roberta", "ForSequenceClassification")
    run = model.run("my <pad> dog is cute")
    assert embed(model, run).error < 1e-5
    with torch.inference_mode():
        want = plain(**inputs_of(model, "my <pad> dog is cute")).logits[0].softmax(-1)
    torch.testing.assert_close(every_head(model, run).before, want, atol=1e-5, rtol=1e-4)


def test_visitors_of_different_lengths_share_a_batch(opened: Opened) -> None:
    _, model, _ = opened("roberta", "ForSequenceClassification")
    texts = [TEXT, "sad", "the river is sad , she is cute !"]
    alone = [model.run(text).logits for text in texts]
    together = model.forward([model.encode(text) for text in texts])
    for own, run in zip(alone, together, strict=True):
        torch.testing.assert_close(run.logits, own, atol=1e-5, rtol=1e-4)


@every_family
def test_labels_that_stand_twice(family: str, opened: Opened) -> None:
    _, model, plain = opened(
        family, "ForSequenceClassification", num_labels=3, id2label={0: "A", 1: "A", 2: "B"}
    )
    want = chances(plain, inputs_of(model, TEXT)).tolist()
    for target, index in (("A #1", 0), ("A #2", 1), ("B", 2)):
        found = attribute(model, TEXT, "occlusion", target)
        assert found.target == index and found.probability == pytest.approx(want[index], abs=1e-5)
    with refusal("A #1, A #2, B"):
        attribute(model, TEXT, "occlusion", "A")
    with refusal("A #1, A #2, B"):
        attribute(model, TEXT, "occlusion", "C")


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["A", "B"], ["A", "B"]),
        (["A", "A", "A #1"], ["A ##1", "A ##2", "A #1"]),
        (["", "x"], ["#1", "x"]),
        (["", "", "#1"], ["##1", "##2", "#1"]),
    ],
)
def test_every_label_has_a_name_of_its_own(labels: list[str], names: list[str]) -> None:
    assert names_of(labels) == names and len(set(names)) == len(labels)


def without(folder: Path, *gone: str) -> None:
    """The same checkpoint with some weights left out."""
    tensors = {n: t for n, t in load_file(folder / "model.safetensors").items() if not n.startswith(gone)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


LOST = [
    ("bert", "ForMaskedLM", "cls.predictions.transform.dense"),
    ("bert", "ForMaskedLM", "cls.predictions.transform.LayerNorm"),
    ("bert", "ForMaskedLM", "cls.predictions.bias"),
    ("distilbert", "ForMaskedLM", "vocab_transform"),
    ("distilbert", "ForMaskedLM", "vocab_layer_norm"),
    ("roberta", "ForMaskedLM", "lm_head"),
    ("roberta", "ForMaskedLM", "lm_head.layer_norm"),
    ("electra", "ForMaskedLM", "generator_predictions"),
    ("electra", "ForMaskedLM", "generator_lm_head.bias"),
]


@pytest.mark.parametrize(("family", "head", "gone"), LOST)
def test_no_random_head_guesses(family: str, head: str, gone: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "open" / "tiny", family, head)
    without(folder, gone)
    bank = bank_of(folder.parent)
    model = bank(key_of(bank))
    for ask in (lambda: guess_hidden(model, model.encode(TEXT), 1), lambda: lens(model, model.run(TEXT))):
        with refusal("no masked-word head"):
            ask()
    assert "masked_word_head" not in cost(model, model.run(TEXT)).flops


@pytest.mark.parametrize("gone", ["cls.seq_relationship", "bert.pooler"])
def test_no_random_head_says_what_follows(gone: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "open" / "tiny", "bert", "ForPreTraining")
    without(folder, gone)
    bank = bank_of(folder.parent)
    model = bank(key_of(bank))
    assert model.checkpoint.task == "masked_words"
    assert guess_hidden(model, model.encode(TEXT), 1).probability > 0
    with pytest.raises(UserError) as error:
        next_sentence(model, model.run(TEXT, PAIR))
    assert error.value.key == "error.no_next_sentence_head"


CAN = [
    ("bert", "ForPreTraining", "pretraining"),
    ("bert", "ForMaskedLM", "masked_words"),
    ("bert", "ForNextSentencePrediction", "next_sentence"),
    ("bert", "Model", "encoder"),
    ("distilbert", "ForMaskedLM", "masked_words"),
    ("distilbert", "Model", "encoder"),
    ("roberta", "ForMaskedLM", "masked_words"),
    ("electra", "ForMaskedLM", "masked_words"),
    ("electra", "ForPreTraining", "discriminator"),
    *((family, "ForSequenceClassification", "classification") for family in FAMILIES),
    *((family, "ForTokenClassification", "entities") for family in FAMILIES),
    *((family, "ForQuestionAnswering", "answers") for family in FAMILIES),
]


@pytest.mark.parametrize(("family", "head", "task"), CAN)
def test_the_list_says_what_each_can(family: str, head: str, task: str, opened: Opened) -> None:
    bank, model, _ = opened(family, head)
    assert model.checkpoint.task == task
    row = here(Text("en"), bank)[-1]
    assert ("hidden words" in row[1]) == (parts.masked_words(model.module) is not None)
    assert ("next sentence" in row[1]) == (parts.next_sentence(model.module) is not None)


def test_the_first_bert_calls_itself_a_masked_lm_and_can_both(tmp_path: Path) -> None:
    folder = write(tmp_path, "bert", "ForPreTraining")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"architectures": ["BertForMaskedLM"]}), "utf-8")
    assert read(folder, "tiny").task == "pretraining"


def test_a_decoder_reads_no_text(tmp_path: Path) -> None:
    """Its tokens see the left side only, which nothing here would draw."""
    folder = write(tmp_path / "open" / "tiny", "bert", "ForMaskedLM", is_decoder=True)
    bank = bank_of(folder.parent)
    with pytest.raises(UserError) as error:
        bank(key_of(bank)).run(TEXT)
    assert error.value.key == "error.decoder"


@every_family
def test_a_vocabulary_with_room_beyond_its_words(family: str, tmp_path: Path) -> None:
    """Some models are padded to a round number of vectors; those are likely at random, and have no name."""
    folder = tmp_path / "open" / "tiny"
    vocabulary = len(tokenizer_of(family))
    write(folder, family, "ForMaskedLM", vocab_size=vocabulary + 400)
    bank = bank_of(folder.parent)
    model = bank(key_of(bank))
    beyond = f"[{vocabulary + 3}]"
    assert model.token_names([5, vocabulary + 3]) == [model.tokenizer.convert_ids_to_tokens(5), beyond]
    named = [token for token, _, _ in guess_hidden(model, model.encode(TEXT), 2, 200).best]
    assert len(set(named)) == 200 and any(
        int(token[1:-1]) >= vocabulary for token in named if token[1:-1].isdigit()
    )
    read_off = lens(model, model.run(TEXT), 200).readings[-1][2]
    assert all(isinstance(reading.token, str) for reading in read_off)
    assert len(neighbours(model, parts.embeddings(model.module).word.weight[3].detach(), 300)) == 300
    encoding = model.encode(TEXT)
    assert all(
        isinstance(token, str)
        for guess in bert_guesses(model, deal(model, encoding, 1))
        for token, _ in guess.best
    )


@pytest.mark.parametrize("family", ["bert", "roberta"])
def test_a_tokenizer_without_a_mask(family: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "open" / "tiny", family, "ForSequenceClassification")
    bank = bank_of(folder.parent)
    model = bank(key_of(bank))
    model.tokenizer.mask_token = None
    asked: list[Callable[[], Any]] = [
        lambda: attribute(model, TEXT, "occlusion"),
        lambda: attribute(model, TEXT, "integrated_gradients"),
        lambda: guess_hidden(model, model.encode(TEXT), 1),
    ]
    for ask in asked:
        with pytest.raises(UserError) as error:
            ask()
        assert error.value.key == "error.no_mask_token"


UNTIED = [
    ("bert", "cls.predictions.decoder.weight"),
    ("distilbert", "vocab_projector.weight"),
    ("roberta", "lm_head.decoder.weight"),
    ("electra", "generator_lm_head.weight"),
]


@pytest.mark.parametrize(("family", "decoder"), UNTIED)
def test_a_decoder_of_its_own(family: str, decoder: str, opened: Opened, tmp_path: Path) -> None:
    """Words are read and written by two tables where the config says so; the second one may not be made up."""
    _, model, plain = opened(family, "ForMaskedLM", tie_word_embeddings=False)
    inputs = inputs_of(model, TEXT)
    inputs["input_ids"][0, 2] = model.tokenizer.mask_token_id
    with torch.inference_mode():
        want = plain(**inputs).logits[0, 2].softmax(-1)
    guess = guess_hidden(model, model.encode(TEXT), 2)
    assert guess.best[0][2] == pytest.approx(float(want.max()), abs=1e-6)
    head, table = parts.masked_words(model.module), parts.embeddings(model.module).word
    assert head is not None and head.decoder.weight is not table.weight
    counted = cost(model, model.run(TEXT)).parameters["masked_word_head"]
    assert counted > head.decoder.weight.numel()
    without(tmp_path / "open" / "tiny", decoder)
    bank = bank_of(tmp_path / "open")
    again = bank(key_of(bank))
    with refusal("no masked-word head"):
        guess_hidden(again, again.encode(TEXT), 2)
