"""Learn: what pretraining taught (words hidden, a game, next sentence), then pretraining and fine-tuning by hand.

Computed by bert/pretraining.py and bert/game.py; the lower panels are learn_born.py and learn_lab.py.
"""

from __future__ import annotations

import json
from typing import Any

from bertdemo.bert.attention import from_page
from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.game import bert_guesses, deal
from bertdemo.bert.languages import texts_language
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.pretraining import candidate_ids, context_effect, fill, hide, next_sentence, unread_mask
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tokenization import Encoding
from bertdemo.tabs import learn_born, learn_lab
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import AGREES, numbers
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Text, UserError, digits

NAME = "learn"
PARTS: dict[str, Part] = {}
ROUNDS = 10
MOST_HIDDEN = 20  # places that may be hidden at once on the page


def masked(text: Text, model: Model, encoding: Encoding, wanted: dict[str, Any]) -> dict[str, Any]:
    """Guesses for every hidden place, and of the one in focus: what it looks at, what each word adds, a named word."""
    positions = sorted({int(position) for position in wanted["positions"]})[:MOST_HIDDEN]
    unread = unread_mask(model, encoding, wanted.get("text", ""), wanted.get("text_pair", ""))
    behind = text.message(unread) if unread else ""
    if not positions:
        return {"places": [], "said": text("learn.masked.none"), "problem": behind}
    place = wanted["place"] if wanted["place"] in positions else positions[-1]
    word = str(wanted["word"]).strip()
    named = None
    problem = behind
    try:
        named = candidate_ids(model, [word])[0] if word else None
    except UserError as error:
        problem = f"{behind} {text.message(error)}".strip()
    found = fill(model, encoding, positions, 5, candidates=[] if named is None else [named])
    run = model.read(hide(model, encoding, positions))
    effect = context_effect(model, encoding, positions, place)
    focus = next(guess for guess in found if guess.position == place)
    helper = int(effect.argmax())
    said = text(
        "learn.masked.said",
        hidden=len(positions),
        guess=focus.best[0][0],
        probability=digits(focus.best[0][2]),
    )
    if float(effect[helper]) > 0.005:
        said += " " + text(
            "learn.masked.helper", word=encoding.tokens[helper], loss=digits(float(effect[helper]))
        )
    return {
        "place": place,
        "places": [
            {
                "position": guess.position,
                "token": guess.token,
                "best": [(token, share) for token, _, share in guess.best],
                "own": ""
                if guess.token == model.tokenizer.mask_token
                else text(
                    "inside.side.own",
                    token=guess.token,
                    probability=digits(guess.probability),
                    rank=f"{guess.rank:,}",
                ),
                "named": [
                    text("learn.masked.named_said", word=token, probability=digits(share))
                    for token, _, share in guess.candidates
                ],
            }
            for guess in found
        ],
        "problem": problem,
        "mask": model.tokenizer.mask_token,
        "attention": numbers(from_page(run, wanted["layer"], wanted["head"])[place]),
        "effect": numbers(effect),
        "said": said,
    }


def dealt(model: Model, wanted: dict[str, Any]) -> tuple[Encoding, Any, int]:
    """The sentence of a round, in the model's language, the round itself, its number; the same for the same numbers."""
    sentences = examples("game", reading_language(model))["sentences"]
    seed, number = int(wanted["seed"]) % 2**31, int(wanted["number"]) % ROUNDS
    sentence = sentences[(seed + number * 7) % len(sentences)]
    encoding = model.encode(sentence)
    return encoding, deal(model, encoding, seed + number), number


def revealed(text: Text, model: Model, wanted: dict[str, Any]) -> dict[str, Any]:
    """The dice, what stood there, BERT's guesses, and the points of both."""
    encoding, played, _ = dealt(model, wanted)
    rows = []
    for place, guess in zip(played.places, bert_guesses(model, played), strict=True):
        yours = str(wanted["answers"].get(str(place.position), "")).strip().lower()[:40]
        rows.append(
            {
                "position": place.position,
                "token": place.token,
                "dice": place.dice,
                "fate": text(f"learn.game.fate_{place.fate}", shown=place.shown),
                "yours": yours,
                "hit": yours == place.word.lower(),
                "bert": [(token, share) for token, share in guess.best[:3]],
                "bert_hit": guess.best[0][0] == place.token,
                "rank": text(
                    "learn.game.rank", rank=f"{guess.rank:,}", probability=digits(guess.probability)
                ),
            }
        )
    return {
        "tokens": encoding.tokens,
        "rows": rows,
        "yours": sum(bool(row["hit"]) for row in rows),
        "bert": sum(bool(row["bert_hit"]) for row in rows),
    }


def follows(text: Text, model: Model, first: str, second: str) -> dict[str, Any]:
    """[CLS] → pooler → two logits → one probability, with the check against the model."""
    run = model.run(first, second)
    found = next_sentence(model, run)
    return {
        "vectors": [
            {"name": text("learn.next.cls"), "values": numbers(found.cls)},
            {"name": text("learn.next.pooled"), "values": numbers(found.pooled)},
        ],
        "logits": [
            {"name": text(f"learn.next.logit_{meaning}"), "logit": digits_signed(logit), "share": share}
            for meaning, logit, share in zip(
                ("follows", "elsewhere"),
                found.logits.tolist(),
                found.logits.softmax(-1).tolist(),
                strict=True,
            )
        ],
        "said": text(
            "learn.next.said_follows" if found.follows >= 0.5 else "learn.next.said_not",
            probability=digits(found.follows),
        ),
        "checked": text(
            "learn.next.checked", tick="✓" if found.error < AGREES else "✗", error=f"{found.error:.1e}"
        ),
    }


def digits_signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def traps(text: Text, model: Model) -> list[dict[str, Any]]:
    """The model's answers for all pairs that are bundled in its language, by kind."""
    kinds: dict[str, list[bool]] = {}
    for pair in examples("pairs", reading_language(model))["pairs"]:
        breathe()
        found = next_sentence(model, model.run(pair["first"], pair["second"]))
        kinds.setdefault(pair["kind"], []).append((found.follows >= 0.5) == pair["follows"])
    return [
        {"name": text(f"learn.next.kind_{kind}"), "right": sum(hits), "of": len(hits)}
        for kind, hits in kinds.items()
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model positions:ints place:int|none word layer:int head:int", "long")
    def fill_places(wanted: dict[str, Any]) -> dict[str, Any]:
        model = models(wanted["model"])
        return masked(text, model, model.encode(wanted["text"], wanted["text_pair"]), wanted)

    @tell(text, "model seed:int number:int")
    def deal_round(wanted: dict[str, Any]) -> dict[str, Any]:
        _, played, _ = dealt(models(wanted["model"]), wanted)
        chosen = [place.position for place in played.places]
        return {"tokens": played.encoding.tokens, "special": played.encoding.special, "places": chosen}

    @tell(text, "model seed:int number:int answers:dict")
    def reveal_round(wanted: dict[str, Any]) -> dict[str, Any]:
        return revealed(text, models(wanted["model"]), wanted)

    @tell(text, "model first second", "long")
    def ask_next(wanted: dict[str, Any]) -> dict[str, Any]:
        return follows(text, models(wanted["model"]), wanted["first"], wanted["second"])

    @tell(text, "model", "heavy")
    def ask_traps(wanted: dict[str, Any]) -> dict[str, Any]:
        return {"rows": traps(text, models(wanted["model"]))}

    failed = {"failed": text("inside.pick.failed")}
    with panel(text, "learn.masked", how="learn.masked.how", code="masked"):
        component("masked", failed | text.part("pick") | text.part("learn.masked"), [fill_places])
    with panel(text, "learn.game", how="learn.game.how"):
        component("game", failed | text.part("learn.game"), [deal_round, reveal_round])
    with panel(text, "learn.next", how="learn.next.how", code="next"):
        words = failed | text.part("inside.pick") | text.part("learn.next")
        bundled = examples("pairs", texts_language(models.settings, text.language))["pairs"]
        pairs = [
            {**pair, "name": text(f"learn.next.kind_{pair['kind']}")}
            for pair in {p["kind"]: p for p in bundled}.values()
        ]
        count = str(len(bundled))
        component("next", words | {"pairs": json.dumps(pairs), "count": count}, [ask_next, ask_traps])
    learn_born.build(text, models)
    learn_lab.build(text, models)
