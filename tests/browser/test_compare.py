"""Compare: what is on the stage stays as A, what is picked next is B beside it, and one sentence says what changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.ablation import every_part
from bertdemo.bert.embeddings import embed
from bertdemo.bert.encoder import self_attention
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.page.focus import label_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify, judge_of
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, pick

SHE = "The boys loved their mother because she laughed so much."
THEY = SHE.replace("she", "they")
LINK = f"/?step=heads&on=attention&text={SHE.replace(' ', '+')}&layer=2&head=4&token=7"


def begin(page: Page) -> Locator:
    switch = page.locator("[data-compare]")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    frozen = page.locator(".bd-frozen-picture")
    expect(frozen).to_be_visible()
    return frozen


def sentence(page: Page) -> Locator:
    return page.locator("#sentence textarea")


@pytest.fixture
def comparing(open_page: Callable[..., Page]) -> Page:
    page = open_page(LINK, wait=False)
    expect(page.locator(".bd-pick-list").first).to_have_value("7")
    expect(page.locator("[data-finding]")).not_to_be_empty()
    begin(page)
    return page


def test_a_stays_and_the_change_is_that_of_the_weights(comparing: Page, models: ModelBank) -> None:
    frozen = comparing.locator(".bd-frozen")
    expect(comparing.locator("[data-change]")).to_contain_text("A is kept")
    sentence(comparing).fill(THEY)
    expect(frozen).to_contain_text("she")
    expect(comparing.locator(".bd-compare-name").first).to_contain_text(SHE)
    expect(comparing.locator(".bd-compare-name").last).to_contain_text(THEY)
    rows = [models().run(text).attentions[1, 3, 7] for text in (SHE, THEY)]
    changes = (rows[1] - rows[0]).abs()
    place = int(changes.argmax())
    token = models().run(SHE).encoding.tokens[place]
    before, after = (Text("en").percent(float(row[place])) for row in rows)
    expect(comparing.locator("[data-change]")).to_have_text(
        f"What changed most: “{token}” got {before} from “she” and gets {after} from “they”."
    )


def test_a_head_and_a_token_can_be_compared(comparing: Page) -> None:
    pick(comparing, "Head", 5)
    names = comparing.locator(".bd-compare-name")
    expect(names.first).to_contain_text("layer 2, head 4")
    expect(names.last).to_contain_text("layer 2, head 5")
    expect(comparing.locator("[data-change]")).to_contain_text(re.compile(r"\d\s%.*\d\s%"))
    pick(comparing, "Token", 2)
    expect(names.last).to_contain_text("“boys”")


def test_nothing_changed_is_said_as_nothing(comparing: Page) -> None:
    sentence(comparing).fill(SHE.replace("much.", "much!"))
    expect(comparing.locator("[data-change]")).to_have_text(
        re.compile(r"^(Next to nothing changed|What changed most)")
    )
    pick(comparing, "Token", -1)
    expect(comparing.locator("[data-change]")).to_contain_text("Choose a token in A and in B")


def test_a_link_that_names_a_alone_shows_the_box_beside_it(open_page: Callable[..., Page], url: str) -> None:
    page = open_page("/?a=text%3DHello+there%26model%3Dclassroom%26layer%3D2%26head%3D4", wait=False)
    names = page.locator(".bd-compare-name")
    expect(names.first).to_contain_text("Hello there", timeout=40_000)
    expect(names.last).to_contain_text(sentence(page).input_value())
    expect(page.locator(".bd-frozen-picture")).to_contain_text("hello")
    tokens = page.locator("#stage > .bd-on .bd-overview-word")
    expect(tokens.nth(1)).to_have_text(sentence(page).input_value().split()[0].lower())


def test_what_is_typed_beside_a_picture_without_a_token_is_kept(open_page: Callable[..., Page]) -> None:
    """The first screen pins a token of its own, which is none of A's."""
    page = open_page(f"/?step=using&on=classify&text={SHE.replace(' ', '+')}", wait=False)
    expect(finding(page)).not_to_be_empty()
    begin(page)
    sentence(page).fill("A terrible film.")
    expect(page.locator(".bd-compare-name").last).to_contain_text("A terrible film.")
    page.locator('[data-step="glance"]').click()
    expect(page.locator(".bd-frozen .bd-overview-word").nth(1)).to_have_text("the", timeout=30_000)
    expect(page.locator("#stage > .bd-on .bd-overview-word").nth(2)).to_have_text("terrible")
    expect(sentence(page)).to_have_value("A terrible film.")
    expect(page.locator(".bd-compare-name").first).to_contain_text(SHE)


def test_a_picture_of_all_heads_says_which_head_it_speaks_of(comparing: Page) -> None:
    said = comparing.locator("[data-change]")
    on_stage(comparing, "grid")
    pick(comparing, "Head", 9)
    expect(said).to_have_text(Text("en")("page.bar.nothing"))
    pick(comparing, "Head", 4)
    sentence(comparing).fill(THEY)
    expect(said).to_contain_text("In layer 2, head 4: What changed most")
    on_stage(comparing, "bertviz")
    expect(comparing.locator(".bd-frozen-picture")).to_contain_text("of which no copy can be kept")


@pytest.mark.parametrize("on", ["guess", "masked", "lens", "sides"])
@pytest.mark.parametrize("change", [("mother", "child"), ("The boys", "A film")])
def test_what_is_written_in_the_gap_is_told_of_both(
    comparing: Page, models: ModelBank, on: str, change: tuple[str, str]
) -> None:
    on_stage(comparing, on)
    other = SHE.replace(*change)
    sentence(comparing).fill(other)
    firsts = [guess_hidden(models(), models().run(one).encoding, 7, 1).best[0] for one in (SHE, other)]
    (token, _, before), (now, _, after) = firsts
    text = Text("en")
    values = {"token": token, "before": text.percent(before), "after": text.percent(after)}
    said = (
        text("page.bar.guess_changed", **values)
        if token == now
        else text("page.bar.guess_other", **values, now=now)
    )
    expect(comparing.locator("[data-change]")).to_have_text(said)


def test_the_verdicts_of_both_are_told(comparing: Page, models: ModelBank) -> None:
    on_stage(comparing, "classify")
    other = SHE.replace("laughed", "barked")
    sentence(comparing).fill(other)
    model = judge_of(models, "sentiment", "")
    before, after = (classify(models, model, one, "").probabilities for one in (SHE, other))
    at = max((0, 1), key=lambda i: after[i])
    label = label_of(Text("en"), model, classify(models, model, SHE, "").labels[at])
    percent = Text("en").percent
    expect(comparing.locator("[data-change]")).to_have_text(
        Text("en")(
            "page.bar.changed_number", token=label, before=percent(before[at]), after=percent(after[at])
        )
    )
    expect(comparing.locator(".bd-map-verdict .bd-number")).to_have_text(percent(after[at]))


def test_a_side_without_a_verdict_tells_no_change(comparing: Page) -> None:
    on_stage(comparing, "classify")
    sentence(comparing).fill("我今天去图书馆借了一本关于山水画的旧书")
    expect(finding(comparing)).to_contain_text("nothing is judged")
    expect(comparing.locator("#stage > .bd-on .bd-is-classify")).to_have_class(re.compile("bd-before"))
    expect(comparing.locator("[data-change]")).to_be_empty()


def test_back_through_pictures_keeps_both_sides(comparing: Page) -> None:
    sentence(comparing).fill(THEY)
    expect(comparing.locator("[data-change]")).to_contain_text("What changed most")
    for step in ("depth", "pretraining", "using", "doubt"):
        comparing.locator(f'[data-step="{step}"]').click()
        comparing.wait_for_timeout(900)
    for _ in range(2):
        comparing.go_back()
        comparing.wait_for_timeout(700)
    expect(comparing.locator("[data-stage]")).to_have_attribute("data-stage", "masked")
    expect(comparing.locator(".bd-frozen .bd-is-masked")).to_be_visible()
    expect(comparing.locator(".bd-compare-name").first).to_contain_text(SHE)
    expect(comparing.locator(".bd-compare-name").last).to_contain_text(THEY)
    expect(sentence(comparing)).to_have_value(THEY)
    expect(comparing.locator("[data-change]")).to_have_text(Text("en")("page.bar.hidden_same"))
    assert parse_qs(urlsplit(comparing.url).query)["text"] == [THEY]


def test_numbers_that_did_not_change_are_said_so(comparing: Page) -> None:
    on_stage(comparing, "guess")
    sentence(comparing).fill(THEY)  # the word that differs is the hidden one
    expect(comparing.locator("[data-change]")).to_have_text(Text("en")("page.bar.hidden_same"))


def test_a_table_that_changed_little_or_not_at_all_is_said_so(comparing: Page, models: ModelBank) -> None:
    """Another word moves the verdict by less than two hundredths; capital letters are not read at all."""
    on_stage(comparing, "classify")
    text, model, said = Text("en"), judge_of(models, "sentiment", ""), comparing.locator("[data-change]")
    sentence(comparing).fill(SHE.upper())
    expect(said).to_have_text(text("page.bar.nothing"))
    little = SHE.replace("boys", "girls")
    before, after = (classify(models, model, one, "").probabilities for one in (SHE, little))
    assert 0 < abs(before[1] - after[1]) < 0.02
    sentence(comparing).fill(little)
    at = max((0, 1), key=lambda i: after[i])
    label = label_of(text, model, model.labels[at])
    values = {"token": label, "before": text.percent(before[at]), "after": text.percent(after[at])}
    expect(said).to_have_text(text("page.bar.little", **values))


@pytest.mark.parametrize("on", ["tokens", "wordpiece", "tokenizers", "cost", "embeddings"])
def test_which_token_is_another_one_is_told(comparing: Page, models: ModelBank, on: str) -> None:
    sentence(comparing).fill(THEY)
    on_stage(comparing, on)
    text, one, other = Text("en"), models().encode(SHE), models().encode(THEY)
    said = text(
        "page.bar.tokens_one", token="she", id=one.ids[7], now="they", now_id=other.ids[7],
        same=len(one.ids) - 1,
    )  # fmt: skip
    if on == "embeddings":
        vectors = (
            embed(models(), models().run(SHE)).normalized,
            embed(models(), models().run(THEY)).normalized,
        )
        same = int((vectors[0] == vectors[1]).all(-1).sum())
        assert same == len(one.ids) - 1
        said += " " + text("page.bar.vectors_same", other=len(other.ids), same=same)
    expect(comparing.locator("[data-change]")).to_have_text(said)
    sentence(comparing).fill(SHE.replace("because she", "because, as we all know, she"))
    longer = models().encode(SHE.replace("because she", "because, as we all know, she"))
    expect(comparing.locator("[data-change]")).to_contain_text(
        text("page.bar.tokens_some", count=len(one.ids), other=len(longer.ids), stay=len(one.ids))
    )


def height_in_sight(page: Page, picture: str, rows: str) -> int:
    """How many of these rows of a picture lie whole in its frame."""
    return int(
        page.evaluate(
            """([picture, rows]) => {
                const frame = document.querySelector(picture).closest(".bd-frozen") ?? document.getElementById("stage");
                const { top, bottom } = frame.getBoundingClientRect();
                return [...document.querySelectorAll(`${picture} ${rows}`)].map((one) => one.getBoundingClientRect())
                    .filter((one) => one.top >= top && one.bottom <= bottom + 1).length;
            }""",
            [picture, rows],
        )
    )


def test_most_rows_of_one_head_are_in_sight_on_both_sides(comparing: Page) -> None:
    """No room is kept for what later steps show."""
    comparing.set_viewport_size({"width": 1440, "height": 900})
    sentence(comparing).fill(THEY)
    on_stage(comparing, "head")
    comparing.locator("#stage .bd-on .bd-segment", has_text="softmax").first.click()
    expect(comparing.locator(".bd-frozen-picture .bd-steps-where")).to_contain_text("6")
    for picture in (".bd-frozen-picture", "#stage > .bd-on"):
        assert height_in_sight(comparing, picture, ".bd-steps-table tr") >= 9, picture


def test_a_chart_is_whole_in_a(comparing: Page) -> None:
    on_stage(comparing, "paths")
    sentence(comparing).fill(THEY)
    expect(comparing.locator(".bd-frozen .js-plotly-plot .xtitle")).to_have_count(1)
    heights = comparing.evaluate(
        """() => ["canvas", "svg"].map((part) => document.querySelector(part === "svg" ? ".bd-frozen .main-svg"
            : ".bd-frozen .js-plotly-plot").getBoundingClientRect().height)"""
    )
    assert heights[0] >= heights[1] - 1, "it is not cut by its own box"


def test_b_is_drawn_where_a_phone_does_not_show_it_yet(open_page: Callable[..., Page]) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
    page = open_page(f"/?step=layer&on=layer&text={SHE.replace(' ', '+')}&token=7", wait=False, **phone)
    expect(finding(page)).to_contain_text("she")
    begin(page)
    sentence(page).fill(THEY)
    expect(finding(page)).to_contain_text("they")  # without a scroll
    expect(page.locator("[data-change]")).to_contain_text("What changed most")


def test_the_gap_of_the_other_side_is_not_told_as_the_last_change(comparing: Page) -> None:
    on_stage(comparing, "masked")
    sentence(comparing).fill(SHE.replace("mother", "child"))
    before = comparing.locator("#stage > .bd-on .bd-masked-before")
    expect(before).to_contain_text("Before the last change")
    expect(before).not_to_be_visible()


def test_one_head_tells_what_its_step_shows_and_a_goes_along(comparing: Page, models: ModelBank) -> None:
    sentence(comparing).fill(THEY)
    on_stage(comparing, "head")
    said, frozen = comparing.locator("[data-change]"), comparing.locator(".bd-frozen-picture")
    expect(frozen).to_contain_text("she")
    expect(said).to_be_empty()
    steps = [self_attention(models(), models().run(text), 1, 3) for text in (SHE, THEY)]
    for step, word in ((4, "q · k"), (5, "÷ √d"), (6, "softmax")):
        comparing.locator("#stage .bd-on .bd-segment", has_text=word).first.click()
        expect(frozen.locator(".bd-steps-where")).to_contain_text(str(step))
        expect(said).to_contain_text("What changed most")
        values = [(one.products, one.scores, one.weights)[step - 4][7] for one in steps]
        place = int((values[1] - values[0]).abs().argmax())
        token = models().encode(SHE).tokens[place]
        expect(said).to_contain_text(f"“{token}")
        number = "%" if step == 6 else f"{values[0][place]:.2f}".rstrip("0")[:4]
        expect(said).to_contain_text(number)


def test_the_parts_taken_out_are_compared_where_the_verdict_is_the_same(
    comparing: Page, models: ModelBank
) -> None:
    on_stage(comparing, "remove")
    judge, text = judge_of(models, "sentiment", ""), Text("en")
    read = models()
    best = {}
    for other in (SHE.replace("laughed", "danced"), "A dull and lifeless film."):
        sentence(comparing).fill(other)
        pairs = []
        for one in (SHE, other):
            effects = every_part(judge, read.run(one))
            best[one] = label = int(effects.before.argmax())
            pairs.append({"": effects.before[label].item()} | {
                f"{part} {layer + 1}": chances[layer, label].item()
                for part, chances in effects.blocks.items() for layer in range(len(chances))
            } | {"order": effects.shuffled[label].item(), "positions": effects.without_positions[label].item()})  # fmt: skip
        a, b = pairs
        most = max(a, key=lambda name: abs(a[name] - b[name])) if best[SHE] == best[other] else ""
        values = (a[most], b[most]) if most else (1 - a[""], b[""])
        said = comparing.locator("[data-change]")
        expect(said).to_contain_text(text.percent(values[0]), timeout=30_000)
        expect(said).to_contain_text(text.percent(values[1]))


def test_a_is_drawn_anew_in_another_instrument(comparing: Page) -> None:
    sentence(comparing).fill(THEY)
    expect(comparing.locator("[data-change]")).to_contain_text("What changed most")
    on_stage(comparing, "guess")
    frozen = comparing.locator(".bd-frozen")
    expect(frozen).to_contain_text("she", timeout=20_000)
    expect(sentence(comparing)).to_have_value(THEY)
    expect(comparing.locator("#stage .bd-on .bd-choices")).to_contain_text("laughed")


def test_a_link_opens_both_sides(comparing: Page, open_page: Callable[..., Page], url: str) -> None:
    sentence(comparing).fill(THEY)
    said = comparing.locator("[data-change]")
    expect(said).to_contain_text("What changed most")
    pick(comparing, "Head", 5)
    expect(comparing).to_have_url(re.compile(r"head=5&.*a=text%3DThe"))
    expect(said).to_contain_text(re.compile(r"\d\s%"))
    expect(comparing.locator(".bd-compare-name").last).to_contain_text("head 5")
    there = open_page(comparing.url.removeprefix(url), wait=False)
    expect(there.locator(".bd-frozen-picture")).to_contain_text("she", timeout=40_000)
    expect(sentence(there)).to_have_value(THEY)
    expect(there.locator("[data-change]")).to_have_text(said.inner_text(), timeout=40_000)
    for side in (0, 1):
        expect(there.locator(".bd-compare-name").nth(side)).to_have_text(
            comparing.locator(".bd-compare-name").nth(side).inner_text()
        )
    expect(there).to_have_url(re.compile("a=text%3DThe"))
    there.locator("[data-compare]").click()
    expect(there).not_to_have_url(re.compile("a=text"))


def test_the_end_gives_the_stage_back(comparing: Page) -> None:
    comparing.locator("[data-compare]").click()
    expect(comparing.locator(".bd-frozen")).to_have_count(0)
    expect(comparing.locator("[data-change]")).to_be_empty()


ACTRESS = "The fans adored the actress because she loved the film."
ACTOR = "The fans adored the actor because he loved the long film and its music."


@pytest.mark.parametrize(
    ("before", "after", "key", "values"),
    [
        (ACTRESS, ACTOR, "changed_gone", {"token": "actress", "before": "60 %", "one": "she"}),
        (ACTOR, ACTRESS, "changed_new", {"now": "actress", "after": "60 %", "other": "she"}),
    ],
)
def test_no_share_is_claimed_for_a_word_that_only_one_text_has(
    open_page: Callable[..., Page], before: str, after: str, key: str, values: dict[str, str]
) -> None:
    page = open_page(link_to("overview", before, layer=2, head=4, token=7))
    page.locator("[data-compare]").click()
    expect(page.locator("#stage > .bd-frozen")).to_be_visible()
    page.locator("#sentence textarea").fill(after)
    pick(page, "Token", 7)
    expect(page.locator("[data-change]")).to_have_text(Text("en")(f"page.bar.{key}", **values))
