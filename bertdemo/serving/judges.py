"""Which model answers: the one that is picked, or the bundled one of a task in the language that is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bertdemo.bert.beams import Step
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import Classification, classify_run
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.languages import foreign, language_of, reads_chinese
from bertdemo.bert.model import Model
from bertdemo.bert.parts import encoder_and_decoder
from bertdemo.bert.translation import Translated, Translation, Translator
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, shipped
from bertdemo.serving.served import ServedModel

TRANSLATOR = "classroom-translate-en-zh"


def adapted(key: str, task: str) -> str:
    """Key of the bundled model that does a task on top of the bundled encoder `key`; any other key as it is."""
    return adapter if (adapter := f"{key or 'classroom'}-{task}") in shipped() else key


def classifier(models: ModelBank, task: str, key: str = "") -> Model:
    """The model of a task: for the key of a bundled encoder the one that was trained on it, or the one of that key.

    Raises UserError when the task is unknown or the model is no classifier.
    """
    if task not in CLASSIFIERS and (not key or key in BUNDLED_FOR.values()):
        raise UserError("error.no_such_task", task=task[:40], tasks=", ".join(CLASSIFIERS))
    model = models(adapted(key, task) if task in CLASSIFIERS else key)
    if not model.labels:
        raise UserError("error.no_classifier", model=model.checkpoint.key)
    return model


def bundled_for(models: ModelBank, task: str, reader: Checkpoint, text: str = "") -> Model:
    """The bundled model of a task in the language that a model reads, or of a text that is foreign to it."""
    chinese = language_of(text) == "zh" if foreign(reader, text) else reads_chinese(reader)
    key = f"classroom-zh-{task}" if chinese else ""
    return models(key if key in shipped() else f"classroom-{task}")


def judge_of(models: ModelBank, task: str, picked: str) -> Model:
    """The model that is picked if it gives labels itself, such as one that a visitor trained; else that of the task."""
    model = models(picked)
    if model.labels:
        return model
    if task not in CLASSIFIERS:
        raise UserError("error.no_such_task", task=task[:40], tasks=", ".join(CLASSIFIERS))
    return bundled_for(models, task, model.checkpoint)


def classify(models: ModelBank, model: Model, text: str, text_pair: str = "") -> Classification:
    """Scores of a text. Raises UserError when there is no word in it."""
    return classify_run(model, models(model.checkpoint.base or model.checkpoint.key).run(text, text_pair))


def translator(models: ModelBank, key: str = "") -> Translator:
    """The bundled translator, or that of a checkpoint with encoder and decoder.

    Raises UserError when the model translates nothing.
    """
    writer = models(key or TRANSLATOR)
    if writer.checkpoint.task != "translation":
        raise UserError("error.no_translator", model=writer.checkpoint.key)
    module = writer.module
    encoder: Model
    if writer.checkpoint.base:
        encoder, decoder = models(writer.checkpoint.base), module
    else:
        reads, decoder = encoder_and_decoder(module)
        checkpoint = replace(writer.checkpoint, task="encoder")
        encoder = ServedModel(checkpoint, writer.tokenizer, reads, models.settings, models.cache)
    tokenizer = writer.tokenizer
    config = module.config
    start = getattr(config, "decoder_start_token_id", None)
    end = getattr(config, "eos_token_id", None)
    start = tokenizer.cls_token_id if start is None else start
    return Translator(
        encoder=encoder,
        decoder=decoder,
        tokenizer=tokenizer,
        start=start,
        end=tokenizer.sep_token_id if end is None else end,
        suppressed=(tokenizer.unk_token_id, tokenizer.mask_token_id),
        most_beams=models.settings.max_beams,
        most_sentences=models.settings.max_sentences,
    )


def translated(
    models: ModelBank, key: str, text: str, beams: int
) -> Iterator[Step | Translated | Translation]:
    """Every step of the model of a key as it translates, see `Translator.steps`."""
    return translator(models, key).steps(text, beams)


def for_task(models: ModelBank, picked: str, task: str, text: str) -> Model:
    """The model picked on the page if it was fine-tuned for the task, else the bundled one, see `bundled_for`."""
    model = models(picked)
    return model if model.checkpoint.task == task else bundled_for(models, task, model.checkpoint, text)
