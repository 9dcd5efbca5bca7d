"""What the cards of fine-tuning tell: classifiers before and after they learn, and the article's code when it runs."""

from __future__ import annotations

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.model import Model
from bertdemo.bert.stopping import breathe
from bertdemo.rows.labelled import read_file
from bertdemo.rows.uploads import limits
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, Language
from bertdemo.steps.card import Bar, Evidence, Outcome
from bertdemo.steps.finetuning.article_code import TRAINING, gradient_norms, padded, passes, stops

HUNDRED = 100  # rows, half of each label
DRAWS = 20  # new classifiers
BATCH = 20
STEPS = 200  # in which one of them learns, from all other rows at once
SPREAD = 20  # a mean this near to 50 of 100 is guessing
PADDING = 40
LOOP_LINES = 7  # of the article's training, from "for epoch" on
READINGS = 5  # of the same text
CLEAR = 0.005  # probabilities that differ by less are told as equal


def films(models: ModelBank, language: Language) -> list[tuple[str, int]]:
    """The film reviews of a language and whether they are positive: 0 or 1."""
    path = ASSETS / "datasets" / f"films.{language}.tsv"
    data = read_file(path.read_bytes(), path.name, limits(models.settings))
    return [(row.text, data.labels.index(row.label)) for row in data.rows]


def pooled(model: Model, texts: list[str]) -> Tensor:
    """What a classifier on top of an encoder reads of each text, (R, D): [CLS] behind the pooler."""
    head = parts.next_sentence(model.module)
    assert head is not None
    encodings = sorted(enumerate(map(model.encode, texts)), key=lambda one: len(one[1].ids))
    read: dict[int, Tensor] = {}
    for start in range(0, len(texts), BATCH):
        breathe()
        some = encodings[start : start + BATCH]
        for (row, _), run in zip(some, model.forward([encoding for _, encoding in some]), strict=True):
            with torch.no_grad():
                read[row] = head.pooled(run.hidden_states[-1:].clone().to(model.device))[0].cpu()
    return torch.stack([read[row] for row in range(len(texts))])


def right_before(states: Tensor, labels: Tensor) -> Tensor:
    """How many of the rows (R, D) each of `DRAWS` new classifiers gets right before its first step, (DRAWS,)."""
    generator = torch.Generator().manual_seed(0)
    heads = torch.empty(DRAWS, 2, states.shape[1]).normal_(0, 0.02, generator=generator)
    return ((heads @ states.T).argmax(1) == labels).sum(1)  # (DRAWS, 2, R) -> (DRAWS,)


@torch.enable_grad()
def right_after(states: Tensor, labels: Tensor, others: Tensor, known: Tensor) -> int:
    """How many of the rows (R, D) a new classifier gets right once it has learned from others, BERT left as it is."""
    layer = torch.nn.Linear(states.shape[1], 2)
    torch.nn.init.normal_(layer.weight, 0, 0.02, generator=torch.Generator().manual_seed(0))
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=0.01)
    for _ in range(STEPS):
        breathe()
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(layer(others), known).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return int((layer(states).argmax(-1) == labels).sum())


def before_and_after(model: Model, rows: list[tuple[str, int]], others: list[tuple[str, int]]) -> Tensor:
    """What new classifiers get right of the rows, and last what one does that has learned from the others, (DRAWS + 1,)."""
    read = pooled(model, [text for text, _ in (*rows, *others)])
    labels = torch.tensor([label for _, label in (*rows, *others)])
    asked, known = (read[: len(rows)], labels[: len(rows)]), (read[len(rows) :], labels[len(rows) :])
    return torch.cat([right_before(*asked), torch.tensor([right_after(*asked, *known)])])


def amount(mean: float) -> str:
    """How many of a hundred that is: "few", "half" or "most"."""
    return "half" if abs(mean - HUNDRED / 2) <= SPREAD else "few" if mean < HUNDRED / 2 else "most"


def before(evidence: Evidence) -> Outcome:
    """What new classifiers get right, how many weights are new, and what such a layer alone can learn."""
    models, model, language = evidence.models, evidence.model, evidence.language
    rows = sorted(
        films(models, language), key=lambda row: len(row[0])
    )  # the short ones: they are read quickly
    chosen = [row for label in (0, 1) for row in [r for r in rows if r[1] == label][: HUNDRED // 2]]
    others = [row for row in rows if row not in chosen]
    found = models.cache.get(
        ("card", "before", model.checkpoint.key, language), lambda: before_and_after(model, chosen, others)
    )
    right, learned = found[:-1], int(found[-1])
    mean = right.float().mean().item()
    values = {
        "mean": f"{mean:.0f}",
        "least": str(int(right.min())),
        "most": str(int(right.max())),
        "heads": str(DRAWS),
        "new": f"{2 * model.checkpoint.hidden + 2:,}",
        "others": str(len(others)),
        "learned": str(learned),
    }
    drawn = {"least": right.min(), "mean": mean, "most": right.max(), "learned": learned}
    bars = tuple(Bar(name, float(number) / HUNDRED, values[name]) for name, number in drawn.items())
    answer = amount(mean)
    dull = answer == "half" and learned <= int(right.max())
    return Outcome(answer, values, f"card.before.said.{answer}" + "_dull" * dull, bars)


def output(evidence: Evidence) -> Outcome:
    """Where the article's loop stops once imports and data are mended; the card shows the loop alone."""
    *_, last = stops()
    line = last.line - (len(TRAINING.splitlines()) - LOOP_LINES)
    return Outcome(str(line), {"error": last.error})


def stop(evidence: Evidence) -> Outcome:
    """Where the article's training stops, and where again when that is mended."""
    first, *others = stops()
    lines = evidence.listed(str(one.line) for one in others)
    return Outcome(str(first.line), {"error": first.error, "more": str(len(others)), "lines": lines})


def gradients(evidence: Evidence) -> Outcome:
    """Whether gradients pile up at `loss.backward()`: line 6 of the card."""
    states = pooled(evidence.model, [evidence.card.text])[0]
    without, cleared = (gradient_norms(states, 0, zero_grad) for zero_grad in (False, True))
    times = without[-1] / cleared[-1]
    values = {
        "first": f"{without[0]:.2f}",
        "third": f"{without[-1]:.2f}",
        "cleared": f"{cleared[-1]:.2f}",
        "times": f"{times:.1f}",
    }
    found = {"first": without[0], "third": without[-1], "cleared": cleared[-1]}
    largest = max(found.values())
    bars = tuple(Bar(name, length / largest, values[name]) for name, length in found.items())
    return Outcome("6" if times > 1.5 else "none", values, bars=bars)


def positive(evidence: Evidence, logits: Tensor) -> Tensor:
    """Share of "positive" in logits (…, labels) of the sentiment classifier."""
    model = evidence.task("sentiment")
    return (logits / model.temperature).softmax(-1)[..., model.labels.index("positive")]


def padding(evidence: Evidence) -> Outcome:
    """What filling does to a verdict, with the mask and without: `model(inputs)` is line 4 of the card."""
    model = evidence.task("sentiment")
    inputs = model.inputs([model.encode(evidence.card.text)])
    filled = padded(inputs, model.tokenizer.pad_token_id, PADDING)
    bare = {name: values for name, values in filled.items() if name != "attention_mask"}
    with torch.inference_mode():
        alone, masked, unmasked = (
            positive(evidence, model.module(**given).logits)[0].item() for given in (inputs, filled, bare)
        )
    percent = evidence.text.percent
    values = {
        "alone": percent(alone),
        "masked": percent(masked),
        "filled": percent(unmasked),
        "count": str(PADDING),
        "text": evidence.card.text,
    }
    found = {"alone": alone, "filled": unmasked, "masked": masked}
    bars = tuple(Bar(name, share, values[name]) for name, share in found.items())
    return Outcome("4" if abs(unmasked - alone) > CLEAR + abs(masked - alone) else "none", values, bars=bars)


def modes(evidence: Evidence) -> Outcome:
    """The same text read again and again, with dropout and without: `model(inputs)` is line 3 of the card."""
    model = evidence.task("sentiment")
    inputs = model.inputs([model.encode(evidence.card.text)])
    trained, still = (
        sorted(positive(evidence, passes(model.module, inputs, training, READINGS)).tolist())
        for training in (True, False)
    )
    percent = evidence.text.percent
    values = {
        "least": percent(trained[0]),
        "most": percent(trained[-1]),
        "still": percent(still[0]),
        "again": percent(still[-1]),
        "count": str(READINGS),
        "text": evidence.card.text,
    }
    bars = [Bar("dropout", share, percent(share)) for share in trained]
    bars.append(Bar("still", still[-1], percent(still[-1])))
    moves = trained[-1] - trained[0] > CLEAR + still[-1] - still[0]
    return Outcome("3" if moves else "none", values, bars=tuple(bars))
