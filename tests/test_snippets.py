"""The code behind each panel, run away from the project as a visitor would, prints the numbers that are on screen."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import torch

from bertdemo.bert import finetuning
from bertdemo.bert.ablation import without_heads
from bertdemo.bert.answers import answer
from bertdemo.bert.attention import from_page
from bertdemo.bert.attribution import attribute
from bertdemo.bert.classification import classify_run
from bertdemo.bert.cost import cost
from bertdemo.bert.embeddings import embed
from bertdemo.bert.encoder import one_layer, self_attention
from bertdemo.bert.entities import entities
from bertdemo.bert.heads import PATTERNS, describe
from bertdemo.bert.model import Model
from bertdemo.bert.paths import paths
from bertdemo.bert.pretraining import next_sentence, one_sided
from bertdemo.bert.recipe import Recipe
from bertdemo.bert.run import Run
from bertdemo.bert.translation import Translation
from bertdemo.page.focus import picked
from bertdemo.page.questions import OfToken
from bertdemo.page.snippets import SNIPPETS, filled, snippet
from bertdemo.rows.labelled import read_file
from bertdemo.rows.labelled_rows import Limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task, judge_of, translator
from bertdemo.settings import ASSETS, Settings
from bertdemo.steps.depth.lens import reading
from bertdemo.steps.depth.paths import travels
from bertdemo.steps.depth.sides import sides
from bertdemo.steps.glance.guess import guess
from bertdemo.text import Text

pytestmark = pytest.mark.bundled
EN = Text("en")
BANK = ModelBank(Settings(device="cpu"))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
TRICKY = "She said: \"it's \\n a '''test'''\"\n# 37 % of it {x}\u2028"


def shown(model: str, text: str, pair: str, layer: int, head: int, token: int | None) -> OfToken:
    return OfToken(model=model, text=text, text_pair=pair, layer=layer, head=head, token=token)


SCREENS = (
    shown("classroom", "Hello, my dog is cute", "", 4, 2, 4),
    shown("classroom", TRICKY, 'Then \\ "he" left\' #2.', 3, 12, None),
    shown("classroom-zh", "她坐在河边，数着从银行借来的钱。", "", 7, 1, 3),
)
PAIRS = (
    shown("classroom", "The lights went out.", "We looked for candles.", 1, 1, None),
    shown("classroom", TRICKY, 'Who "wrote" it?\\', 1, 1, None),
    shown("classroom-zh", "停电了。", "我们摸黑找“蜡烛”。", 1, 1, None),
)
QUESTIONS = (
    shown(
        "classroom", "When was the bridge opened?", "The bridge was opened in 1894 by the mayor.", 1, 1, None
    ),
    shown("classroom", 'Who "opened" it?', "The 'bridge' was\nopened \\ by \"Ann\" in 1894.", 1, 1, None),
    shown("classroom-zh", "桥是哪一年通车的？", "这座桥在1894年由市长主持通车。", 1, 1, None),
)
MASKED = (
    shown("classroom", "The [MASK] sat on the river [MASK].", "", 1, 1, None),
    shown("classroom", "\"It's\" a [MASK]\\n, isn't it?", "", 1, 1, 3),
    shown("classroom-zh", "他在[MASK]边钓到一条大[MASK]。", "", 1, 1, None),
)
NAMES = (
    shown("classroom", "Marie Curie left Warsaw.", "", 1, 1, None),
    shown("classroom", "\"O'Brien\" met\nAnn \\ in 'Paris'.", "", 1, 1, None),
    shown("classroom-zh", "鲁迅离开了绍兴。", "", 1, 1, None),
)
Rows = list[list[Any]]


class Screen:
    """What the app has on screen for a question."""

    def __init__(self, question: OfToken) -> None:
        self.question = question
        self.model: Model = BANK(question.model)
        self.run: Run = self.model.run(question.text, question.text_pair)
        self.tokens = self.run.encoding.tokens
        self.token = question.token

    def rows(self, *columns: Any) -> Rows:
        """A line for each token, with its number in each column."""
        return [
            [token, *row] for token, *row in zip(self.tokens, *(c.tolist() for c in columns), strict=True)
        ]


def tokens(on: Screen) -> Rows:
    encoding = on.run.encoding
    spans = [span or (0, 0) for span in encoding.offsets]
    return [
        [token, number, segment, *span]
        for token, number, segment, span in zip(
            encoding.tokens, encoding.ids, encoding.token_type_ids, spans, strict=True
        )
    ]


def attention(on: Screen) -> Rows:
    weights = from_page(on.run, on.question.layer, on.question.head)
    return [[token, *row] for token, row in zip(on.tokens, weights.tolist(), strict=True)]


def scores(on: Screen) -> Rows:
    judge = judge_of(BANK, "sentiment", on.question.model)
    verdict = classify_run(judge, on.run)
    return [list(row) for row in zip(verdict.labels, verdict.logits, verdict.probabilities, strict=True)]


def guessed(on: Screen) -> Rows:
    position = on.token if on.token is not None else last_word(on)
    told = guess(EN, on.model, on.run, position)
    ids = on.model.tokenizer.convert_tokens_to_ids(list(told.labels))
    return [list(row) for row in zip(told.labels, ids, told.probabilities, strict=True)]


def last_word(on: Screen) -> int:
    """Of TRICKY: "##9" and "%" are no words, "left" is the last one of its pair."""
    return on.tokens.index("left")


def head(on: Screen) -> Rows:
    layer, number, token = picked(on.run, on.question)
    steps = self_attention(on.model, on.run, layer - 1, number - 1)
    rows = on.rows(steps.scores[token], steps.weights[token])
    return [[on.tokens[token] + " looks at"], *rows, ["tensor(True)"]]


def layer(on: Screen) -> Rows:
    steps = one_layer(on.model, on.run, on.question.layer - 1)
    return [*on.rows(steps.states.norm(dim=-1), steps.output.norm(dim=-1)), ["tensor(True)"]]


def embeddings(on: Screen) -> Rows:
    steps = embed(on.model, on.run)
    parts = (steps.token, steps.segment, steps.position, steps.normalized)
    return [*on.rows(*(part.norm(dim=-1) for part in parts)), ["tensor(True)"]]


def finder(on: Screen) -> Rows:
    previous = describe(on.run).scores[..., PATTERNS.index("previous")]
    return [[f"layer {number}", *row] for number, row in enumerate(previous.tolist(), start=1)]


def remove(on: Screen) -> Rows:
    judge = judge_of(BANK, "sentiment", on.question.model)
    run = judge.run(on.question.text, on.question.text_pair)
    effect = without_heads(judge, run, [[on.question.layer, on.question.head]])
    return [
        list(row) for row in zip(judge.labels, effect.before.tolist(), effect.after.tolist(), strict=True)
    ]


def both_sides(on: Screen) -> Rows:
    place = sides(EN, on.model, on.run, on.token or 0).token  # [CLS] cannot be hidden: it takes the middle
    told = one_sided(on.model, on.run.encoding, place)
    return [[side, told[side].probability] for side in ("both", "left", "right")]


def ways(on: Screen) -> Rows:
    told = travels(EN, on.run, picked(on.run, on.question)[2])
    explained = paths(on.run).explained
    return [["shown", *explained], *([f"{i} {name}", share] for i, (name, share) in enumerate(told.nearest))]


def lens(on: Screen) -> Rows:
    told = reading(EN, on.model, on.run, on.token)
    places = [places[told.hidden][:3] for places in told.layers]
    return [
        [" ".join([str(number), *(word for word, _ in three)]), *(share for _, share in three)]
        for number, three in enumerate(places)
    ]


def why(on: Screen) -> Rows:
    judge = judge_of(BANK, "sentiment", on.question.model)
    told = attribute(judge, on.question.text, "integrated_gradients", text_pair=on.question.text_pair)
    return on.rows(told.scores)


def flops(on: Screen) -> Rows:
    parts = cost(on.model, on.run).flops
    return [["", sum(part for name, part in parts.items() if name != "masked_word_head")]]


def masked(on: Screen) -> Rows:
    places = [place for place, token in enumerate(on.tokens) if token == "[MASK]"]
    told = {place: guess(EN, on.model, on.run, place) for place in places}
    one = (
        {} if len(places) > 1 else told
    )  # of several, each is guessed with all of them hidden: the text has them all
    return [
        [f"{place} {word}", share]
        for place, best in (one or told).items()
        for word, share in zip(best.labels, best.probabilities, strict=True)
    ]


def following(on: Screen) -> Rows:
    told = next_sentence(on.model, on.run)
    return [["logits", *told.logits.tolist()], ["follows", told.follows]]


def tagged(on: Screen) -> Rows:
    told = entities(for_task(BANK, on.question.model, "entities", on.question.text), on.question.text)
    return [[f"{piece.token} {piece.label}", piece.score] for piece in told.pieces]


def answers(on: Screen) -> Rows:
    reader = for_task(BANK, on.question.model, "answers", on.question.text_pair)
    found = answer(reader, on.question.text, on.question.text_pair)
    return [["answer " + found.best.text], ["score", found.best.logits], ["none", found.none]]


def translated(on: Screen) -> Rows:
    *_, whole = translator(BANK).steps(on.question.text)
    assert isinstance(whole, Translation)
    return [[one.text] for one in whole.sentences]


def finetuned(on: Screen) -> Rows:
    """Three steps on the first sixteen rows, by the loop of the app, in float32."""
    rows, labels = "reviews.en.tsv", ("negative", "positive")
    data = read_file((ASSETS / "datasets" / rows).read_bytes(), "x.tsv", Limits())
    recipe = Recipe("full", epochs=3, learning_rate=1e-4, batch_size=16, warm_up=0.0)
    base = on.model
    start = finetuning.Start(base.checkpoint, base.tokenizer, base.module, base.device)
    module, trainee, _ = finetuning._prepare(start, labels, recipe)
    inputs = base.tokenizer([row.text for row in data.rows[:16]], padding=True, return_tensors="pt")
    answered = torch.tensor([labels.index(row.label) for row in data.rows[:16]])
    batch = finetuning.Batch(inputs["input_ids"], inputs["attention_mask"].float(), answered)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finetuning, "half_precision", lambda *_: nullcontext())
        steps = [
            event
            for event in finetuning.learn(
                trainee, lambda _: [batch], recipe, finetuning._accelerator(torch.device("cpu"))
            )
            if isinstance(event, finetuning.Step)
        ]
    with torch.inference_mode():
        chances = module(**base.tokenizer(data.rows[0].text, return_tensors="pt")).logits.softmax(-1)[0]
    return [[f"loss {step.step}", step.loss] for step in steps] + [["predicted", *chances.tolist()]]


EXPECTED: dict[str, tuple[Callable[[Screen], Rows], tuple[OfToken, ...]]] = {
    "tokens": (tokens, SCREENS),
    "attention": (attention, SCREENS),
    "scores": (scores, SCREENS),
    "guess": (guessed, SCREENS),
    "head": (head, SCREENS),
    "layer": (layer, SCREENS),
    "embeddings": (embeddings, SCREENS),
    "finder": (finder, SCREENS),
    "remove": (remove, SCREENS),
    "sides": (both_sides, SCREENS),
    "paths": (ways, SCREENS),
    "lens": (lens, SCREENS),
    "why": (why, SCREENS),
    "cost": (flops, SCREENS),
    "masked": (masked, MASKED),
    "next": (following, PAIRS),
    "entities": (tagged, NAMES),
    "answers": (answers, QUESTIONS),
    "translate": (translated, NAMES[:2]),
    "lab": (finetuned, SCREENS[:1]),
}
LOOSE = {
    "lab": 2e-3,  # sums of thousands of products in another order
    "paths": 6e-4,  # the page has three digits
}


def test_every_snippet_is_checked() -> None:
    assert {path.stem for path in SNIPPETS.glob("*.py")} == set(EXPECTED)


def elsewhere(code: str) -> str:
    """The code as one changes it who has the models: its one line that says where they are."""
    assert "\nMODELS = 'assets/models'\n" in code or '\nMODELS = "assets/models"\n' in code
    return filled(code, {"MODELS": str(ASSETS / "models")})


@pytest.mark.parametrize(
    ("name", "number"), [(name, i) for name, (_, asked) in EXPECTED.items() for i in range(len(asked))]
)
def test_a_snippet_prints_what_the_app_shows(
    name: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, asked = EXPECTED[name]
    question = asked[number]
    code = elsewhere(snippet(EN, BANK, name, question))
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(code, name, "exec"), {"__name__": "__main__"})
    lines = printed.getvalue().splitlines()
    rows = expected(Screen(question))
    assert len(lines) == len(rows)
    for line, (word, *values) in zip(lines, rows, strict=True):
        assert line.startswith(str(word))
        found = [float(number) for number in NUMBER.findall(line.removeprefix(str(word)))]
        assert found == pytest.approx(values, abs=LOOSE.get(name, 1e-4), rel=1e-4)


def test_a_snippet_runs_in_a_python_of_its_own(tmp_path: Path) -> None:
    """Nothing of this process helps it."""
    code = elsewhere(snippet(EN, BANK, "entities", NAMES[1]))
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
    assert len(ran.stdout.splitlines()) == len(tagged(Screen(NAMES[1])))
