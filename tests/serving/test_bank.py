"""Model and ModelBank against transformers, alone, in a crowd, and out of memory."""

from __future__ import annotations

import functools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import transformers
from transformers import BertForPreTraining

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.devices import pick_device
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from tests.conftest import TinyBank, tiny_config, tiny_model, tiny_tokenizer
from tests.refusals import refusal


def reference(models: ModelBank, text: str, pair: str = ""):
    model = models()
    with torch.inference_mode():
        return model.module(
            **model.tokenizer(text, pair or None, return_tensors="pt"),
            output_attentions=True,
            output_hidden_states=True,
        )


@pytest.mark.parametrize(
    ("text", "pair"), [("Hello, my dog is cute", ""), ("my dog", "she is sad."), ("hello", "")]
)
def test_run_is_what_the_library_computes(models: ModelBank, text: str, pair: str) -> None:
    run = models().run(text, pair)
    expected = reference(models, text, pair)
    torch.testing.assert_close(run.attentions, torch.stack(expected.attentions)[:, 0], atol=1e-6, rtol=0)
    torch.testing.assert_close(
        run.hidden_states, torch.stack(expected.hidden_states)[:, 0], atol=1e-5, rtol=0
    )
    torch.testing.assert_close(run.logits, expected.seq_relationship_logits[0], atol=1e-5, rtol=0)
    torch.testing.assert_close(run.attentions.sum(-1), torch.ones_like(run.attentions[..., 0]))


def test_company_in_a_batch_changes_nothing(models: ModelBank) -> None:
    model = models()
    texts = ["hello", "my dog is cute", "she is sad . he is un ##ly sad", "a b c d e a b c d e a b c d e"]
    together = model.forward([model.encode(text) for text in texts])
    for text, run in zip(texts, together, strict=True):
        alone = model.forward([model.encode(text)])[0]
        torch.testing.assert_close(run.attentions, alone.attentions, atol=1e-6, rtol=0)
        torch.testing.assert_close(run.hidden_states, alone.hidden_states, atol=1e-5, rtol=0)


def test_thirty_visitors_each_get_their_own_answer(models: ModelBank) -> None:
    texts = [f"{'my dog ' * (i % 7)}is {'abcde'[i % 5]}" for i in range(60)]
    with ThreadPoolExecutor(30) as pool:
        runs = list(pool.map(models().run, texts))
    for text, run in zip(texts, runs, strict=True):
        assert run.encoding.text == text
        expected = torch.stack(reference(models, text).hidden_states)[:, 0]
        torch.testing.assert_close(run.hidden_states, expected, atol=1e-5, rtol=0)


def test_too_many_waiting_is_said() -> None:
    models = TinyBank(Settings(device="cpu", max_waiting=1))
    model = models()
    go, started = threading.Event(), threading.Event()
    forward = model.forward

    def slow(encodings):
        started.set()
        go.wait(10)
        return forward(encodings)

    model._answer._answer = slow
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(model.run, "hello")
        assert started.wait(10)
        second = pool.submit(model.run, "my dog")
        while not model._answer._waiting:
            pass
        with refusal("1 sentences of other visitors"):
            model.run("she")
        go.set()
        assert first.result().encoding.text == "hello" and second.result().encoding.text == "my dog"


def test_an_error_reaches_who_asked_and_the_next_is_answered(models: TinyBank) -> None:
    model = models()
    forward = model.forward
    model._answer._answer = lambda encodings: 1 / 0  # type: ignore[assignment, return-value]
    with pytest.raises(ZeroDivisionError):
        model.run("hello")
    model._answer._answer = forward
    assert model.run("hello").encoding.tokens == ("[CLS]", "hello", "[SEP]")


@pytest.mark.parametrize("text", ["", "  ", "\x00\x01"])
def test_no_words_is_said(models: ModelBank, text: str) -> None:
    with refusal("no word"):
        models().run(text)


def test_cache_counts_bytes(models: ModelBank) -> None:
    model = models()
    runs = {text: model.forward([model.encode(text)])[0] for text in ("hello", "my dog", "she is")}
    cache = ByteCache(runs["my dog"].nbytes + runs["she is"].nbytes)
    for text in ("hello", "my dog", "hello", "she is"):  # at the last, "my dog" is unused longest
        assert cache.get(text, functools.partial(runs.__getitem__, text)) is runs[text]
    again = model.forward([model.encode("my dog")])[0]
    assert cache.get("hello", lambda: again) is runs["hello"]
    assert cache.get("my dog", lambda: again) is again
    assert cache.nbytes <= cache.limit and len(cache) == 2
    small = ByteCache(10)
    assert small.get("hello", lambda: runs["hello"]) is runs["hello"]
    assert len(small) == 0 and small.nbytes == 0


def test_same_sentence_is_computed_once(models: ModelBank) -> None:
    assert models().run("my dog") is models().run("my dog")
    assert models().run("my dog") is not models().run("my dog", "is")


def test_device_that_is_not_there_is_said() -> None:
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="BERTDEMO_DEVICE=cuda"):
            pick_device("cuda")
    assert pick_device("cpu").type == "cpu"


def test_half_the_digits_would_show(models: ModelBank) -> None:
    """Why the app keeps float32: in bfloat16 attention moves by more than the 1e-3 that the page promises."""
    model = models()
    run = model.run("my dog is cute")
    with torch.autocast("cpu", torch.bfloat16):
        half = model.forward([run.encoding])[0]
    assert (half.attentions - run.attentions).abs().max() > 1e-3


def test_two_checkpoints_are_never_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """transformers cannot: one of two models that are read at the same time is left without its weights."""
    keys = []
    for number in range(4):
        folder = tmp_path / str(number)
        BertForPreTraining(tiny_config()).save_pretrained(folder)
        tiny_tokenizer().save_pretrained(folder)
        keys.append(f"{tmp_path.name}/{number}")
    inside, most = 0, 0
    real = transformers.AutoTokenizer.from_pretrained

    def watched(*args, **options):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.05)
        tokenizer = real(*args, **options)
        inside -= 1
        return tokenizer

    monkeypatch.setattr(transformers.AutoTokenizer, "from_pretrained", watched)
    bank = ModelBank(Settings(device="cpu", folders=str(tmp_path)))
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(bank, keys))
    assert most == 1
    for model in loaded:
        assert model.run("my dog").attentions.isfinite().all()
        assert model.module.cls.predictions is not None


def own_model(bank: ModelBank, key: str) -> ServedModel:
    model = tiny_model("classroom", bank)
    return ServedModel(
        replace(model.checkpoint, key=key), model.tokenizer, model.module, bank.settings, bank.cache
    )


def test_a_visitors_model_answers_by_its_key_until_the_visit_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = TinyBank(Settings(device="cpu", visit_minutes=1))
    now = 1000.0
    monkeypatch.setattr("bertdemo.serving.bank.time.monotonic", lambda: now)
    bank.add(own_model(bank, "mine-a"))
    folder = bank.folder_of("mine-a")
    (folder / "x.zip").write_text("x")
    for _ in range(3):
        now += 50
        assert bank("mine-a").checkpoint.key == "mine-a"
        bank("mine-a").run("my dog")
    kept = bank("mine-a")
    assert len(bank.cache) == 1
    now += 61
    with refusal("gone"):
        bank("mine-a")
    assert kept.run("my dog").encoding.words == 2, "who works with it still can"
    assert not folder.exists() and bank.files.root.is_dir()
    assert len(bank.cache) == 0 and bank.cache.nbytes == 0, "what it reads now is nobody's any more"
    with refusal("gone"):
        bank("mine-unknown")


def test_models_that_are_not_bundled_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = TinyBank(Settings(device="cpu"))
    now = 0.0
    monkeypatch.setattr("bertdemo.serving.bank.time.monotonic", lambda: now)
    size = sum(p.numel() * 4 for p in tiny_model("classroom", bank).module.parameters())
    object.__setattr__(bank.settings, "models_mb", 3.5 * size / 2**20)
    for key in ("mine-a", "mine-b", "mine-c"):
        now += 1
        bank.add(own_model(bank, key))
    now += 1
    assert bank("mine-a").run("my dog")
    now += 1
    bank.add(own_model(bank, "mine-d"))
    with pytest.raises(UserError):
        bank("mine-b")  # used longest ago
    assert all(bank(key) for key in ("mine-a", "mine-c", "mine-d"))
    shared = own_model(bank, "mine-e")
    for own, base in zip(shared.module.parameters(), bank("mine-a").module.parameters(), strict=True):
        own.data = base.data
    bank.add(shared)
    assert all(bank(key) for key in ("mine-a", "mine-c", "mine-d", "mine-e")), "shared memory counts once"


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("opened", ["two below one folder", "a folder that is one", "BERTDEMO_MODEL"])
def test_making_room_in_memory_leaves_the_disk_alone(opened: str, tmp_path: Path) -> None:
    """It removed the owner's checkpoint: a key that was a path was joined to the folder of downloads."""
    sizes = {"hidden_size": 96, "intermediate_size": 128}  # 0.8 MB
    for name in ("one", "two"):
        BertForPreTraining(tiny_config(**sizes)).save_pretrained(tmp_path / "bert" / name)
        tiny_tokenizer().save_pretrained(tmp_path / "bert" / name)
    (tmp_path / "bert" / "one" / "notes").mkdir()
    (tmp_path / "bert" / "one" / "notes" / "of the owner").write_text("keep")
    folder = str(tmp_path / "bert")
    choices = {
        "two below one folder": Settings(folders=folder),
        "a folder that is one": Settings(folders=f"{folder}/one:{folder}/two"),
        "BERTDEMO_MODEL": Settings(folders=f"{folder}/two", model=f"{folder}/one"),
    }
    bank = ModelBank(replace(choices[opened], device="cpu", models_mb=1))
    before = files(tmp_path)
    keys = ["bert/one", "bert/two"] if opened == "two below one folder" else ["one", "two"]
    for key in [*keys, "" if opened == "BERTDEMO_MODEL" else keys[0], *keys]:
        assert bank(key).run("my dog").encoding.words == 2
        assert len([other for other in keys if other in bank._models]) == 1, "the other one made room"
    for key in (*keys, str(tmp_path / "bert"), folder, "..", ".", "", "one/../..", str(bank.files.root)):
        bank.drop(key)
    assert files(tmp_path) == before and bank.files.root.is_dir()


@pytest.mark.parametrize("key", ["classroom", "mine-unknown", "..", "/", "", "mine-/../x"])
def test_only_models_of_visitors_have_a_folder(key: str) -> None:
    bank = TinyBank(Settings(device="cpu"))
    bank("classroom")
    with refusal("gone"):
        bank.folder_of(key)
    assert not list(bank.files.root.iterdir())


def test_a_folder_is_not_named_by_what_a_visitor_knows() -> None:
    bank = TinyBank(Settings(device="cpu"))
    bank.add(own_model(bank, "mine-.."))
    folder = bank.folder_of("mine-..")
    assert folder.parent == bank.files.root and folder == bank.folder_of("mine-..")
    outside = bank.files.root.parent / "outside"
    outside.mkdir(exist_ok=True)
    bank.files._folders["mine-.."] = outside
    bank.drop("mine-..")
    assert outside.is_dir() and folder.is_dir(), "only what lies in the folder of downloads is removed"
    outside.rmdir()


def test_a_run_that_ends_after_its_model_has_gone_is_not_kept() -> None:
    bank = TinyBank(Settings(device="cpu"))
    model = own_model(bank, "mine-a")
    bank.add(model)
    go, started = threading.Event(), threading.Event()
    forward = model.forward

    def slow(encodings):
        started.set()
        go.wait(10)
        return forward(encodings)

    model._answer._answer = slow
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(model.run, "my dog")
        assert started.wait(10)
        bank.drop("mine-a")
        go.set()
        assert run.result().encoding.words == 2, "who asked still gets it"
    assert len(bank.cache) == 0 and bank.cache.nbytes == 0
    bank.add(own_model(bank, "mine-a"))
    again = bank("mine-a").run("my dog")
    assert again is bank("mine-a").run("my dog") and again is not run.result()
    assert len(bank.cache) == 1
    assert model.run("my dog") is not again, "what has gone and what came after it share no results"
