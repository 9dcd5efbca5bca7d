"""Cards of step "doubt": What the pictures do not prove; and the quiz behind them, which goes back to earlier steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch

from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.attribution import METHODS, attribute
from bertdemo.page.focus import label_of
from bertdemo.serving.configs import read_json
from bertdemo.serving.measured import FIGURES
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Bar, Card, Evidence, Outcome
from bertdemo.steps.doubt.remove import SLIGHT

DRAWS = 4  # of half of the heads at random
HOUR = 3600
LARGE_DAYS = 4 * 16  # of one Cloud TPU: BERT-large, Devlin et al. 2018, appendix A.2
LIMITS = (128, 512, 8192)


def part_of(moving: int, heads: int) -> str:
    """How large a part of the heads moves a verdict."""
    return "few" if moving < heads / 5 else "most" if moving > heads * 4 / 5 else "some"


def spare(evidence: Evidence) -> Outcome:
    """How many heads move the verdict by a hundredth when each is off alone, and how often half of them may go."""
    judge = evidence.task("sentiment")
    run = judge.run(evidence.card.text)
    table = every_head(judge, run)
    best = int(table.before.argmax())
    moving = int(((table.after[:, :, best] - table.before[best]).abs() >= SLIGHT).sum())
    layers, heads = table.after.shape[:2]
    kept = 0
    for seed in range(DRAWS):
        drawn = torch.randperm(layers * heads, generator=torch.Generator().manual_seed(seed))
        off = [[number // heads + 1, number % heads + 1] for number in drawn[: layers * heads // 2].tolist()]
        kept += int(without_heads(judge, run, off).after.argmax()) == best
    values = {
        "moving": moving,
        "heads": layers * heads,
        "half": layers * heads // 2,
        "kept": kept,
        "draws": DRAWS,
    }
    return Outcome(part_of(moving, layers * heads), {name: str(number) for name, number in values.items()})


def shuffled(evidence: Evidence) -> Outcome:
    """Whether the verdict holds when the same words stand in another order."""
    judge = evidence.task("sentiment")
    parts = every_part(judge, judge.run(evidence.card.text))
    best = int(parts.before.argmax())
    values = {
        "label": label_of(evidence.text, judge, judge.labels[best]),
        "before": evidence.text.percent(float(parts.before[best])),
        "after": evidence.text.percent(float(parts.shuffled[best])),
    }
    return Outcome("holds" if int(parts.shuffled.argmax()) == best else "flips", values)


def voted(tops: Sequence[str], choices: Sequence[str]) -> tuple[str, int]:
    """The word that most methods put first and how many do; TIE where two are level or it is not to be chosen."""
    ranked = Counter(tops).most_common()
    (word, votes), *others = ranked
    level = bool(others) and others[0][1] == votes
    return (TIE if level or word not in choices else word), votes


def reason(evidence: Evidence) -> Outcome:
    """Which word four ways of asking put first."""
    judge = evidence.task("sentiment")
    tops: dict[str, str] = {}
    for method in METHODS:
        told = attribute(judge, evidence.card.text, method)
        tops[method] = told.tokens[int(told.scores.argmax())]
    word, votes = voted([*tops.values()], evidence.card.choices)
    values = {"word": word, "votes": str(votes), "of": str(len(tops))} | tops
    branch = "tie" if word == TIE else "agree" if votes == len(tops) else "differ"
    return Outcome(word, values, f"card.reason.said.{branch}")


def lasted(seconds: float) -> str:
    """In which unit one would tell so many seconds."""
    return "minutes" if seconds < HOUR else "hours" if seconds < 24 * HOUR else "days"


def bill(evidence: Evidence) -> Outcome:
    """How long the last round of this model's own pretraining took."""
    figures = read_json(evidence.model.checkpoint.folder / FIGURES)
    seconds, tokens = float(figures["seconds"]), float(figures["tokens"])
    unit = lasted(seconds)
    time = seconds / {"minutes": 60, "hours": HOUR, "days": 24 * HOUR}[unit]
    million = tokens / 1e6 if evidence.language == "en" else tokens / 1e8
    days = seconds / (24 * HOUR)
    values = {"time": f"{time:.1f}", "tokens": f"{million:.3g}"}
    bars = (Bar("large", 1.0, str(LARGE_DAYS)), Bar("own", min(days / LARGE_DAYS, 1.0), f"{days:.2g}"))
    return Outcome(unit, values, bars=bars)


def factor(times: float) -> str:
    """Which of the choices so many times is nearest to."""
    return "ten" if times < 30 else "hundred" if times < 300 else "thousands"


def gave(evidence: Evidence) -> Outcome:
    """How many times likelier than by chance the pretrained BERT finds the word that is hidden."""
    card = evidence.card
    assert card.token
    chance = evidence.guesses(top_k=1000).get(card.token, 0.0)
    vocabulary = evidence.model.checkpoint.vocab
    times = chance * vocabulary
    values = {
        "percent": evidence.text.percent(chance),
        "pieces": f"{vocabulary:,}",
        "times": f"{times:,.0f}",
    }
    bars = (
        Bar("learned", chance, values["percent"]),
        Bar("fresh", 1 / vocabulary, evidence.text.percent(1 / vocabulary)),
    )
    return Outcome(factor(times), values, bars=bars)


def limit(evidence: Evidence) -> Outcome:
    """How many tokens the model reads at once, and what comparing them all takes against this sentence."""
    most, here = evidence.model.max_tokens, len(evidence.run.encoding.ids)
    nearest = min(LIMITS, key=lambda number: abs(number - most))
    values = {
        "limit": f"{most:,}",
        "tokens": str(here),
        "times": f"{(most / here) ** 2:,.0f}",
        "length": f"{most / here:.1f}",
    }
    return Outcome(str(nearest), values, "card.limit.said.places")


HEADS = ("few", "some", "most")
CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        Card("spare", "doubt", "remove", "The film is not good.", choices=HEADS, outcome=spare, heavy=True),
        Card(
            "shuffled",
            "doubt",
            "remove",
            "The film is not bad at all.",
            choices=("holds", "flips"),
            outcome=shuffled,
            heavy=True,
        ),
        Card(
            "reason",
            "doubt",
            "why",
            "The film is not good.",
            token="not",
            choices=("film", "not", "good"),
            outcome=reason,
            section="8",
            heavy=True,
        ),
        Card(
            "bill",
            "pretraining",
            "born",
            "The film is not good.",
            choices=("days", "hours", "minutes"),
            outcome=bill,
            section="8",
            quiz=True,
        ),
        Card(
            "gave",
            "glance",
            "guess",
            "They fell in love and got married.",
            token="love",
            choices=("ten", "hundred", "thousands"),
            outcome=gave,
            section="9",
            quiz=True,
        ),
        Card(
            "limit",
            "layer",
            "cost",
            "The film is not bad at all.",
            choices=("128", "512", "8192"),
            outcome=limit,
            section="9",
            quiz=True,
        ),
    ),
    "zh": (
        Card("spare", "doubt", "remove", "饭菜不好吃。", choices=HEADS, outcome=spare, heavy=True),
        Card(
            "shuffled",
            "doubt",
            "remove",
            "房间很小，但是服务很好。",
            choices=("holds", "flips"),
            outcome=shuffled,
            heavy=True,
        ),
        Card(
            "reason",
            "doubt",
            "why",
            "饭菜不好吃。",
            token="不",
            choices=("菜", "不", "好"),
            outcome=reason,
            section="8",
            heavy=True,
        ),
        Card(
            "bill",
            "pretraining",
            "born",
            "饭菜不好吃。",
            choices=("days", "hours", "minutes"),
            outcome=bill,
            section="8",
            quiz=True,
        ),
        Card(
            "gave",
            "glance",
            "guess",
            "北京是中国的首都。",
            token="都",
            choices=("ten", "hundred", "thousands"),
            outcome=gave,
            section="9",
            quiz=True,
        ),
        Card(
            "limit",
            "layer",
            "cost",
            "房间很小，但是服务很好。",
            choices=("128", "512", "8192"),
            outcome=limit,
            section="9",
            quiz=True,
        ),
    ),
}
