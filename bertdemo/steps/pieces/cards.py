"""Cards of step "pieces": How a text becomes word pieces."""

from __future__ import annotations

import re

from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome

DOG = "Hello, my dog is cute"  # of the article, section 5.1
CHINESE = "[一-鿿]"
CHINESE_READER = "classroom-zh"


def _ids(evidence: Evidence) -> Outcome:
    """How many ids the article's line becomes."""
    ids = evidence.run.encoding.ids
    count = str(len(ids))
    return Outcome(count, {"count": count, "ids": evidence.listed(map(str, ids))}, "card.ids.said.count")


def odd_one(pieces: dict[str, list[str]], unknown: str) -> tuple[str, str]:
    """The one word that is not whole, and how it is told: "pieces", "unknown", or TIE where there is not just one."""
    odd = [word for word, parts in pieces.items() if len(parts) > 1 or unknown in parts]
    if len(odd) != 1:
        return TIE, TIE
    return odd[0], "unknown" if unknown in pieces[odd[0]] else "pieces"


def _vocabulary(evidence: Evidence) -> Outcome:
    tokenizer, choices = evidence.model.tokenizer, evidence.card.choices
    pieces = {word: tokenizer.tokenize(word) for word in choices}
    word, branch = odd_one(pieces, str(tokenizer.unk_token))
    values = {
        "word": word,
        "pieces": " ".join(pieces.get(word, [])),
        "all": evidence.listed(" ".join(parts) for parts in pieces.values()),
        "size": f"{evidence.model.checkpoint.vocab:,}",
    }
    return Outcome(word, values, f"card.vocabulary.said.{branch}")


def _long_word(evidence: Evidence) -> Outcome:
    """How many pieces the longest word of letters is."""
    word = max(re.findall("[A-Za-z]+", evidence.card.text), key=len)
    pieces = evidence.model.tokenizer.tokenize(word)
    values = {"word": word, "count": str(len(pieces)), "pieces": " ".join(pieces)}
    return Outcome(values["count"], values, f"card.long_word.said.{'pieces' if len(pieces) > 1 else 'whole'}")


def _capitals(evidence: Evidence) -> Outcome:
    """Whether the word with and without a capital is one token."""
    token = str(evidence.card.token)
    ids = [evidence.run.encoding.ids[place] for place in evidence.places(token)]
    return Outcome("same" if len(ids) == 2 else "different", {"token": token, "id": str(ids[0])})


def _unread(evidence: Evidence) -> Outcome:
    """How many of the Chinese characters the English model's vocabulary holds, and the Chinese one's."""
    characters = re.findall(CHINESE, evidence.card.text)
    here, chinese = (
        [character for character in characters if character in model.run(evidence.card.text).encoding.tokens]
        for model in (evidence.model, evidence.models(CHINESE_READER))
    )
    values = {
        "known": str(len(here)),
        "of": str(len(characters)),
        "which": " ".join(here) or "–",
        "chinese": str(len(chinese)),
    }
    return Outcome(values["known"], values, "card.unread.said.count")


def _first(model: str = "") -> Card:
    choices = ("5", "6", "8", "21")
    return Card("ids", "pieces", "wordpiece", DOG, choices=choices, model=model, outcome=_ids, section="5.1")


def _whole(text: str, *choices: str) -> Card:
    return Card(
        "vocabulary", "pieces", "wordpiece", text, choices=choices, outcome=_vocabulary, section="5.1"
    )


def _long(text: str, token: str, *choices: str) -> Card:
    return Card("long_word", "pieces", "wordpiece", text, token=token, choices=choices, outcome=_long_word)


def _cased(text: str, token: str) -> Card:
    choices = ("same", "different")
    return Card("capitals", "pieces", "wordpiece", text, token=token, choices=choices, outcome=_capitals)


def _foreign(text: str, *choices: str, model: str = "") -> Card:
    return Card(
        name="unread",
        step="pieces",
        on="tokenizers",
        text=text,
        token="[UNK]",
        choices=choices,
        model=model,
        outcome=_unread,
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        _first(),
        _whole(
            "A penguin and a giraffe met before the battalion of the diocese.",
            *("penguin", "giraffe", "battalion", "diocese"),
        ),
        _long(
            "Antidisestablishmentarianism and electroencephalography puzzle tokenizers.",
            *("anti", "1", "3", "8", "28"),
        ),
        _cased("Polish people polish their tables.", "polish"),
        _foreign("今天天气很好 means that the weather is nice today.", "0", "2", "4", "6"),
    ),
    "zh": (
        _first("classroom"),
        _whole("鑫、淼、焱、犇，都由三个相同的字叠成。", "鑫", "淼", "焱", "犇"),
        _long("BERT和Transformer让自然语言处理进步很快。", "t", "1", "2", "5", "11"),
        _cased("苹果Apple和apple是一回事吗？", "apple"),
        _foreign("我喜欢学习自然语言处理。", "0", "2", "6", "11", model="classroom"),
    ),
}
