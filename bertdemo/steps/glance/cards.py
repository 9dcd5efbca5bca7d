"""Cards of step "glance": What happens to a sentence in BERT."""

from __future__ import annotations

from torch import Tensor

from bertdemo.page.focus import label_of
from bertdemo.settings import Language
from bertdemo.steps.card import Card, Evidence, Outcome
from bertdemo.steps.flip import stored
from bertdemo.steps.outcomes import swings, writes

BASE = 110e6  # weights of BERT-base (Devlin et al. 2018, section 3)
SIZES = {"tenth": 0.15, "part": 0.4, "half": 0.75}  # shares of it below which each is said; "same" above
AHEAD = 0.02  # of its attention, that a word must give to later ones to be said to look ahead
SURE = 0.6  # probability from which on a verdict is no longer undecided


def sized(share: float) -> str:
    """What a share of BERT-base's weights is called."""
    return next((name for name, below in SIZES.items() if share < below), "same")


def _size(evidence: Evidence) -> Outcome:
    """How large the model of the page is beside BERT-base."""
    known, text = evidence.model.checkpoint, evidence.text
    share = known.parameters / BASE
    millions = f"{known.parameters / 1e6:.1f} million"
    count = millions if text.language == "en" else text.large(known.parameters)
    values = {"weights": count, "layers": str(known.layers), "percent": text.percent(share)}
    size = sized(share)
    return Outcome(size, values, f"card.who.said.{'like' if size == 'same' else 'smaller'}")


def ahead(shares: list[float]) -> str:
    """In which layers a word looks at later ones, by the share that it gives them in each."""
    layers = [share > AHEAD for share in shares]
    return "every" if all(layers) else "some" if any(layers) else "never"


def shares_ahead(attentions: Tensor, token: int) -> list[float]:
    """What a token gives to the words behind it, mean over the heads of each layer; attentions are (L, H, T, T)."""
    shares: list[float] = attentions[:, :, token, token + 1 : -1].sum(-1).mean(-1).tolist()
    return shares


def _looks_ahead(evidence: Evidence) -> Outcome:
    text = evidence.text
    shares = shares_ahead(evidence.run.attentions, evidence.token)
    values = {
        "count": str(sum(share > AHEAD for share in shares)),
        "layers": str(len(shares)),
        "least": text.percent(min(shares)),
        "most": text.percent(max(shares)),
    }
    return Outcome(ahead(shares), values)


def leaning(label: str, probability: float) -> str:
    """A verdict, or "neither" where its probability is hardly above a coin's."""
    return label if probability >= SURE else "neither"


def _no_review(evidence: Evidence) -> Outcome:
    text = evidence.text
    review, topic = (evidence.classified(task) for task in ("sentiment", "topic"))
    values = {
        "percent": text.percent(review.probabilities[review.best]),
        "topic": label_of(text, evidence.task("topic"), topic.labels[topic.best]),
        "share": text.percent(topic.probabilities[topic.best]),
        "topics": str(len(topic.labels)),
    }
    return Outcome(leaning(review.labels[review.best], review.probabilities[review.best]), values)


def _opening(language: Language) -> Card:
    """The flip that the model of the language was found to make."""
    flip = stored(language)
    # a Chinese word is several tokens: its last
    choices = tuple(word if word.isascii() else word[-1] for word in (flip.first, flip.second))
    return Card(
        name="flip",
        step="glance",
        on="overview",
        text=flip.text,
        layer=flip.layer,
        head=flip.head,
        token=flip.token,
        flip=(flip.word, flip.replacement),
        choices=choices,
        outcome=swings,
        section="4.1",
    )


def _who(text: str) -> Card:
    choices = ("half", "part", "same", "tenth")
    return Card("who", "glance", "overview", text, choices=choices, outcome=_size, section="1")


def _name(text: str, token: str, layer: int, head: int) -> Card:
    return Card(
        name="name",
        step="glance",
        on="overview",
        text=text,
        token=token,
        layer=layer,
        head=head,
        choices=("every", "some", "never"),
        outcome=_looks_ahead,
        section="2",
    )


def _hidden(text: str, token: str) -> Card:
    return Card("hidden", "glance", "guess", text, token=token, typed=True, outcome=writes, section="3.1.1")


def _unasked(text: str) -> Card:
    choices = ("negative", "neither", "positive")
    return Card("no_review", "glance", "scores", text, choices=choices, outcome=_no_review, section="6")


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        _opening("en"),
        _who("It can read, but it cannot write."),
        _name("Once upon a time there lived an old king.", "once", 5, 10),
        _hidden("Paris is the capital of France.", "france"),
        _unasked("The weather is nice today."),
    ),
    "zh": (
        _opening("zh"),
        _who("它会读，可是不会写。"),
        _name("很久以前，有一位老国王。", "很", 2, 8),
        _hidden("外面下着大雨，他撑着伞回家。", "雨"),
        _unasked("今天天气很好。"),
    ),
}
