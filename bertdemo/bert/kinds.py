"""The one table of what a BERT can be for: by its name here, how the library calls it, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What a head is for."""

    name: str  # as Checkpoint.task has it, where no bundled model says more
    ending: str  # what the name of the library's class holds; "" is in every name
    opener: str  # the library's class that opens it with this head
    needs: tuple[str, ...] = ()  # of the names of its weights: without them it would answer at random
    whole_text: bool = False  # whether it gives the whole text its label

    @property
    def of_bert(self) -> str:
        """The library's class of a BERT with this head."""
        return f"BertFor{self.ending}"


# The first whose ending is in the name of a class is what the class is for; BERT's own names come in others' names.
KINDS = (
    Kind(
        "discriminator", "ElectraForPreTraining", "AutoModel"
    ),  # spots words that were replaced, and guesses none
    Kind("pretraining", "PreTraining", "AutoModelForPreTraining"),  # hidden words and next sentence
    Kind("masked_words", "MaskedLM", "AutoModelForMaskedLM"),
    Kind("next_sentence", "NextSentencePrediction", "AutoModelForNextSentencePrediction"),
    Kind(
        "classification",
        "SequenceClassification",
        "AutoModelForSequenceClassification",
        needs=("classifier", "pooler"),
        whole_text=True,
    ),
    Kind("entities", "TokenClassification", "AutoModelForTokenClassification", needs=("classifier",)),
    Kind("answers", "QuestionAnswering", "AutoModelForQuestionAnswering", needs=("qa_outputs",)),
    Kind("encoder", "", "AutoModel"),
    # Told by its model_type, not by the name of its class.
    Kind("translation", "EncoderDecoderModel", "EncoderDecoderModel", needs=("decoder.", "enc_to_dec_proj")),
)
BY_NAME = {kind.name: kind for kind in KINDS}
# What the bundled models were fine-tuned for, and the kind of each.
TASKS = {
    "sentiment": BY_NAME["classification"],
    "topic": BY_NAME["classification"],
    "entities": BY_NAME["entities"],
    "answers": BY_NAME["answers"],
    "translation": BY_NAME["translation"],
}
CLASSIFIERS = tuple(task for task, kind in TASKS.items() if kind.whole_text)


def kind_of(task: str) -> Kind:
    """The kind of a task, or of a checkpoint that says no more than its kind. Raises KeyError for another word."""
    return TASKS[task] if task in TASKS else BY_NAME[task]
