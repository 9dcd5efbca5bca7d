"""Words of all cards, and of the outcomes that many share."""

from bertdemo.words.cards import (
    depth,
    doubt,
    finetuning,
    glance,
    head,
    heads,
    layer,
    pieces,
    pretraining,
    using,
    vectors,
)

WORDS: dict[str, tuple[str, str]] = {
    **glance.WORDS,
    **pieces.WORDS,
    **vectors.WORDS,
    **head.WORDS,
    **heads.WORDS,
    **layer.WORDS,
    **depth.WORDS,
    **pretraining.WORDS,
    **finetuning.WORDS,
    **using.WORDS,
    **doubt.WORDS,
    "outcome.looks.clear": (
        "“{token}” gets {percent}, “{other}” {own}.",
        "“{token}”得到 {percent}，“{other}”得到 {own}。",
    ),
    "outcome.looks.tie": (
        "It does not decide: “{token}” gets {percent}, “{other}” {own}.",
        "它没有拿定主意：“{token}”得到 {percent}，“{other}”得到 {own}。",
    ),
    "outcome.writes.first": (
        "BERT writes “{best}” too ({percent}).",
        "BERT 也填“{best}”（{percent}）。",
    ),
    "outcome.writes.among": (
        "BERT writes “{best}” ({percent}); your “{guess}” is its number {rank} ({own}).",
        "BERT 填“{best}”（{percent}）；你的“{guess}”在它那里排第 {rank}（{own}）。",
    ),
    "outcome.writes.far": (
        "BERT writes “{best}” ({percent}); your “{guess}” is not among its first thousand.",
        "BERT 填“{best}”（{percent}）；你的“{guess}”没有进入它的前一千名。",
    ),
    "outcome.writes.none": (
        "BERT writes “{best}” ({percent}).",
        "BERT 填“{best}”（{percent}）。",
    ),
}
