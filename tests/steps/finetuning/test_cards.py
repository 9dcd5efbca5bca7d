"""The points that the cards of step "finetuning" make, asked of the bundled model a second way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from transformers import BertForSequenceClassification

from bertdemo.bert import parts
from bertdemo.rows.labelled import read_file
from bertdemo.rows.uploads import limits
from bertdemo.settings import ASSETS, Language
from bertdemo.steps.card import Card, Evidence, Outcome
from bertdemo.steps.finetuning.card_outcomes import amount
from tests.steps.points import BANK, each_card_of, evidence


def outcome(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def films(language: Language) -> list[tuple[str, str]]:
    path = ASSETS / "datasets" / f"films.{language}.tsv"
    rows = read_file(path.read_bytes(), path.name, limits(BANK.settings)).rows
    return [(row.text, row.label) for row in rows]


def before(ask: Evidence) -> None:
    """Half of the rows are positive, and new layers are told to be guessing: by the library, one of ten rows."""
    labels = [label for _, label in films(ask.language)]
    assert len(set(labels)) == 2 and all(2 * labels.count(label) == len(labels) for label in labels)
    assert any(ask.card.text in text for text, _ in films(ask.language))
    told = outcome(ask)
    assert told.answer == "half" and 40 <= int(told.values["mean"]) <= 60
    assert int(told.values["least"]) <= int(told.values["mean"]) <= int(told.values["most"])
    new = BertForSequenceClassification(ask.model.module.config).classifier
    assert told.values["new"] == str(sum(parameter.numel() for parameter in new.parameters()))
    assert ask.model.module.config.num_labels == 2
    # One that has learned: another way of learning from the same vectors comes to about as many.
    rows = sorted(films(ask.language), key=lambda row: len(row[0]))
    chosen = [row for label in set(labels) for row in [one for one in rows if one[1] == label][:50]]
    others = [row for row in rows if row not in chosen]
    assert told.values["others"] == str(len(others)) and not {text for text, _ in others} & {
        text for text, _ in chosen
    }
    right = int(told.values["learned"])
    beats = right > int(told.values["most"])
    assert beats is (ask.language == "en"), "Chinese film reviews are too subtle for a new layer alone"
    assert told.words == f"card.before.said.half{'' if beats else '_dull'}"
    assert abs(right - nearest_class(ask, chosen, others)) <= 12


def nearest_class(ask: Evidence, rows: list[tuple[str, str]], others: list[tuple[str, str]]) -> int:
    """How many rows a ridge regression on the library's own pooled [CLS] gets right, learned from the others."""

    def read(texts: list[str]) -> torch.Tensor:
        with torch.inference_mode():
            return torch.cat(
                [
                    ask.model.module.bert(
                        **ask.model.tokenizer(text, return_tensors="pt", truncation=True)
                    ).pooler_output
                    for text in texts
                ]
            ).clone()

    known, asked = read([text for text, _ in others]), read([text for text, _ in rows])
    first = min({label for _, label in rows})
    signs = torch.tensor([-1.0 if label == first else 1.0 for _, label in others])
    middle = known.mean(0)
    centred = known - middle
    weights = torch.linalg.solve(centred.T @ centred + torch.eye(known.shape[1]), centred.T @ signs)
    right = [
        (sign > 0) == (label != first)
        for sign, (_, label) in zip((asked - middle) @ weights, rows, strict=True)
    ]
    return sum(map(bool, right))


def output(ask: Evidence) -> None:
    """A loss of the library's output object, made here, and the line that asks for it."""
    given = BertForSequenceClassification(ask.model.module.config)(torch.tensor([[2, 3]]))
    with pytest.raises(TypeError):
        torch.nn.CrossEntropyLoss()(given, torch.tensor([0]))
    assert torch.nn.CrossEntropyLoss()(given.logits, torch.tensor([0])) > 0
    told = outcome(ask)
    assert (told.answer, told.values["error"]) == ("5", "TypeError")
    assert "loss_fn(outputs" in ask.card.lines[4]


def stops(ask: Evidence) -> None:
    """The first import fails; the others are counted by hand."""
    with pytest.raises(ImportError):
        exec("from transformers import AdamW")
    told = outcome(ask)
    assert (told.answer, told.values["more"]) == ("1", "3")
    assert [one.strip() for one in told.values["lines"].replace("、", ",").split(",")] == ["3", "6", "9"]
    wanted = {1: "AdamW", 3: "torch.nn", 6: "dataloader", 9: "loss_fn(outputs"}
    assert all(name in ask.card.lines[line - 1] for line, name in wanted.items())


def gradients(ask: Evidence) -> None:
    """The gradient of one batch by hand: (p - y) times what the classifier reads; three batches give three times that."""
    head = parts.next_sentence(ask.model.module)
    assert head is not None
    with torch.no_grad():
        reads = head.pooled(ask.run.hidden_states[-1:].clone())[0]
    one = 0.5 * 2**0.5 * (1 + float(reads @ reads)) ** 0.5
    told = outcome(ask)
    assert told.answer == "6" and "backward" in ask.card.lines[5]
    assert float(told.values["first"]) == pytest.approx(one, rel=0.15)
    assert float(told.values["cleared"]) == pytest.approx(one, rel=0.15)
    assert float(told.values["times"]) == pytest.approx(3, abs=0.2)


def padding(ask: Evidence) -> None:
    """The verdict of the page alone, and of a batch with a longer text, which the app fills up and masks itself."""
    told = outcome(ask)
    assert told.answer == "4" and "model(inputs)" in ask.card.lines[3]
    own = ask.classified("sentiment")
    share = own.probabilities[own.labels.index("positive")]
    assert told.values["alone"] == told.values["masked"] == ask.text.percent(share)
    model = ask.task("sentiment")
    ids = [*ask.run.encoding.ids, *[model.tokenizer.pad_token_id] * 40]
    with torch.no_grad():
        filled = model.module(torch.tensor([ids])).logits[0] / model.temperature
    unmasked = filled.softmax(-1)[own.labels.index("positive")].item()
    assert told.values["filled"] == ask.text.percent(unmasked)
    assert abs(unmasked - share) > 0.1
    assert [bar.share for bar in told.bars] == pytest.approx([share, unmasked, share], abs=1e-4)


def modes(ask: Evidence) -> None:
    """Without dropout it is the page's own verdict; with it five readings lie apart."""
    told = outcome(ask)
    assert told.answer == "3" and ask.card.lines[2] == "outputs = model(inputs)"
    own = ask.classified("sentiment")
    percent = ask.text.percent(own.probabilities[own.labels.index("positive")])
    assert told.values["still"] == told.values["again"] == percent
    assert int(told.values["most"][:2]) - int(told.values["least"][:2]) >= 5
    *shaken, still = (bar.value for bar in told.bars)
    assert len(shaken) == 5 and still == percent
    assert (shaken[0], shaken[-1]) == (told.values["least"], told.values["most"])


POINTS: dict[str, Callable[[Evidence], None]] = {
    "before": before,
    "output": output,
    "stops": stops,
    "gradients": gradients,
    "padding": padding,
    "modes": modes,
}


@pytest.mark.bundled
@each_card_of("finetuning")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


@pytest.mark.parametrize(
    ("mean", "word"), [(8, "few"), (29, "few"), (31, "half"), (69, "half"), (71, "most")]
)
def test_a_mean_is_told_as_few_half_or_most(mean: float, word: str) -> None:
    assert amount(mean) == word
