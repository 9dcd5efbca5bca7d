"""One token hidden, guessed from both sides and from each alone. Computed by bert/pretraining.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import one_sided
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.focus import picked, read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits


def sides(text: Text, model: Model, run: Run, position: int) -> dict[str, Any]:
    """One token hidden, guessed from both sides and from each alone."""
    if run.encoding.special[position]:
        position = next(i for i, special in enumerate(run.encoding.special) if not special)
    found = one_sided(model, run.encoding, position)
    tokens, special = list(run.encoding.tokens), run.encoding.special
    mask = model.tokenizer.mask_token

    def sentence(context: str) -> str:
        """What can be looked at."""
        seen = {
            "both": range(len(tokens)),
            "left": range(position + 1),
            "right": range(position, len(tokens)),
        }
        kept = [mask if i == position else tokens[i] for i in seen[context] if not special[i]]
        ahead, behind = ("… " if context == "right" else ""), (" …" if context == "left" else "")
        return ahead + " ".join(kept).replace(" ##", "") + behind

    return {
        "token": position,
        "sides": [
            {
                "name": text(f"inside.side.{context}"),
                "sentence": sentence(context),
                "best": [(token, share) for token, _, share in guess.best],
                "own": text(
                    "inside.side.own",
                    token=guess.token,
                    probability=digits(guess.probability),
                    rank=f"{guess.rank:,}",
                ),
            }
            for context, guess in found.items()
        ],
        "said": text(
            "inside.side.said",
            token=tokens[position],
            **{context: digits(guess.probability) for context, guess in found.items()},
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def both_sides(question: OfToken) -> dict[str, Any]:
        model, run = read(models, question)
        return sides(text, model, run, picked(run, question)[2])

    with panel(text, "inside.sides", how="inside.sides.how", code="sides"):
        component("sides", text.part("inside.pick"), [both_sides])
