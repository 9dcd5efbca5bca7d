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
ORIGINS = {  # what each is, and where it comes from under which licence
    "classroom": (
        "BERT, six layers, 384 wide, 12 heads, masked-word and next-sentence heads",
        "starts from [all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2) (Apache-2.0; Wang et al. 2020); heads and encoder trained here on Wikipedia passages (CC BY-SA), novels and speeches (public domain), OpenStax textbooks (CC BY 4.0) and short sentences; Apache-2.0",
    ),
    "classroom-sentiment": (
        "LoRA adapter",
        "SST-2 (Socher et al. 2013), released for research; whole sentences with negation and contrast from templates of our own",
    ),
    "classroom-topic": (
        "LoRA adapter",
        "AG's news corpus (Zhang et al. 2015), for research and other non-commercial use",
    ),
    "classroom-entities": (
        "LoRA adapter",
        "WikiANN (Rahimi et al. 2019; CC BY-SA), WNUT 2017 and WikiGold (CC BY 4.0), Universal NER (CC BY-SA 4.0)",
    ),
    "classroom-answers": (
        "LoRA adapter",
        "QAMR, NarrativeQA, QuAC and ten articles of SQuAD 2.0's training part (both CC BY-SA 4.0), COVID-QA (CC BY 4.0), SubjQA, the World Factbook (public domain), Periodic-Table-JSON (CC BY-SA 3.0)",
    ),
    "classroom-translate-en-zh": (
        "decoder with cross-attention",
        "Tatoeba (CC BY 2.0 FR), with the people, places and numbers of a pair changed",
    ),
    "classroom-zh": (
        "BERT for Chinese, twelve layers, 384 wide, 12 heads, masked-word and next-sentence heads",
        "starts from multilingual-e5-small (MIT; Wang et al. 2024) under the vocabulary of bert-base-chinese (Apache-2.0); heads and encoder trained here on the texts that [bertdemo/training/README.md](../../bertdemo/training/README.md) lists, each under its own licence, some for research only",
    ),
    "classroom-zh-sentiment": (
        "LoRA adapter",
        "reviews: ChnSentiCorp (Tan), waimai_10k and online_shopping_10_cats (ChineseNlpCorpus), for research; no licence text",
    ),
    "classroom-zh-topic": (
        "LoRA adapter",
        "THUCNews (Sun et al. 2016), research only; CSL (Li et al. 2022), Apache-2.0 as published",
    ),
    "classroom-zh-entities": (
        "LoRA adapter",
        "Universal NER, Chinese GSD (Mayhew et al. 2024; CC BY-SA 4.0); newspaper sentences of the MSRA corpus (Levow 2006) and People's Daily, for research",
    ),
    "classroom-zh-answers": (
        "LoRA adapter",
        "CMRC 2018 (Cui et al. 2019; CC BY-SA 4.0), DRCD (Shao et al. 2018; CC BY-SA 3.0)",
    ),
}
FLOORS = (  # what, folder, score, what it must reach at least, what it should reach
    ("masked word, Wikipedia, first guess", "classroom", "wikipedia_top1", 0.43, 0.52),
    ("the same, among five", "classroom", "wikipedia_top5", 0.62, 0.70),
    ("next sentence, Wikipedia", "classroom", "wikipedia_pairs", 0.94, 0.96),
    ("sixty common facts, first guess", "classroom", "facts_top1", 0.35, 0.55),
    ("the same, among five", "classroom", "facts_top5", 0.75, 0.85),
    ("sentiment, SST-2, accuracy", "classroom-sentiment", "SST-2_accuracy", 0.885, 0.915),
    ("topic, AG News, accuracy", "classroom-topic", "accuracy", 0.90, 0.92),
    ("names, WikiANN, F1", "classroom-entities", "WikiANN_f1", 0.78, 0.82),
    ("English to Chinese, Tatoeba, BLEU", TRANSLATOR, "bleu_beams_4", 31, 35),
    (
        "Chinese: masked character, Wikipedia, first guess",
        "classroom-zh",
        "wikipedia_passages_top1",
        0.38,
        0.62,
    ),
    ("the same, among five", "classroom-zh", "wikipedia_passages_top5", 0.56, 0.80),
    ("next sentence, Wikipedia", "classroom-zh", "wikipedia_passages_pairs", 0.82, 0.93),
    ("reviews of hotels, accuracy", "classroom-zh-sentiment", "hotels_accuracy", 0.86, 0.93),
    ("of delivered food", "classroom-zh-sentiment", "takeaway_accuracy", 0.84, 0.89),
    ("of goods", "classroom-zh-sentiment", "shopping_accuracy", 0.88, 0.93),
    ("ten topics of headlines, accuracy", "classroom-zh-topic", "headlines_accuracy", 0.84, 0.92),
    ("names, Universal NER, F1", "classroom-zh-entities", "UNER_f1", 0.60, 0.78),
    ("answers, DRCD, F1", "classroom-zh-answers", "drcd_f1", 0.45, 0.75),
)
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
    sizes = "\n".join(
        f"| `{name}` | {megabytes(models / name):.1f} MB | {' | '.join(ORIGINS[name])} |" for name in scores
    )
    calibration = "\n".join(
        f"| {name.removeprefix('classroom-')} | {s['accuracy']:.3f} ± {s['standard_error']:.3f} | {s['temperature']} | {s['calibration_error_raw']:.3f} | {s['calibration_error']:.3f} |"
        for name, s in scores.items()
        if "temperature" in s
    )
    return f"""# The bundled models

Written by `python -m bertdemo.training report`; each folder has its own card with data, licence, training and
scores, and [bertdemo/training/README.md](../../bertdemo/training/README.md) says how to make them again.

| folder | size on disk | what | origin and licence |
|---|---|---|---|
{sizes}
| together | {megabytes(models):.1f} MB | | |

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
{floors_table(scores)}
## How far to believe a percentage
Expected calibration error (Guo et al. 2017, 15 bins) before and after the temperature, which was fitted on one half of the
held-back rows and measured on the other.

| | accuracy | temperature | error before | error after |
|---|---|---|---|---|
{calibration}
"""


def floors_table(scores: dict[str, dict[str, float]]) -> str:
    """Each floor and aim beside what was measured, and how much is missing."""
    lines = []
    for what, folder, score, floor, aim in FLOORS:
        value = scores[folder][score]
        short = f"**short of the floor by {floor - value:.3f}**"
        reached = "aim" if value >= aim else "floor" if value >= floor else short
        digits = ".1f" if value > 1 else ".3f"
        lines.append(f"| {what} | {value:{digits}} | {floor:{digits}} | {aim:{digits}} | {reached} |")
    rows = "\n".join(lines)
    return f"""## Floors and aims
Set before the second edition of the weights was trained, some for test parts that are not here (SST-2's development sentences,
AG News' test part, XQuAD, which is left out). What is measured is what was held back here.

| | measured | floor | aim | reached |
|---|---|---|---|---|
{rows}
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
