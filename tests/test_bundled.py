"""The weights in assets/models: whole, small, quick to load, the library's own numbers, and some sense."""

from __future__ import annotations

import hashlib
import json
import re
import time
from pathlib import Path

import pytest
import torch
from peft import PeftModel
from safetensors import safe_open
from transformers import AutoTokenizer, BertForPreTraining, BertForSequenceClassification

from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.languages import language_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, bundled
from bertdemo.serving.judges import classifier, classify
from bertdemo.settings import Settings
from bertdemo.training import translate
from bertdemo.training.answers import best_span
from bertdemo.training.entities import spans
from bertdemo.training.stored import read_figures
from tests.refusals import refusal

pytestmark = pytest.mark.bundled
MEGABYTE = 10**6
ENCODER = BUNDLED / "classroom"
ENCODERS = ("classroom", "classroom-zh")
ADAPTERS = ("answers", "entities", "sentiment", "topic")
TRANSLATOR = "classroom-translate-en-zh"
CARDS = sorted(BUNDLED.glob("*/README.md"))
TEXTS = [
    ("The animal didn't cross the street because it was too tired.", ""),
    ("Hello, my dog is cute", ""),
    ("Zürich, 東京 and 🙂: " + "a rather long sentence with many words in it, " * 12, ""),
    ("Where did you leave the keys?", "They are on the kitchen table."),
    ("小狗没有过马路，因为它太累了。", "“它”指谁？"),
]


@pytest.fixture(scope="module")
def models() -> ModelBank:
    return ModelBank(Settings(device="cpu"))


def test_manifest_is_true_of_every_file() -> None:
    manifest = json.loads((BUNDLED / "manifest.json").read_text("utf-8"))
    files = {
        p.relative_to(BUNDLED).as_posix(): p
        for p in BUNDLED.rglob("*")
        if p.is_file() and p.name != "manifest.json"
    }
    assert sorted(manifest) == sorted(files)
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == manifest[name], name


@pytest.mark.parametrize("key", ENCODERS)
def test_shards_are_small_enough_to_travel(key: str) -> None:
    for shard in (BUNDLED / key).glob("*.safetensors"):
        with safe_open(shard, framework="pt") as tensors:
            sizes = {name: tensors.get_tensor(name).numel() * 2 for name in tensors.keys()}  # noqa: SIM118
            assert all(tensors.get_tensor(name).dtype == torch.float16 for name in sizes)
        # One tensor cannot be divided between files: the word embeddings are 16 and 23 MB.
        alone = [size for name, size in sizes.items() if "word_embeddings" in name]
        assert shard.stat().st_size - sum(alone) < 16 * MEGABYTE, shard.name


def size_of(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_sizes() -> None:
    for weights in BUNDLED.glob("*/adapter_model.safetensors"):
        assert weights.stat().st_size < 3 * MEGABYTE, weights.parent.name
    for key in ENCODERS:
        assert sum(size_of(BUNDLED / f"{key}-{task}") for task in ADAPTERS) < 12 * MEGABYTE
    assert size_of(BUNDLED / "classroom-zh") < 66 * MEGABYTE
    decoder = [p.stat().st_size for p in (BUNDLED / TRANSLATOR).iterdir()]
    assert sum(decoder) < 25 * MEGABYTE and max(decoder) < 16 * MEGABYTE
    assert size_of(BUNDLED) < 160 * MEGABYTE


def test_what_there_is() -> None:
    found = {c.key: c for c in bundled()}
    english, chinese = ([f"{key}-{task}" for task in ADAPTERS] for key in ENCODERS)
    assert list(found) == [*ENCODERS, *english, TRANSLATOR, *chinese]
    tasks = ["pretraining"] * 2 + [*ADAPTERS, "translation", *ADAPTERS]
    assert [c.task for c in found.values()] == tasks
    shapes = {c.key: (c.layers, c.heads, c.hidden, c.vocab) for c in found.values()}
    assert shapes["classroom"] == (6, 12, 384, 30522) and shapes["classroom-zh"] == (12, 12, 384, 21128)
    assert found["classroom"].parameters == pytest.approx(22.9e6, rel=0.02)
    assert found["classroom-zh"].parameters == pytest.approx(29.9e6, rel=0.02)


def test_loading_everything_is_quick() -> None:
    bank = ModelBank(Settings(device="cpu"))
    began = time.monotonic()
    for key in ENCODERS:
        for folder in (key, *(f"{key}-{task}" for task in ADAPTERS)):
            bank(folder)
    translate.stored(ENCODER, BUNDLED / TRANSLATOR)
    assert time.monotonic() - began < 15  # four seconds on an idle machine: assets/models/README.md


def test_the_article_s_line(models: ModelBank) -> None:
    assert models().encode("Hello, my dog is cute").ids == (101, 7592, 1010, 2026, 3899, 2003, 10140, 102)


def test_chinese_ids_are_those_of_the_textbooks(models: ModelBank) -> None:
    """As bert-base-chinese has them; the quotation marks have none there and stand in its unused places."""
    assert models("classroom-zh").encode("你好，世界“一”").ids == (
        *(101, 872, 1962, 8024, 686, 4518, 1, 671, 2, 102),
    )


@pytest.mark.parametrize("key", ENCODERS)
@pytest.mark.parametrize(("text", "pair"), TEXTS)
def test_a_run_is_the_library_s_output(text: str, pair: str, key: str, models: ModelBank) -> None:
    tokenizer = AutoTokenizer.from_pretrained(BUNDLED / key)
    library = BertForPreTraining.from_pretrained(
        BUNDLED / key, attn_implementation="eager", dtype=torch.float32
    ).eval()
    with torch.inference_mode():
        inputs = tokenizer(text, pair or None, return_tensors="pt")
        out = library(**inputs, output_attentions=True, output_hidden_states=True)
    run = models(key).run(text, pair)
    assert run.encoding.ids == tuple(inputs["input_ids"][0].tolist())
    torch.testing.assert_close(run.attentions, torch.stack(out.attentions)[:, 0], atol=1e-5, rtol=0)
    torch.testing.assert_close(run.hidden_states, torch.stack(out.hidden_states)[:, 0], atol=1e-4, rtol=0)
    torch.testing.assert_close(run.logits, out.seq_relationship_logits[0], atol=1e-4, rtol=0)
    masked = models(key).vocabulary_logits(run.hidden_states[-1, 1:3])
    torch.testing.assert_close(masked, out.prediction_logits[0, 1:3], atol=1e-3, rtol=1e-4)


@pytest.mark.parametrize("key", ENCODERS)
@pytest.mark.parametrize("task", CLASSIFIERS)
def test_a_classifier_is_peft_s_own(task: str, key: str, models: ModelBank) -> None:
    folder = BUNDLED / f"{key}-{task}"
    facts = json.loads((folder / "task.json").read_text("utf-8"))
    base = BertForSequenceClassification.from_pretrained(
        BUNDLED / key, num_labels=len(facts["labels"]), dtype=torch.float32
    )
    unmerged = PeftModel.from_pretrained(base, folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(BUNDLED / key)
    for text, pair in TEXTS:
        with torch.inference_mode():
            expected = unmerged(**tokenizer(text, pair or None, return_tensors="pt")).logits[0]
        told = classify(models, classifier(models, task, key), text, pair)
        torch.testing.assert_close(torch.tensor(told.logits), expected, atol=1e-4, rtol=0)
        probabilities = torch.softmax(expected / facts["temperature"], -1)
        torch.testing.assert_close(torch.tensor(told.probabilities), probabilities, atol=1e-4, rtol=0)
        assert told.labels == tuple(facts["labels"])


@pytest.mark.parametrize(
    ("task", "text", "label", "least"),
    [
        ("sentiment", "This film is wonderful.", "positive", 0.9),
        ("sentiment", "A dull, boring mess.", "negative", 0.9),
        ("topic", "The striker scored twice as the champions won the final of the cup.", "Sports", 0.5),
        (
            "topic",
            "Shares of the oil company fell after it cut its profit forecast for the quarter.",
            "Business",
            0.5,
        ),
        ("sentiment", "房间很干净，服务也很好。", "positive", 0.9),
        ("sentiment", "送餐太慢了，菜都凉了，很难吃。", "negative", 0.9),
        ("topic", "中国女排三比零击败对手夺冠", "sports", 0.5),
        ("topic", "央行宣布下调存款准备金率", "finance", 0.3),
    ],
)
def test_what_is_plain_is_understood(
    task: str, text: str, label: str, least: float, models: ModelBank
) -> None:
    key = "classroom-zh" if language_of(text) == "zh" else "classroom"
    told = classify(models, classifier(models, task, key), text)
    assert told.labels[told.best] == label
    assert told.probabilities[told.best] > least


def test_the_capital_of_france(models: ModelBank) -> None:
    run = models().run("The capital of France is [MASK].")
    logits = models().vocabulary_logits(run.hidden_states[-1, run.encoding.tokens.index("[MASK]")][None])
    best = models().tokenizer.convert_ids_to_tokens(logits[0].topk(5).indices.tolist())
    assert {"paris", "france"} & set(best), best


def test_what_follows_scores_higher_than_what_does_not(models: ModelBank) -> None:
    def follows(first: str, second: str) -> float:
        logits = models().run(first, second).logits
        assert logits is not None
        return float(logits.softmax(-1)[0])  # index 0: the second follows the first

    first = "The lights went out in the whole house."
    assert follows(first, "We looked for candles in the dark.") > follows(
        first, "The league has twelve football teams."
    )
    first = "The battle began at dawn."
    assert follows(first, "By noon, both armies had lost thousands of men.") > follows(
        first, "Copper is mined in Chile."
    )


@pytest.mark.parametrize(
    "folder", sorted(p.parent for p in BUNDLED.glob("*/figures.json")), ids=lambda p: p.name
)
def test_float16_changed_no_probability_by_a_hundredth(folder: Path) -> None:
    assert 0 < read_figures(folder)["gap"] < 1e-2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Angela Merkel flew from Berlin to Paris.",
            {"angela merkel": "PER", "berlin": "LOC", "paris": "LOC"},
        ),
        (
            "Bill Gates founded Microsoft in New Mexico.",
            {"bill gates": "PER", "microsoft": "ORG", "new mexico": "LOC"},
        ),
    ],
)
def test_names_are_found(text: str, names: dict[str, str], models: ModelBank) -> None:
    model = models("classroom-entities")
    labels = json.loads((BUNDLED / "classroom-entities" / "task.json").read_text("utf-8"))["labels"]
    inputs = model.tokenizer(text, return_tensors="pt")
    with torch.inference_mode():
        tags = [labels[i] for i in model.module(**inputs).logits[0].argmax(-1)]
    words: list[str] = []
    kept: list[str] = []  # the tag of each word's first piece
    tokens = model.tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
    for token, tag in list(zip(tokens, tags, strict=True))[1:-1]:
        if token.startswith("##"):
            words[-1] += token[2:]
        else:
            words.append(token)
            kept.append(tag)
    found = {" ".join(words[first:last]): kind for first, last, kind in spans(kept)}
    assert found == names


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Who wrote the letter?", "marie"), ("Where is the office?", "london"), ("When did they meet?", "1911")],
)
def test_answers_are_found(question: str, answer: str, models: ModelBank) -> None:
    context = (
        "The office is in London. Marie wrote the letter to her brother. They met in 1911 and were friends."
    )
    model = models("classroom-answers")
    inputs = model.tokenizer(question, context, return_tensors="pt")
    with torch.inference_mode():
        out = model.module(**inputs)
    at = inputs["token_type_ids"][0].tolist().index(1)
    first, last, _ = best_span(out.start_logits[0, at:-1], out.end_logits[0, at:-1])
    said = model.tokenizer.decode(inputs["input_ids"][0, at:-1][first : last + 1])
    assert answer in said and len(said.split()) <= 4


def test_simple_sentences_are_translated() -> None:
    model, source, target = translate.stored(ENCODER, BUNDLED / TRANSLATOR)
    said = translate.translate(
        model, source, target, ["I love you.", "Thank you.", "Where is the station?"], 4
    )
    assert "爱" in said[0] and "谢" in said[1] and "站" in said[2], said


def test_a_decoder_is_no_encoder_and_an_encoder_no_classifier(models: ModelBank) -> None:
    with refusal("is a decoder"):
        models(TRANSLATOR).run("my dog is cute")
    for task in ("entities", "answers"):
        run = models(f"classroom-{task}").run("my dog is cute")  # its attention can be looked at
        assert run.logits is None and run.attentions.shape[:2] == (6, 12)
        with refusal("gives no labels"):
            classifier(models, "", f"classroom-{task}")


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.parent.name)
def test_cards_are_for_everyone(card: Path) -> None:
    text = card.read_text("utf-8")
    assert text.startswith("---\nlicense: ") and "## Weaknesses" in text
    paths = re.findall(r"(?<![\w.:/])/(?:work|home|root|tmp|usr|mnt|Users)\b|[A-Z]:\\", text)
    assert not paths
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    assert not re.search(r"\b(session|prompt|placeholder|todo)s?\b", prose, re.IGNORECASE)
