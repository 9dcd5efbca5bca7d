"""What visitors paste for an id of the Hub: addresses, lines of code, quotes; and what is no model."""

from __future__ import annotations

import pytest

from bertdemo.serving.hub_ids import hub_id
from tests.refusals import refusal

BERT = "google-bert/bert-base-uncased"


@pytest.mark.parametrize(
    "pasted",
    [
        BERT,
        f"  {BERT} \n",
        f"{BERT}/",
        f"\u200b\ufeff{BERT}\xa0",
        f'"{BERT}"',
        f"'{BERT}',",
        f"`{BERT}`",
        f"“{BERT}”",
        f"{BERT}/tree/main",
        f"{BERT}@main",
        f"{BERT}?library=transformers",
        f"https://huggingface.co/{BERT}",
        f"http://huggingface.co/{BERT}/",
        f"HTTPS://HuggingFace.co/{BERT}",
        f"https://www.huggingface.co//{BERT}//",
        f"<https://huggingface.co/{BERT}>",
        f"huggingface.co/{BERT}",
        f"huggingface.co/{BERT}/tree/main",
        f"https://huggingface.co/{BERT}/blob/main/config.json",
        f"https://huggingface.co/{BERT}/resolve/main/model.safetensors?download=true",
        f"https://huggingface.co/{BERT}/discussions/3#64ab",
        f"https://huggingface.co/{BERT}?text=Paris+is+%5BMASK%5D.#usage",
        f"https://huggingface.co/api/models/{BERT}",
        f"https://huggingface.co/{BERT}.git",
        f"git clone https://huggingface.co/{BERT}",
        f"git@hf.co:{BERT}.git",
        f"hf.co/{BERT}",
        f"https://hf.co/{BERT}#model",
        f"hf://{BERT}",
        f"hf://{BERT}@main/config.json",
        "https://huggingface.co/google-bert%2Fbert-base-uncased",
        f"from_pretrained('{BERT}')",
        f'model = AutoModel.from_pretrained("{BERT}", token=False)',
        f'AutoModel.from_pretrained(pretrained_model_name_or_path="https://huggingface.co/{BERT}")',
        f'pipeline("fill-mask", model="{BERT}")',
        f"hf download {BERT} --local-dir bert",
        f"[bert](https://huggingface.co/{BERT})",
    ],
)
def test_an_id_is_found_in_what_is_pasted(pasted: str) -> None:
    assert hub_id(pasted) == BERT


@pytest.mark.parametrize(
    "key",
    [
        "", "classroom", "mine-aB_c-1", "bert-base-uncased", "/srv/models/bert", "/srv/models/bert/tree/x", "~/bert/base",
        "./bert", "../x/y", "C:\\models\\bert", "owner.com/name", "my.name/bert.v1", "a/b/c", "no id at all", "root/bert (old)", "root/bert [2]",
    ],
)  # fmt: skip
def test_keys_and_folders_stay_as_they_are(key: str) -> None:
    assert hub_id(key) == key


def test_addresses_without_an_owner() -> None:
    assert hub_id(" 'classroom' ") == "classroom"
    assert hub_id("https://huggingface.co/bert-base-uncased/tree/main") == "bert-base-uncased"
    assert hub_id("hf.co/gpt2") == "gpt2"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://huggingface.co/datasets/stanfordnlp/imdb", "huggingface.co/spaces/owner/name", "hf://datasets/owner/name",
        "datasets/owner/name", "https://huggingface.co/models?sort=trending", "https://huggingface.co/", "hf.co",
        "https://huggingface.co/docs/transformers", "https://huggingface.co/papers/1810.04805",
    ],
)  # fmt: skip
def test_addresses_of_the_hub_without_a_model_are_told(pasted: str) -> None:
    with refusal("is no model: it leads to a data set, a Space"):
        hub_id(pasted)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://github.com/google-research/bert", "github.com/google-research/bert/tree/master", "www.kaggle.com/models/bert",
        "http://127.0.0.1:8000/owner/name", "https://huggingface.co.evil.example/owner/name", "https://evil.example/huggingface.co/a/b",
        "ftp://hf.co.example/owner/name", "git@github.com:google-research/bert.git", "https://huggingface.co@evil.example/a/b",
    ],
)  # fmt: skip
def test_addresses_of_other_sites_are_told(pasted: str) -> None:
    with refusal("is an address of another site"):
        hub_id(pasted)


def test_an_address_of_the_hub_in_use_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example:8080")
    assert hub_id("https://mirror.example:8080/owner/name/tree/main") == "owner/name"
    assert hub_id("https://huggingface.co/owner/name") == "owner/name"
