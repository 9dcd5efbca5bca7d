"""From the bytes of a visitor's file to text: what is no text is refused, and what was assumed is told."""

from __future__ import annotations

import re
from itertools import islice

from bertdemo.text import UserError

Told = list[tuple[str, dict[str, object]]]  # keys of words/labelled.py with their values

SIGNATURES = {
    b"\x89PNG": "PNG",
    b"PK\x03\x04": "XLSX / DOCX / ZIP",
    b"%PDF-": "PDF",
    b"MZ\x90": "EXE",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"\x7fELF": "ELF",
    b"SQLite format 3": "SQLite",
    b"\xd0\xcf\x11\xe0": "XLS / DOC",
}
# UTF-32 first: its mark begins as that of UTF-16 does
MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
ODD_BYTES = bytes(set(range(32)) - {9, 10, 13, 27})
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)  # and lone surrogates, which no file can hold
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
SPOILED = (
    0.05  # share of the characters beyond ASCII that may be broken in a file that is still taken as UTF-8
)


def decode(data: bytes) -> tuple[str, Told]:
    """The text of a file, and what was assumed of its encoding.

    A byte order mark decides; else UTF-8, else GB18030 if that looks Chinese, else Windows-1252. Bytes that the
    encoding does not know become U+FFFD and are counted. Raises UserError when the bytes are no text.
    """
    for start, kind in SIGNATURES.items():
        if data.startswith(start):
            raise UserError("error.rows_binary", kind=kind)
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _told(data.decode(encoding, "replace"), encoding)
    odd = len(data) - len(data.translate(None, ODD_BYTES))
    if data.count(0) > len(data) // 100 or odd > 0.05 * len(data):
        raise UserError("error.rows_no_text_file")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") <= SPOILED * beyond:
        return _told(text, "UTF-8")
    text = data.decode("gb18030", "replace")
    if _looks_chinese(text):
        return _told(text, "GB18030")
    return _told(data.decode("cp1252", "replace"), "Windows-1252")


def _told(text: str, encoding: str) -> tuple[str, Told]:
    told: Told = [] if encoding == "UTF-8" else [("labelled.encoding", {"encoding": encoding})]
    broken = text.count("\ufffd")
    if broken:
        told.append(("labelled.undecoded", {"count": broken, "encoding": encoding}))
    return text.removeprefix("\ufeff"), told


def _looks_chinese(text: str) -> bool:
    """Most characters beyond ASCII are among the 3,755 commonest or punctuation (GB 2312, rows 1 to 55).

    Western letters read as GB18030 fall elsewhere: é before a letter has a second byte below A1, é before é lies in
    the rare rows from D8 on.
    """
    beyond = [match[0] for match in islice(BEYOND_ASCII.finditer(text), 20_000)]
    codes = [character.encode("gb2312", "ignore") for character in beyond]
    return sum(len(code) == 2 and code[0] <= 0xD7 for code in codes) > 0.5 * len(beyond)
