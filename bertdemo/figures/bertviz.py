"""BertViz's own head, model and neuron view (Vig 2019, https://arxiv.org/abs/1906.05714), offline, for a frame.

BertViz loads require.js, d3 and jquery from a CDN. Here d3 5.7 and jquery 3.7 lie in assets/vendor and are put
inline, and the document forbids every request and every script but its own. Nothing here
changes what BertViz draws; it counts layers and heads from 0. BertViz's Python for the neuron view brings a BERT of
its own, of 2019; its JavaScript is given queries and keys that were computed here.
"""

from __future__ import annotations

import html
import json
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from bertdemo.settings import ASSETS

# Measured in Chromium 156 on two busy cores: 25 to 30 µs and one SVG line for every weight that is drawn, so
# 100,000 lines stand after about 3 s. 12 heads: 91 tokens of one layer. 12 × 12 heads at once: 26 tokens.
MAX_LINES = 100_000
# A weight is 7 bytes of the document; 600,000 are 4 MB: 12 × 12 heads at 64 tokens, switched in place.
MAX_WEIGHTS = 600_000

# BertViz asks require.js for two libraries by name; both are in the document already.
REQUIRE = """
const libraries = { jquery: window.jQuery, d3: window.d3 };
function requirejs(names, use) { use(...names.map((name) => libraries[name])); }
const require = Object.assign(requirejs, { config() {} });
"""

# What the frame has drawn nobody else can see: it gives it to the page that asks, for a file of the picture.
DRAWINGS = """
addEventListener("message", ({ source, data }) => {
  if (data !== "drawings") return;
  const names = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity", "font-family", "font-size",
    "font-weight", "text-anchor", "visibility", "display"];
  source.postMessage({ drawings: [...document.querySelectorAll("svg")].map((svg) => {
    const copy = svg.cloneNode(true);
    const copies = copy.querySelectorAll("*");
    svg.querySelectorAll("*").forEach((one, i) => {
      const style = getComputedStyle(one);
      for (const name of names) copies[i].setAttribute(name, style.getPropertyValue(name));
    });
    const { left, top, width, height } = svg.getBoundingClientRect();
    return { text: new XMLSerializer().serializeToString(copy), left, top, width, height };
  }) }, "*");
});
"""

LIGHT = "body { margin: 8px; background: #fff; color: #1c2430; }"
# The model view's dark mode leaves its headings black on black, and the head view has no dark mode.
DARK = """:root { color-scheme: dark; } body { margin: 8px; background: #12171d; color: #e7ebf0; }
svg text { fill: #e7ebf0; } svg[fill="black"], rect[fill="black"] { fill: #12171d; }
.background { fill: #3d4a5a; } #bertviz-neurons { background: #12171d !important; }"""


@dataclass(frozen=True)
class View:
    """One BertViz picture and what of the input is in it. The page tells what is not."""

    tokens_shown: int  # the first so many
    tokens_total: int
    layers_shown: tuple[int, ...]  # counted from 0, as BertViz labels them
    layers_total: int
    height: (
        int  # CSS pixels that the document needs; the width is 460 for the head view, 990 for the model view
    )
    html: str  # a whole document, to be set as an iframe's srcdoc, with sandbox="allow-scripts"


def head_view(
    attentions: Any,
    tokens: Sequence[str],
    sentence_b_start: int | None = None,
    layer: int | None = None,
    heads: Sequence[int] | None = None,
    *,
    dark: bool = False,
) -> View:
    """BertViz's head view: lines from every token to every token, heads as colours, one layer at a time.

    `attentions` is a tensor or array (layers, heads, from, to); `sentence_b_start` the position where the
    second sentence begins; `layer` and `heads` what is chosen at first, from 0. A layer picker is in the
    frame as long as all layers fit in it (MAX_WEIGHTS); beyond that the chosen layer alone is.
    Raises ValueError when shapes do not fit or there is no such layer or head.
    """
    weights, shown, second = _fit(attentions, tokens, sentence_b_start, layer)
    if heads is not None and not all(0 <= head < weights.shape[1] for head in heads):
        raise ValueError(f"heads {list(heads)} are not all between 0 and {weights.shape[1] - 1}")
    # With two sentences the document holds every weight once more: A → A, A → B, B → A, B → B.
    fits = weights.numel() * (1 if second is None else 2) <= MAX_WEIGHTS
    layers = tuple(range(len(weights))) if fits else (layer or 0,)

    from bertviz import head_view as draw  # brings IPython along

    drawn = draw(
        _layers(weights),
        shown,
        second,
        prettify_tokens=False,  # it would turn the Maltese letter Ġ into a space
        layer=layer or 0,
        heads=None if heads is None else list(heads),
        include_layers=list(layers),
        html_action="return",
    )
    height = 70 + math.ceil(22.5 * len(shown))
    return View(
        len(shown),
        len(tokens),
        layers,
        len(weights),
        height,
        _document(_embed_data(drawn.data), "BertViz head view", dark),
    )


def model_view(
    attentions: Any,
    tokens: Sequence[str],
    sentence_b_start: int | None = None,
    layer: int | None = None,
    *,
    dark: bool = False,
) -> View:
    """BertViz's model view: every head of every layer as a thumbnail, a click opens one.

    Arguments as for head_view. With `layer` that layer alone; without, all of them if they fit
    (MAX_LINES), else the first. Raises ValueError when shapes do not fit or there is no such layer.
    """
    weights, shown, second = _fit(attentions, tokens, sentence_b_start, layer)
    whole = layer is None and weights.numel() <= MAX_LINES
    layers = tuple(range(len(weights))) if whole else (layer or 0,)

    from bertviz import model_view as draw

    drawn = draw(
        _layers(weights),
        shown,
        second,
        prettify_tokens=False,
        display_mode="dark" if dark else "light",
        include_layers=list(layers),
        html_action="return",
    )
    thumbnail = len(shown) * 7 * 12 / weights.shape[1] + 10
    opened = len(shown) * 18 + 55  # a head that is open is drawn larger
    height = (20 if second is None else 40) + math.ceil(max(len(layers) * thumbnail + 38, opened))
    return View(
        len(shown),
        len(tokens),
        layers,
        len(weights),
        height,
        _document(_embed_data(drawn.data), "BertViz model view", dark),
    )


def translation_view(
    encoder: Any, decoder: Any, cross: Any, read: Sequence[str], written: Sequence[str], *, dark: bool = False
) -> View:
    """BertViz's head view of a model that translates: what is read, what is written, and cross-attention between.

    `encoder` is (L, H, in, in), `decoder` (M, H, out, out), `cross` (M, H, out, in). One picker chooses the layer of all
    three, so of an encoder with more layers than the decoder the last M are shown. Raises ValueError when shapes do not fit.
    """
    attentions = [torch.as_tensor(weights) for weights in (encoder, decoder, cross)]
    sizes = [(len(read), len(read)), (len(written), len(written)), (len(written), len(read))]
    if any(weights.shape[2:] != size for weights, size in zip(attentions, sizes, strict=True)):
        raise ValueError(
            f"attentions must end in {sizes}, not {[tuple(weights.shape[2:]) for weights in attentions]}"
        )
    layers = min(map(len, attentions))
    most = max(1, math.isqrt(MAX_LINES // attentions[0].shape[1]))
    weights = [w[-layers:, :, :most, :most].detach().cpu().double().round(decimals=4) for w in attentions]

    from bertviz import head_view as draw

    drawn = draw(
        encoder_attention=_layers(weights[0]),
        decoder_attention=_layers(weights[1]),
        cross_attention=_layers(weights[2]),
        encoder_tokens=list(read[:most]),
        decoder_tokens=list(written[:most]),
        prettify_tokens=False,
        layer=layers - 1,
        html_action="return",
    )
    longest = max(min(most, len(read)), min(most, len(written)))
    return View(
        longest,
        max(len(read), len(written)),
        tuple(range(layers)),
        layers,
        70 + math.ceil(22.5 * longest),
        _document(_embed_data(drawn.data), "BertViz head view", dark),
    )


def neuron_view(
    attentions: Any,
    queries: Any,
    keys: Any,
    tokens: Sequence[str],
    sentence_b_start: int | None = None,
    layer: int = 0,
    head: int = 0,
    *,
    dark: bool = False,
) -> View:
    """BertViz's neuron view: for one head, how query and key of two tokens make their attention, number by number.

    `attentions` (layers, heads, from, to), `queries` and `keys` (layers, heads, tokens, numbers). All layers are in
    the frame, of as many tokens as fit into it (MAX_WEIGHTS). Raises ValueError when shapes do not fit.
    """
    weights = torch.as_tensor(attentions)
    vectors = [torch.as_tensor(part) for part in (queries, keys)]
    wanted = (*weights.shape[:2], len(tokens))
    if weights.shape != (*wanted, len(tokens)) or any(part.shape[:3] != wanted for part in vectors):
        raise ValueError(
            f"attention, queries and keys must be of {len(tokens)} tokens, layers and heads alike"
        )
    heads, width = weights.shape[0] * weights.shape[1], vectors[0].shape[3]
    pairs = (
        1 if sentence_b_start is None else 2
    )  # each number stands twice when the sentences can be told apart
    size = len(tokens)
    while size > 1 and pairs * heads * (size * size + 2 * width * size) > MAX_WEIGHTS:
        size -= 1
    second = sentence_b_start if sentence_b_start and sentence_b_start < size else None
    weights = weights[:, :, :size, :size].detach().cpu().double().round(decimals=4)
    query, key = (part[:, :, :size].detach().cpu().double().round(decimals=3) for part in vectors)

    def part(rows: slice, columns: slice) -> dict[str, Any]:
        return {
            "attn": weights[:, :, rows, columns].tolist(),
            "queries": query[:, :, rows].tolist(),
            "keys": key[:, :, columns].tolist(),
            "left_text": list(tokens[:size])[rows],
            "right_text": list(tokens[:size])[columns],
        }

    every = slice(None)
    data = {"all": part(every, every)}
    if second is not None:
        a, b = slice(second), slice(second, size)
        data |= {"aa": part(a, a), "ab": part(a, b), "ba": part(b, a), "bb": part(b, b)}
    root = "bertviz-neurons"
    params = {
        "attention": data,
        "default_filter": "all",
        "root_div_id": root,
        "bidirectional": True,
        "display_mode": "dark" if dark else "light",
        "layer": layer,
        "head": head,
    }
    options = [("all", "All"), ("aa", "A → A"), ("ab", "A → B"), ("ba", "B → A"), ("bb", "B → B")]
    choices = "".join(f'<option value="{value}">{name}</option>' for value, name in options)
    sentences = f'Attention: <select id="filter">{choices}</select>' if second is not None else ""
    script = Path(str(metadata.distribution("bertviz").locate_file("bertviz/neuron_view.js"))).read_text(
        "utf-8"
    )
    body = (
        f'<div id="{root}"><span>Layer: <select id="layer"></select> '
        f'Head: <select id="att_head" aria-label="Head"></select> {sentences}</span><div id="vis"></div></div>'
        f'<script type="text/javascript">window.bertviz_params = {_json(params)};</script>'
        f'<script type="text/javascript">{script}</script>'
    )
    layers = tuple(range(len(weights)))
    height = 26 * size + 150
    return View(size, len(tokens), layers, len(layers), height, _document(body, "BertViz neuron view", dark))


def _json(params: Any) -> str:
    """Written so that no token can end the script."""
    return json.dumps(params, separators=(",", ":")).replace("<", "\\u003c")


def _fit(
    attentions: Any, tokens: Sequence[str], sentence_b_start: int | None, layer: int | None
) -> tuple[Tensor, list[str], int | None]:
    weights = torch.as_tensor(attentions)
    if weights.ndim != 4 or not weights.numel() or weights.shape[2:] != (len(tokens), len(tokens)):
        raise ValueError(
            f"attentions must be (layers, heads, {len(tokens)}, {len(tokens)}), not {tuple(weights.shape)}"
        )
    if layer is not None and not 0 <= layer < len(weights):
        raise ValueError(f"layer {layer} is not between 0 and {len(weights) - 1}")
    size = min(len(tokens), max(1, math.isqrt(MAX_LINES // weights.shape[1])))
    # Four digits say more than an opacity can show, and are a third of the bytes.
    weights = weights[:, :, :size, :size].detach().cpu().double().round(decimals=4)
    second = sentence_b_start if sentence_b_start and sentence_b_start < size else None
    return weights, list(tokens[:size]), second


def _layers(weights: Tensor) -> list[Tensor]:
    return [layer[None] for layer in weights]  # (1, H, T, T) each, as the library returns them


def _document(body: str, title: str, dark: bool) -> str:
    body = body.replace('<select id="layer">', '<select id="layer" aria-label="Layer">')
    body = body.replace('<select id="filter">', '<select id="filter" aria-label="Attention">')
    # Only scripts with this nonce run: no onerror=, no second script, whatever a token may hold.
    nonce = secrets.token_urlsafe(16)
    scripts = "".join(
        f'<script nonce="{nonce}">{code}</script>\n' for code in (*_libraries(), REQUIRE, DRAWINGS)
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{html.escape(title)}</title>\n<style>{DARK if dark else LIGHT}</style>\n{scripts}"
    )
    body = body.replace('<script type="text/javascript">', f'<script nonce="{nonce}">')
    return f'<!doctype html>\n<html lang="en">\n<head>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _embed_data(drawn: str) -> str:
    """What was drawn, without the script tag that fetches require.js; its data written so that no token can end the script, and once instead of twice.

    BertViz's template names its marker in a comment on the same line, so the data stands there as well.
    """
    body = drawn[drawn.index("<div") :]
    start = body.index("const params = ") + len("const params = ")
    params, end = json.JSONDecoder().raw_decode(body, start)
    return f"{body[:start]}{_json(params)};{body[body.index(chr(10), end) :]}"


@cache
def _libraries() -> tuple[str, str]:
    """d3 and jquery as they were published; jquery without its network half."""
    d3, jquery = (
        (ASSETS / "vendor" / name).read_text("utf-8") for name in ("d3.min.js", "jquery.slim.min.js")
    )
    return d3, jquery
