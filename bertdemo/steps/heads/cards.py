"""Cards of step "heads": All heads at once."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.encoder import attend, feed_forward, join, layer_at, split
from bertdemo.bert.heads import describe
from bertdemo.bert.pretraining import guess_hidden, hide
from bertdemo.bert.relations import relations
from bertdemo.settings import Language
from bertdemo.steps.card import Bar, Card, Evidence, Outcome
from bertdemo.steps.flip import FlipPair, leads, weights
from bertdemo.steps.outcomes import NEAR, swings

ARTICLES: dict[Language, str] = {
    "en": "determiner",
    "zh": "classifier",
}  # what the card asks of the head finder
SHARES = {"few": 0.25, "some": 0.5}  # of all heads below which each is said; "most" above
SHORT = 0.75  # of the attention that [CLS] gets, below which what is taken from it counts as little
RULES = {"quarter": 0.375, "half": 0.625}  # shares that a rule finds, below which each is nearest


def _many(evidence: Evidence) -> Outcome:
    """How many heads there are."""
    layers, heads = evidence.run.attentions.shape[:2]
    count = str(layers * heads)
    return Outcome(
        count, {"count": count, "layers": str(layers), "heads": str(heads)}, "card.many.said.count"
    )


@torch.inference_mode()
def without_mixing(evidence: Evidence) -> Tensor:
    """Probabilities (V,) for the hidden pinned token, were the heads' outputs joined and not multiplied by W_O."""
    model = evidence.model
    run = model.read(hide(model, evidence.run.encoding, [evidence.token]))
    states = run.hidden_states[0].to(model.device)  # (T, D)
    for layer in parts.layers(model.module):
        outputs, _ = attend(layer, states)
        states = layer.attention_norm(join(outputs) + states)
        states = layer.output_norm(feed_forward(layer, states) + states)
    return model.vocabulary_logits(states[evidence.token][None])[0].softmax(-1).cpu()


def _mix(evidence: Evidence) -> Outcome:
    """What BERT writes for the hidden pinned token, with W_O and without."""
    model, text = evidence.model, evidence.text
    written = guess_hidden(model, evidence.run.encoding, evidence.token, top_k=1).best[0]
    chances = without_mixing(evidence)
    best = int(chances.argmax())
    values = {
        "written": written[0],
        "percent": text.percent(written[2]),
        "other": model.token_names([best])[0],
        "share": text.percent(float(chances[best])),
        "left": text.percent(float(chances[written[1]])),
    }
    bars = [Bar("whole", written[2], values["percent"])]
    bars.append(Bar("left", float(chances[written[1]]), values["left"]))
    if best != written[1]:
        bars.append(Bar("other", float(chances[best]), values["share"]))
    return Outcome("same" if best == written[1] else "other", values, bars=tuple(bars))


def _tired(evidence: Evidence) -> Outcome:
    """Where the head looks once the word is changed, and how many of all heads go from one noun to the other."""
    card = evidence.card
    assert card.flip and card.token
    word, replacement = card.flip
    changed, first = card.choices  # the noun that the new word is said of, and the one that the old word is
    pair = FlipPair(card.text, word, replacement, first, changed, card.token)
    lead = leads(weights(evidence.model, pair))  # (L, H)
    told = swings(evidence)
    movers = int((lead > NEAR).sum())
    values = {**told.values, "movers": str(movers), "heads": str(lead.numel())}
    return Outcome(told.answer, values, still(told.words, movers))


def still(words: str, movers: int) -> str:
    """The sentence of a head that stays, where no other head moves either."""
    return words.replace("stays", "none") if not movers else words


def share_of(share: float) -> str:
    """What a share of all heads is called."""
    return next((name for name, below in SHARES.items() if share < below), "most")


@torch.inference_mode()
def looked_and_taken(evidence: Evidence, resting: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Of heads (layer, head), from 0: the words' mean share for [CLS], and the share that its v has in what they take.

    What is taken from a token is its share × the length of its v (Kobayashi et al. 2020, "Attention is Not Only a
    Weight"; W_O is left out: on these sentences it changes the second decimal at most).
    """
    model, run = evidence.model, evidence.run
    words = [place for place, special in enumerate(run.encoding.special) if not special]
    looked, taken = [], []
    for layer, head in resting:
        of_layer = layer_at(model, layer)
        states = run.hidden_states[layer].to(model.device)
        lengths = split(of_layer.value(states), of_layer.heads)[head].norm(dim=-1).cpu()  # (T,)
        shares = run.attentions[layer, head, words]  # (W, T)
        parts_of_it = shares * lengths
        looked.append(float(shares[:, 0].mean()))
        taken.append(float((parts_of_it[:, 0] / parts_of_it.sum(-1)).mean()))
    return sum(looked) / len(looked), sum(taken) / len(taken)


def _rest(evidence: Evidence) -> Outcome:
    """How many heads look mostly at the first token, which is [CLS], and how much they take from it."""
    labels = describe(evidence.run).labels
    heads = [(layer, head) for layer, row in enumerate(labels) for head in range(len(row))]
    resting = [(layer, head) for layer, head in heads if labels[layer][head] == "first"]
    share, percent = len(resting) / len(heads), evidence.text.percent
    values = {"first": str(len(resting)), "heads": str(len(heads)), "percent": percent(share)}
    answer = share_of(share)
    if not resting:
        return Outcome(answer, values)
    looked, taken = looked_and_taken(evidence, resting)
    values |= {"looked": percent(looked), "taken": percent(taken)}
    bars = tuple(Bar(name, one, percent(one)) for name, one in (("looked", looked), ("taken", taken)))
    words = f"card.rest.said.{answer}" + "_short" * (answer == "most" and taken < SHORT * looked)
    return Outcome(answer, values, words, bars)


def nearest_rule(share: float) -> str:
    """Which of the offered shares is nearest to what the rule finds."""
    return next((name for name, below in RULES.items() if share < below), "three")


def against_rule(accuracy: float, by_distance: float) -> str:
    """Whether the best head finds more than the best fixed distance."""
    return "wins" if accuracy > by_distance else "loses"


def _grammar(evidence: Evidence) -> Outcome:
    """What the best fixed distance finds of the marked pairs, and what the best head does."""
    text = evidence.text
    (best,) = [one for one in relations(evidence.model) if one.relation == ARTICLES[evidence.language]]
    values = {
        "rule": text.percent(best.by_distance),
        "found": text.percent(best.accuracy),
        "pairs": str(best.pairs),
        "layer": str(best.layer + 1),
        "head": str(best.head + 1),
    }
    branch = against_rule(best.accuracy, best.by_distance)
    return Outcome(nearest_rule(best.by_distance), values, f"card.grammar.said.{branch}")


def _counted(text: str, *choices: str) -> Card:
    return Card("many", "heads", "grid", text, choices=choices, outcome=_many, section="4.1")


def _mixed(text: str, token: str) -> Card:
    choices = ("same", "other")
    return Card("mix", "heads", "attention", text, token=token, choices=choices, outcome=_mix, section="4.1")


def _of_sense(text: str, layer: int, head: int, token: str, flip: tuple[str, str], *choices: str) -> Card:
    return Card(
        name="tired",
        step="heads",
        on="attention",
        text=text,
        layer=layer,
        head=head,
        token=token,
        flip=flip,
        choices=choices,
        compare=True,
        outcome=_tired,
    )


def _nurse(model: str = "") -> Card:
    return Card(
        name="nurse",
        step="heads",
        on="arcs",
        text="The doctor called the nurse because she was late.",
        layer=2,
        head=4,
        token="she",
        flip=("she", "he"),
        choices=("doctor", "nurse"),
        model=model,
        outcome=swings,
    )


def _resting(text: str) -> Card:
    return Card("rest", "heads", "grid", text, choices=("few", "some", "most"), outcome=_rest)


def _finding(text: str, layer: int, head: int, token: str) -> Card:
    choices = ("quarter", "half", "three")
    return Card(
        name="grammar",
        step="heads",
        on="finder",
        part="grammar",
        text=text,
        layer=layer,
        head=head,
        token=token,
        choices=choices,
        outcome=_grammar,
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        _counted("Hello, my dog is cute", "1", "12", "72", "144"),
        _mixed("He was born in London in 1812.", "born"),
        _finding("The very old and beautiful stone bridge was closed.", 4, 2, "the"),
        _resting("The dog chased a small cat."),
        _nurse(),
        _of_sense(
            "The animal didn't cross the street because it was too tired.",
            *(4, 2, "it", ("tired", "wide"), "street", "animal"),
        ),
    ),
    "zh": (
        _counted("你好，我的狗很可爱。", "1", "12", "144", "1728"),
        _mixed("北京是中国的首都。", "都"),
        _finding("那只黄狗追赶着一群小鸭子。", 5, 3, "只"),
        _resting("小狗追着一只小猫。"),
        _nurse("classroom"),
        _of_sense("小狗没有过马路，因为它太累了。", 8, 10, "它", ("累", "宽"), "路", "狗"),
    ),
}
