"""The named endpoints of Learn: hidden words, next sentence, and fine-tuning as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from bertdemo.api.inside import notes, words_wanted
from bertdemo.bert.finetuning import Finished, Step
from bertdemo.bert.pretraining import CONTEXTS, candidate_ids, fill, mask_places, no_mask
from bertdemo.bert.pretraining import next_sentence as ask_next_sentence
from bertdemo.bert.recipe import Method, recipe_of
from bertdemo.errors import UserError, literal, shown
from bertdemo.rows.labelled import check_rows
from bertdemo.rows.uploads import limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.finetuned import begin, findings
from bertdemo.text import Text

Side = Literal["both", "left", "right"]


def fill_mask(
    models: ModelBank,
    text: str,
    top_k: int = 5,
    candidates: list[str] = [],  # noqa: B006  the schema of the endpoint shows the default
    context: Side = "both",
    model: str = "",
) -> dict[str, Any]:
    """What BERT would write in place of each [MASK].

    Args:
        text: a text with one or several [MASK]
        top_k: how many of the likeliest words
        candidates: words whose probability is wanted too, each one word piece
        context: both, left or right: which side of each [MASK] may be looked at
        model: key of a model from /models, or nothing for the default
    """
    loaded = models(model)
    most = models.settings.max_candidates
    number = words_wanted(loaded, top_k, most)
    if context not in CONTEXTS:
        raise UserError("error.no_side", context=shown(context, 40), contexts=", ".join(CONTEXTS))
    words = [] if candidates is None else candidates
    if not isinstance(words, list | tuple):
        raise UserError("error.candidate_list", given=literal(words), most=most)
    if len(words) > most:
        raise UserError("error.too_many_candidates", given=len(words), most=most)
    encoding = loaded.encode(text)
    positions = mask_places(loaded, encoding)
    if not positions:
        raise no_mask(loaded, encoding, text)
    guesses = fill(loaded, encoding, positions, number, context, candidate_ids(loaded, words))
    return {
        "masks": [
            {
                "position": guess.position,
                "predictions": [
                    {"token": token, "id": number, "probability": share}
                    for token, number, share in guess.best
                ],
                "candidates": [
                    {"token": token, "probability": share} for token, _, share in guess.candidates
                ],
            }
            for guess in guesses
        ],
        **notes(encoding),
    }


def next_sentence(models: ModelBank, first: str, second: str, model: str = "") -> dict[str, Any]:
    """Whether BERT finds that the second sentence follows the first: probability and both logits, index 0 meaning that it does.

    Args:
        first: a sentence
        second: the one that may follow
        model: key of a model from /models, or nothing for the default
    """
    loaded = models(model)
    run = loaded.run(first, second)
    verdict = ask_next_sentence(loaded, run)
    return {"follows": verdict.follows, "logits": verdict.logits.tolist(), **notes(run.encoding)}


def finetune(
    models: ModelBank,
    rows: list[list[str]],
    method: Method = "head",
    epochs: int | None = None,
    learning_rate: float | None = None,
    batch_size: int | None = None,
    seed: int = 0,
    base: str = "",
) -> Iterator[dict[str, Any]]:
    """Fine-tune BERT to a classifier: what was repaired, left out or cut; the steps; the key of the model, the caller's alone.

    Args:
        rows: pairs of text and label
        method: head, lora or full
        epochs: how often all rows are read; nothing for the method's default
        learning_rate: of AdamW at its highest; nothing for the method's default
        batch_size: rows a step; nothing for the method's default
        seed: of everything that is drawn
        base: key of the BERT to start from, or nothing for the default
    """
    data = check_rows(rows, limits(models.settings))
    chosen = {"epochs": epochs, "learning_rate": learning_rate, "batch_size": batch_size, "seed": seed}
    recipe = recipe_of({"method": method, **{k: v for k, v in chosen.items() if v is not None}})
    training = begin(models, base, data, recipe)
    text = Text("en")
    yield {"findings": [text(one.key, **one.values) for one in findings(models, base, data)]}
    for event in models.trainings.events(training):
        if isinstance(event, Step):
            yield {
                "step": event.step,
                "steps": event.steps,
                "loss": event.loss if event.loss == event.loss else None,
                "accuracy": event.accuracy,
            }
        elif isinstance(event, Finished):
            yield {
                "model": event.model,
                "labels": list(event.labels),
                "validation_accuracy": event.accuracy,
                "seconds": event.seconds,
            }
    if training.state != "finished":
        raise UserError(
            "error.training_ended", seconds=f"{training.seconds:.0f}", minutes=models.trainings.minutes
        )


ENDPOINTS: dict[str, Callable[..., Any]] = {
    "fill_mask": fill_mask,
    "next_sentence": next_sentence,
    "finetune": finetune,
}
