"""All cards again from what was measured, and one table of everything: scores, sizes, speed, published figures beside.

Speed and loading are measured here, on random weights of the published models' shapes: time does not depend on
what the numbers are.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from bertdemo.training import cards
from bertdemo.training.about import ABOUT
from bertdemo.training.adapt import stored as stored_adapter
from bertdemo.training.stored import FIGURES, read_figures
from bertdemo.training.tasks import TASKS
from bertdemo.training.translate import stored as stored_translator

TRANSLATOR = "classroom-translate-en-zh"
SHAPES = {  # layers, hidden size, intermediate size, segments
    "BERT-base": (12, 768, 3072),
    "DistilBERT": (6, 768, 3072),
    "MiniLM-L6-H384": (6, 384, 1536),
}
SOURCES = """[^d]: Devlin et al. 2019, arXiv 1810.04805: tables 1, 2 and 6, footnote 5.
[^s]: Sun et al. 2019, arXiv 1905.05583: table 6, plain fine-tuning.
[^h]: Sanh et al. 2019, arXiv 1910.01108: tables 1 to 3, without a second distillation.
[^w]: Wang et al. 2020, arXiv 2002.10957: table 3, 6 layers of 384, distilled from BERT-base with a teacher assistant (SQuAD is version 2.0 there).
[^x]: Artetxe et al. 2020; figure in the README of google-deepmind/xquad: multilingual BERT-base, trained on SQuAD 1.1.
[^o]: model card of Helsinki-NLP/opus-mt-en-zh: a Transformer without BERT, all Chinese scripts, another test set of Tatoeba.
"""


def write(models: Path) -> None:
    """Every card from its figures, and README.md of `models`. Raises FileNotFoundError for a model that is missing."""
    adapters = {base: [name for name, task in TASKS.items() if task.base == base] for base in ABOUT}
    for name in (*(name for base in ABOUT for name in (base, *adapters[base])), TRANSLATOR):
        folder = models / name
        if not (folder / FIGURES).is_file():
            raise FileNotFoundError(
                f"{folder} is missing: train it first (python -m bertdemo.training --help)"
            )
        (folder / "README.md").write_text(cards.card(folder), "utf-8")
    (models / "README.md").write_text(table(models), "utf-8")


def seconds(run: Callable[[], Any], times: int = 15) -> float:
    """Median time of one call, after two that do not count."""
    for _ in range(2):
        run()
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


@torch.inference_mode()
def forward_seconds(layers: int, hidden: int, intermediate: int, tokens: int = 64) -> tuple[float, float]:
    """(parameters in millions, seconds) of an encoder of a shape, for one text of 64 tokens, in float32."""
    from transformers import BertConfig, BertModel

    config = BertConfig(
        num_hidden_layers=layers, hidden_size=hidden, intermediate_size=intermediate, num_attention_heads=12
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    ids = torch.randint(1000, 30000, (1, tokens))
    return model.num_parameters() / 1e6, seconds(lambda: model(ids))


def load_seconds(models: Path) -> float:
    """Time to read every stored model from disk, as transformers and peft do it, once they are imported."""
    from transformers import BertForPreTraining

    folders = [path.parent for path in models.glob(f"*/{FIGURES}")]
    began = time.perf_counter()
    for folder in folders:
        if folder.name in TASKS:
            stored_adapter(TASKS[folder.name], models / TASKS[folder.name].base, folder)
        elif folder.name == TRANSLATOR:
            stored_translator(models / "classroom", folder)
        else:
            BertForPreTraining.from_pretrained(folder, dtype=torch.float32)
    return time.perf_counter() - began


def megabytes(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def table(models: Path) -> str:
    """README.md of the folder of models."""
    scores = {p.parent.name: read_figures(p.parent)["scores"] for p in sorted(models.glob(f"*/{FIGURES}"))}
    encoder, entities = scores["classroom"], scores["classroom-entities"]
    answers, translation = scores["classroom-answers"], scores[TRANSLATOR]
    sentiment, topic = scores["classroom-sentiment"], scores["classroom-topic"]
    shapes = {name: forward_seconds(*shape) for name, shape in SHAPES.items()}
    base = shapes["BERT-base"][1]
    # The classroom BERT has the shape of MiniLM-L6-H384, so one measurement serves both.
    quicker = {name: f"{base / spent:.1f} ×" for name, (_, spent) in shapes.items()}
    size = {name: f"{parameters:.0f} M" for name, (parameters, _) in shapes.items()}
    sizes = "\n".join(f"| `{name}` | {megabytes(models / name):.1f} MB |" for name in scores)
    calibration = "\n".join(
        f"| {name.removeprefix('classroom-')} | {s['accuracy']:.3f} ± {s['standard_error']:.3f} | {s['temperature']} | {s['calibration_error_raw']:.3f} | {s['calibration_error']:.3f} |"
        for name, s in scores.items()
        if "temperature" in s
    )
    return f"""# The bundled models

Written by `python -m bertdemo.training report`; each folder has its own card with data, licence, training and scores.

| | size on disk |
|---|---|
{sizes}
| together | {megabytes(models):.1f} MB |

Reading all of them from disk took {load_seconds(models):.2f} s on {torch.get_num_threads()} CPU cores.

## Beside models that one knows
Ours on data that was held back here; theirs as published, on the sets' own test or development parts: **not the same
rows**, so read the columns as orders of size. "–": no published figure was found.

| | classroom | BERT-base | DistilBERT | MiniLM-L6-H384 |
|---|---|---|---|---|
| parameters of the encoder | {size["MiniLM-L6-H384"]} | {size["BERT-base"]} | {size["DistilBERT"]} | {size["MiniLM-L6-H384"]} |
| speed, one text of 64 tokens, measured here | {quicker["MiniLM-L6-H384"]} | 1 × ({1000 * base:.0f} ms) | {quicker["DistilBERT"]} | {quicker["MiniLM-L6-H384"]} |
| masked word, Wikipedia, top-1 / top-5 | {encoder["wikipedia_top1"]:.3f} / {encoder["wikipedia_top5"]:.3f} | – (perplexity 3.99[^d]) | – | – |
| masked word, novels, top-1 / top-5 | {encoder["books_top1"]:.3f} / {encoder["books_top5"]:.3f} | – | – | – |
| next sentence, Wikipedia / novels | {encoder["wikipedia_pairs"]:.3f} / {encoder["books_pairs"]:.3f} | 0.97–0.98[^d] on its own pairs | has no such head | – |
| sixty common facts, first guess / among five | {encoder["facts_top1"]:.3f} / {encoder["facts_top5"]:.3f} | – | – | – |
| sentiment, SST-2, accuracy | {sentiment["SST-2_accuracy"]:.3f} on sentences of its training part | 0.935[^d], 0.927[^h] | 0.913[^h] | 0.912[^w] |
| topic, AG News, accuracy | {topic["accuracy"]:.3f} | 0.948[^s] | – | – |
| negation and contrast, whole sentences, accuracy | {sentiment["contrast_accuracy"]:.3f} on turns of phrase not trained on | – | – | – |
| entities, WikiANN English, span F1 | {entities["WikiANN_f1"]:.3f} | – | – | – |
| answers, F1 | {answers["qamr_f1"]:.3f} on QAMR among other sentences | 0.885 on SQuAD 1.1[^d]; 0.835 on XQuAD[^x] | 0.858 on SQuAD 1.1[^h] | 0.727 on SQuAD 2.0[^w] |
| English to Chinese, Tatoeba, BLEU | {translation["bleu_beams_4"]:.1f} | – (31.4 for a Transformer[^o]) | – | – |

{SOURCES}{chinese_table(scores) if "classroom-zh" in scores else ""}
## How far to believe a percentage
Expected calibration error (Guo et al. 2017, 15 bins) before and after the temperature, which was fitted on one half of the
held-back rows and measured on the other.

| | accuracy | temperature | error before | error after |
|---|---|---|---|---|
{calibration}
"""


def chinese_table(scores: dict[str, dict[str, float]]) -> str:
    """What the Chinese models score, beside what was published of bert-base-chinese."""
    encoder, sentiment = scores["classroom-zh"], scores["classroom-zh-sentiment"]
    topic, answers = scores["classroom-zh-topic"], scores["classroom-zh-answers"]

    def of(row: dict[str, float], *names: str) -> str:
        return " / ".join(f"{row[name]:.3f}" for name in names)

    wikipedia, stories = "wikipedia_passages", "stories"
    reviews = of(sentiment, "hotels_accuracy", "takeaway_accuracy", "shopping_accuracy")
    return f"""
### Chinese
In the same way; published are the best of ten runs of bert-base-chinese on whole sets, with all of their training rows.

| | classroom-zh | bert-base-chinese |
|---|---|---|
| masked character, Wikipedia, top-1 / top-5 | {of(encoder, f"{wikipedia}_top1", f"{wikipedia}_top5")} | – |
| the same, all characters of a word hidden | {of(encoder, f"{wikipedia}_whole_top1", f"{wikipedia}_whole_top5")} | – |
| masked character, stories, top-1 / top-5 | {of(encoder, f"{stories}_top1", f"{stories}_top5")} | – |
| next sentence, Wikipedia / stories | {of(encoder, f"{wikipedia}_pairs", f"{stories}_pairs")} | – |
| forty common facts, first guess / among five | {of(encoder, "facts_top1", "facts_top5")} | – |
| sentiment of reviews: hotels / delivered food / goods, accuracy | {reviews} | – |
| topic, THUCNews headlines, accuracy | {of(topic, "headlines_accuracy")} | – (0.977 on whole news[^c]) |
| field, CSL titles, accuracy | {of(topic, "titles_accuracy")} | – |
| names, Universal NER GSDSimp, span F1 | {of(scores["classroom-zh-entities"], "UNER_f1")} | – |
| answers, F1: CMRC 2018 / DRCD | {of(answers, "cmrc_f1", "drcd_f1")} | 0.845 / 0.899[^c] |

[^c]: Cui et al. 2019, arXiv 1906.08101: development parts; table in the README of ymcui/Chinese-BERT-wwm.
"""
