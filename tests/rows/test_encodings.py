"""Bytes to text: never silently something else than what was written."""

from __future__ import annotations

import pytest

from bertdemo.rows.encodings import decode
from bertdemo.rows.labelled import read_file
from bertdemo.rows.labelled_rows import Limits
from tests.refusals import refusal

# encoding, what is told, lines with a gap for their number
WRITTEN = [
    ("big5", "Big5", ["這部電影很好看第{}次,好", "服務態度很差{},壞"]),
    ("shift_jis", "Shift_JIS", ["この映画はとても面白かった{},良い", "つまらない話です{},悪い"]),
    ("euc_jp", "EUC-JP", ["この映画はとても面白かった{},良い", "つまらない話です{},悪い"]),
    ("euc_kr", "EUC-KR", ["이 영화는 정말 재미있었다 {},좋음", "배송이 너무 느려요 {},나쁨"]),
    ("gb18030", "GB18030", ["这部电影很好看第{}次,好", "物流太慢了{},差评"]),
    ("gb18030", "GB18030", ["good film {},好", "bad film {},坏"]),
    ("cp1251", "Windows-1251", ["Хороший фильм номер {},хорошо", "Это ужасно скучно {},плохо"]),
    ("koi8_r", "KOI8-R", ["Хороший фильм номер {},хорошо", "Это ужасно скучно {},плохо"]),
    ("cp866", "CP866", ["Хороший фильм номер {},хорошо", "Это ужасно скучно {},плохо"]),
    ("iso8859_5", "ISO-8859-5", ["Хороший фильм номер {},хорошо", "Это ужасно скучно {},плохо"]),
    ("cp1253", "Windows-1253", ["Πολύ καλή ταινία {},καλό", "Δεν μου άρεσε καθόλου {},κακό"]),
    ("cp1254", "Windows-1254", ["Çok güzel bir film değil mi {},iyi şey", "Hiç beğenmedim {},kötü"]),
    ("cp1255", "Windows-1255", ["סרט טוב מאוד {},טוב", "לא אהבתי את הסרט {},רע"]),
    ("cp1256", "Windows-1256", ["فيلم جيد جدا {},جيد", "لم يعجبني هذا الفيلم {},سيئ"]),
    ("cp874", "Windows-874", ["ภาพยนตร์เรื่องนี้ดีมาก {},ดี", "ไม่ชอบเลย {},แย่"]),
    ("cp1250", "Windows-1250", ["Bardzo dobry film, który się podobał {},świetny", "Nie było źle {},zły"]),
    ("cp1250", "Windows-1250", ["Příliš žluťoučký kůň {},dobrý", "Špatný zážitek {},špatný"]),
    ("iso8859_2", "ISO-8859-2", ["Bardzo dobry film, który się podobał {},świetny", "Nie było źle {},zły"]),
    ("cp1252", "Windows-1252", ["Très déçu, à éviter {},non", "Un café – “génial” {},oui"]),
    ("cp1252", "Windows-1252", ["Ärger über Öl {},nein", "Smørrebrød på gården {},ja"]),
    ("mac_roman", "Mac Roman", ["Très déçu, à éviter {},non", "Un café génial {},oui"]),
    ("utf-16-le", "UTF-16-LE", ["A fine film {},good", "A dull one {},bad"]),
    ("utf-16-be", "UTF-16-BE", ["A fine film {},good", "A dull one {},bad"]),
]


@pytest.mark.parametrize(("encoding", "name", "lines"), WRITTEN)
def test_what_was_written_in_an_old_encoding_is_read_and_told(
    encoding: str, name: str, lines: list[str]
) -> None:
    for count in (10, 200):
        text = "\n".join(lines[i % 2].format(i) for i in range(count))
        assert decode(text.encode(encoding)) == (text, [("labelled.encoding", {"encoding": name})])
    found = read_file(text.encode(encoding), "x.csv", Limits())
    assert len(found.rows) == count and len(found.labels) == 2


@pytest.mark.parametrize(
    "data",
    [
        "Labas rytas, šitas filmas labai gražus, ačiū\n".encode("cp1257") * 20,
        "hello\tþðýæ þðý ðþ\n".encode("cp1252") * 20,
        bytes(range(0x80, 0x100)) * 20,
        b"caf\xa4\xb3\xbe\xb9\xbf\xa6\xac\n" * 20,
    ],
)
def test_bytes_that_make_no_words_are_refused_in_words(data: bytes) -> None:
    with refusal("Save it as UTF-8"):
        decode(data)


def test_one_letter_in_a_long_file_is_enough_to_tell_and_to_read() -> None:
    data = b"plain ascii, good\n" * 50_000 + "un café, oui\n".encode("cp1252")
    text, told = decode(data)
    assert text.endswith("un café, oui\n") and told == [("labelled.encoding", {"encoding": "Windows-1252"})]
