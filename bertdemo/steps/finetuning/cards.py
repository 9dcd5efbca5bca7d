"""Cards of step "finetuning": What a task adds to it. Five of them show the article's code and a slip in it."""

from __future__ import annotations

from bertdemo.settings import Language
from bertdemo.steps.card import Card
from bertdemo.steps.finetuning.card_outcomes import before, gradients, modes, output, padding, stop

# The article's code, shortened: "…" stands for what does not matter here.
TRAINING = (
    "from transformers import …AdamW",
    "model = Bert….from_pretrained…",
    "loss_fn = torch.nn.CrossEn…",
    "optimizer = AdamW(…, lr=1e-5)",
    "for epoch in range(10):",
    "  for batch in dataloader:",
    "    inputs, labels = batch",
    "    outputs = model(inputs)",
    "    loss = loss_fn(outputs, …)",
    "    loss.backward()",
    "    optimizer.step()",
)
LOOP = TRAINING[4:]
PREDICTION = (
    "inputs = tokenizer.encode(…)",
    "inputs = torch.tensor(inputs)…",
    "outputs = model(inputs)",
    "print(outputs)",
)


def _cards(films: str, review: str, sentence: str) -> tuple[Card, ...]:
    """The cards of a language: the lab's film reviews, one of them, and a sentence that is no review."""
    step, on = "finetuning", "lab"
    return (
        Card(
            "before",
            step,
            on,
            review,
            choices=("few", "half", "most"),
            section="3.2",
            heavy=True,
            outcome=before,
            part=films,
        ),
        Card(
            "stops",
            step,
            on,
            review,
            choices=("1", "3", "6", "9"),
            lines=TRAINING,
            section="5.2",
            outcome=stop,
            part=films,
        ),
        Card(
            "output",
            step,
            on,
            review,
            choices=("3", "4", "5", "6"),
            lines=LOOP,
            section="5.2",
            outcome=output,
            part=films,
        ),
        Card(
            "gradients",
            step,
            on,
            review,
            choices=("4", "5", "6", "none"),
            lines=LOOP,
            section="5.2",
            outcome=gradients,
            part=films,
        ),
        Card(
            "padding",
            step,
            on,
            review,
            choices=("3", "4", "5", "none"),
            lines=LOOP,
            section="5.2",
            outcome=padding,
            part=films,
        ),
        Card(
            "modes",
            step,
            on,
            sentence,
            choices=("1", "2", "3", "none"),
            lines=PREDICTION,
            section="5.3",
            outcome=modes,
            part=films,
        ),
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": _cards("films.en", "I left the cinema bored rather than shaken.", "Hello, my dog is cute"),
    "zh": _cards("films.zh", "轻松明快，好看。", "你好，我的狗很可爱。"),
}
