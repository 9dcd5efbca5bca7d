"""A BERT from nothing: the library's losses, the rules of pretraining, and that it learns within seconds."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
import torch
from transformers import BertForPreTraining, BertTokenizer

from bertdemo.bert.born import Born, Look, Newborn, Recipe, Start, Step, read_text, tokenizer_for
from bertdemo.bert.pretraining import guess_hidden, next_sentence
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.export import write_zip
from bertdemo.serving.newborns import born
from bertdemo.settings import ASSETS

ANIMALS = {
    "dog": ("barks", "bone"),
    "cat": ("meows", "milk"),
    "bird": ("sings", "seed"),
    "cow": ("moos", "grass"),
}


def farm(documents: int = 60) -> str:
    """Stories about one animal each: what it says and eats never changes."""
    dice = random.Random(0)
    told = []
    for _ in range(documents):
        name = dice.choice(list(ANIMALS))
        says, eats = ANIMALS[name]
        lines = [
            f"The {name} {says} in the morning.",
            f"The {name} eats the {eats}.",
            f"Anna sees the {name} and it {says}.",
            f"Then the {name} wants more {eats}.",
        ]
        told.append("\n".join(dice.sample(lines, 4)))
    return "\n\n".join(told)


CORPUS = read_text(farm())
QUICK = Recipe(hidden=48, steps=400, batch_size=32, learning_rate=4e-3, every=100)


def newborn(**changes: Any) -> Newborn:
    return Newborn(
        CORPUS,
        Recipe(**{**vars(QUICK), **changes}),
        "The dog [MASK] in the morning.",
        "The dog eats the bone.",
    )


def test_documents_and_sentences() -> None:
    every = {tuple(d.split("\n")) for d in farm().split("\n\n")}
    assert len(CORPUS.held) == 6 and set(CORPUS.train) | set(CORPUS.held) == every
    assert not set(CORPUS.train) & set(CORPUS.held), "a story told twice is not held back and learned"
    one_line = " ".join(f"Sentence {i} is here. Is it? Yes!" for i in range(40))
    assert read_text(one_line).sentences == 120
    chinese = "\n\n".join("小明有一只狗。狗很大！它叫什么？它叫小黑。" * 2 + str(i) for i in range(8))
    found = read_text(chinese)
    assert "狗很大！" in found.train[0]
    for wrong in ("", "One. Two. Three.", "x" * 300_000):
        with pytest.raises(UserError):
            read_text(wrong)


def test_the_vocabulary_reads_every_word_made_of_known_letters() -> None:
    tokenizer = tokenizer_for(CORPUS)
    assert isinstance(tokenizer, BertTokenizer)
    assert tokenizer.tokenize("The dog barks") == ["the", "dog", "barks"]
    assert tokenizer.tokenize("dogs") == ["dog", "##s"]
    assert tokenizer.unk_token not in tokenizer.tokenize("moobarks grasseed")
    assert tokenizer("dog", "cat")["token_type_ids"] == [0, 0, 0, 1, 1]


def test_the_losses_are_the_librarys() -> None:
    made = newborn()
    batch = made._held
    words = torch.full_like(batch.ids.flatten(), -100)
    words[batch.chosen] = batch.labels
    with torch.inference_mode():
        own = made.module(
            input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.types,
            labels=words.view_as(batch.ids), next_sentence_label=batch.follows,
        )  # fmt: skip
        mlm, nsp, hits = made.losses(batch)
    assert float(mlm + nsp) == pytest.approx(float(own.loss), abs=1e-5)
    right = (own.prediction_logits.flatten(0, 1)[batch.chosen].argmax(-1) == batch.labels).float().mean()
    assert hits[0] == pytest.approx(float(right))


def test_batches_follow_the_rules_of_pretraining() -> None:
    made = newborn()
    fates: Counter[str] = Counter()
    follows = 0
    for _ in range(30):
        pairs = made._pairs(made._train, made._dice, 32)
        for first, second, other in pairs:
            homes = [
                d for d in made._train if first in d and second in d and d.index(second) == d.index(first) + 1
            ]
            assert homes or other, "a neighbour comes from the same document"
        batch = made._batch(pairs, made._dice)
        shown = batch.ids.flatten()[batch.chosen]
        fates["mask"] += int((shown == made.tokenizer.mask_token_id).sum())
        fates["kept"] += int((shown == batch.labels).sum())
        fates["all"] += len(shown)
        follows += int((batch.follows == 0).sum())
        tokens = int(batch.mask.sum()) - 3 * 32
        assert 0.1 < len(shown) / tokens < 0.2
        assert bool((batch.ids.masked_select(batch.mask == 0) == 0).all())
    assert fates["mask"] / fates["all"] == pytest.approx(0.8, abs=0.05)
    assert fates["kept"] / fates["all"] == pytest.approx(0.1, abs=0.04)
    assert follows / 960 == pytest.approx(0.5, abs=0.06)


def test_it_learns_and_is_kept(models: ModelBank, tmp_path: Any) -> None:
    events = list(born(models, CORPUS, QUICK, "The dog [MASK] in the morning.", "The dog eats the bone."))
    start, end = events[0], events[-1]
    steps = [event for event in events if isinstance(event, Step)]
    looks = [event for event in events if isinstance(event, Look)]
    assert isinstance(start, Start) and isinstance(end, Born)
    assert start.unknown == () and "[MASK]" in start.tokens
    assert [step.step for step in steps] == list(range(1, 401))
    assert [look.step for look in looks] == [0, 100, 200, 300, 400]
    assert steps[-1].mlm_loss < 0.5 * steps[0].mlm_loss
    assert looks[-1].mlm_accuracy > 2 * start.commonest and looks[-1].mlm_accuracy > 0.6
    assert looks[0].guesses[0][0][1] < 0.2 and looks[-1].guesses[0][0][0] in {
        says for says, _ in ANIMALS.values()
    }
    model = models(end.model)
    encoding = model.encode("The cat meows in the morning.")
    assert guess_hidden(model, encoding, encoding.tokens.index("meows")).best[0][0] in {
        s for s, _ in ANIMALS.values()
    }
    asked = next_sentence(model, model.run("The dog [MASK] in the morning.", "The dog eats the bone."))
    assert asked.follows == pytest.approx(looks[-1].follows, abs=1e-4)
    path = write_zip(model, "# card", tmp_path, "newborn")
    import zipfile

    zipfile.ZipFile(path).extractall(tmp_path)
    again = BertForPreTraining.from_pretrained(tmp_path / "newborn").eval()
    inputs = model.tokenizer("the cow moos", return_tensors="pt")
    with torch.inference_mode():
        torch.testing.assert_close(
            again(**inputs).prediction_logits, model.module(**inputs).prediction_logits
        )


def test_the_seed_decides() -> None:
    def losses(seed: int) -> list[float]:
        return [e.mlm_loss for e in newborn(seed=seed, steps=8).learn() if isinstance(e, Step)]

    assert losses(1) == losses(1) != losses(2)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("The dog [MASK] it.", "The dog [MASK] it."),
        ("The dog eats the bone.", "The dog eats the [MASK]."),
        ("", "[MASK]"),
        ("!!!", "[MASK]"),
    ],
)
def test_a_sentence_without_a_gap_gets_one(given: str, read: str) -> None:
    assert Newborn(CORPUS, QUICK, given).sentence == read


def test_words_that_the_text_lacks_are_told() -> None:
    assert Newborn(CORPUS, QUICK, "The zebra eats the [MASK].").start().unknown == ("zebra",)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_bundled_stories(language: str) -> None:
    corpus = read_text((ASSETS / "examples" / f"stories.{language}.txt").read_text("utf-8"))
    assert corpus.sentences >= 250 and len(corpus.held) >= 4
    counts = Counter(len(document) for document in corpus.train)
    assert min(counts) >= 2
    held = Newborn(corpus, Recipe(), "[MASK]")
    unknown = (held._held.labels == held.tokenizer.unk_token_id).float().mean()
    assert float(unknown) < 0.02
