"""What is on screen in the first lines of a snippet: no text breaks out of them, and they say where the model is."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.errors import UserError
from bertdemo.page.questions import OfToken
from bertdemo.page.snippets import ASSIGNED, ROWS, SNIPPETS, filled, snippet
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, LANGUAGES
from bertdemo.text import Text
from tests.conftest import tiny_model

EN = Text("en")
CODE = 'import x\n\ntext, pair = "Hello", None\nlayer = 4  # from 1\nprint(text, layer)\nlayer_norm = 3\n'
ASKED = OfToken(model="", text="my dog is cute", text_pair="", layer=2, head=3, token=2)


def values(code: str) -> dict[str, Any]:
    """What the plain assignments at the top of a code give their names."""
    found: dict[str, Any] = {}
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign):
            target = ast.unparse(node.targets[0]).strip("()")
            try:
                found[target] = ast.literal_eval(node.value)
            except ValueError:
                found[target] = ast.unparse(node.value)
    return found


@given(
    st.text(alphabet=st.characters(), max_size=60), st.text(alphabet="\"'\\\n\r\u2028\ud800{}%#", max_size=20)
)
def test_any_text_stays_a_string(text: str, pair: str) -> None:
    code = filled(CODE, {"text": text, "pair": pair, "layer": 7})
    assert values(code) == {"text, pair": (text, pair), "layer": 7, "layer_norm": 3}
    assert code.endswith("\nlayer = 7  # from 1\nprint(text, layer)\nlayer_norm = 3\n")
    code.encode()  # a lone surrogate is written as an escape


def test_a_line_whose_names_are_not_all_known_stays() -> None:
    assert filled(CODE, {"text": "you"}) == CODE
    assert filled(CODE, {"tex": "you", "layer_norm": 5}) == CODE.replace("layer_norm = 3", "layer_norm = 5")


@pytest.mark.parametrize("path", sorted(SNIPPETS.glob("*.py")), ids=lambda path: path.stem)
def test_what_is_filled_in_stands_on_top(path: Path) -> None:
    """What follows computes with it, and is never replaced; a model is named in these lines alone."""
    code = path.read_text("utf-8")
    marked = filled(code, dict.fromkeys(KNOWN, "here"))
    changed = [
        number
        for number, (a, b) in enumerate(zip(code.split("\n"), marked.split("\n"), strict=True))
        if a != b
    ]
    top = code[: code.index("MODELS =")].count("\n")
    assert changed and changed[0] > top and changed[-1] - top <= 5
    rest = code.split("\n")[changed[-1] + 1 :]
    assert not [line for line in rest if "classroom" in line or "MODELS" in line]
    assert ASSIGNED.search(code)


KNOWN = (
    "adapter",
    "checkpoint",
    "dataset",
    "head",
    "labels",
    "layer",
    "pair",
    "position",
    "positions",
    "sentences",
    "text",
    "token",
    "writer",
)


def test_a_pinned_word_a_typed_mask_and_neither(models: ModelBank) -> None:
    def hidden(name: str, text: str, token: int | None) -> Any:
        found = values(snippet(EN, models, name, replace(ASKED, text=text, token=token)))
        return found.get("positions", found.get("position"))

    assert hidden("guess", "my dog is cute", 2) == 2
    assert hidden("guess", "my dog is cute", None) == hidden("guess", "my dog is cute", 0) == 4, (
        "the last word"
    )
    assert hidden("masked", "my [MASK] is [MASK]", 3) == [2, 4], "[MASK]s that were typed go before"
    assert hidden("lens", "my [MASK] is [MASK]", 4) == 4 and hidden("lens", "my [MASK] is [MASK]", 3) == 2
    assert hidden("sides", "the animal street is a b c d e", None) == 3
    assert hidden("lens", "a . !", None) == 3 and hidden("guess", "a . !", None) == 1, "no whole word"


def test_layers_and_heads_as_they_are_shown(models: ModelBank) -> None:
    def place(name: str, layer: int, head: int) -> Any:
        found = values(snippet(EN, models, name, replace(ASKED, layer=layer, head=head)))
        return next(found[key] for key in found if key.startswith("layer"))

    assert place("attention", 0, -1) == (0, -1) and place("attention", 99, 99) == (3, 4)
    assert place("head", 0, -1) == (1, 1, 2) and place("layer", 99, 1) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_model_is_stands_above_it(models: ModelBank, language: str, tmp_path: Path) -> None:
    text = Text("zh" if language == "zh" else "en")

    def above(key: str) -> tuple[str, str]:
        model = tiny_model("classroom", models)
        folder = ASSETS / "models" / key if key.startswith("classroom") else tmp_path / key
        model.checkpoint = replace(model.checkpoint, key=key, folder=folder)
        models._models[key] = model
        code = snippet(text, models, "attention", replace(ASKED, model=key))
        lines = code.split("\n")
        comment = next(
            number for number, line in enumerate(lines) if line.startswith("# ") and "=" in lines[number + 1]
        )
        return lines[comment], lines[comment + 1]

    assert above("classroom") == (f"# {text('snippet.from_bundled')}", 'MODELS = "assets/models"')
    assert above("mine-abc") == (f"# {text('snippet.from_zip')}", "checkpoint = 'mine-abc'")
    assert above("school/one") == (f"# {text('snippet.from_folder')}", "checkpoint = 'school/one'")
    snapshot = tmp_path / "hub" / "models--a--bert" / "snapshots" / "1"
    snapshot.mkdir(parents=True)
    for name in ("config.json", "tokenizer.json"):
        (snapshot / name).write_text("{}", "utf-8")
    (snapshot / "model.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    models.settings = replace(models.settings, hub_folder=str(tmp_path / "hub"))
    assert above("a/bert") == (f"# {text('snippet.from_hub')}", "checkpoint = 'a/bert'")


def test_a_model_that_was_tuned_as_a_whole_has_no_adapter(models: ModelBank) -> None:
    judge = tiny_model("classroom-sentiment", models)
    judge.checkpoint = replace(judge.checkpoint, key="mine-abc")
    models._models["mine-abc"] = judge
    for name in ("scores", "remove", "why"):
        code = snippet(EN, models, name, replace(ASKED, model="mine-abc"))
        ast.parse(code)
        assert "adapter" not in code and "json" not in code and "task" not in code and "Peft" not in code
        assert values(code)["checkpoint"] == "mine-abc"
        assert "(checkpoint, dtype=torch.float32).eval()\nlabels, temperature = list(" in code


def test_what_has_no_numbers_has_no_code(models: ModelBank) -> None:
    def refused(name: str, **changes: Any) -> str:
        with pytest.raises(UserError) as error:
            snippet(EN, models, name, replace(ASKED, **changes))
        return error.value.key

    assert refused("next") == "error.two_sentences"
    assert refused("answers", text_pair=" ") == "error.no_context"
    assert refused("guess", model="classroom-sentiment") == "error.no_masked_word_head"
    assert refused("tokens", text=" ") == "error.no_words"
    models().module.config.model_type = "electra"
    assert refused("head") == "error.code_of_bert"
    assert "AutoModel" in snippet(EN, models, "attention", ASKED)


def test_a_text_that_is_too_long_is_written_as_far_as_it_is_read(models: ModelBank) -> None:
    long = "my dog is cute . " * 20
    text, pair = values(snippet(EN, models, "tokens", replace(ASKED, text=long, text_pair=long)))[
        "text, pair"
    ]
    whole = models().encode(long, long)
    assert whole.pieces_cut
    again = models().encode(text, pair)
    assert again.ids == whole.ids and not again.pieces_cut


@pytest.mark.parametrize(("rows", "labels"), ROWS.values(), ids=ROWS)
def test_the_rows_of_the_lab_have_these_labels(rows: str, labels: list[str]) -> None:
    lines = (ASSETS / "models" / rows[1:]).resolve().read_text("utf-8").splitlines()
    column = lines[0].split("\t").index("label")
    assert {line.split("\t")[column] for line in lines[1:]} == set(labels)
