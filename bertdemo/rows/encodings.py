"""From the bytes of a visitor's file to text: what is no text is refused, and what was assumed is told."""

from __future__ import annotations

import re

from bertdemo.errors import UserError

Told = list[tuple[str, dict[str, object]]]  # keys of words/rows.py with their values

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
SPOILED = (
    0.05  # share of the characters beyond ASCII that may be broken in a file that is still taken as UTF-8
)


SAMPLE = 60_000  # bytes that are looked at to tell an encoding
LEAST = 0.9  # share of the letters beyond ASCII that must be common ones in a language of one byte a letter
# Characters that make up most of running text in a language; read in a wrong encoding they are a few in a hundred.
# fmt: off
HAN = frozenset(
    "的一是不了在人有我他这这中大来上个国们到说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么"
    "去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十第公此已工使情明性知全三又"
    "关点正外将两高间由问很最重并物手应头文体美相见被什二等或新己身果加西话合回特代信表化老给世位次度门常先通教儿原东声提比"
    "员解水名真论处走各几口认条平气题活更别打女变四神总何电数少报才结反受目太量再感做接必场件期市直金指便空五书非听白却光放强"
    "像难且思完式色路记品住告类求程北边死该交万望觉共师今让识候带影喜欢爱坏差棒错买卖价格快慢服务态质推荐满意失聊戏演剧味吃店吗呢吧啊"
    "這來個國們說時會對於著過發後裡種經麼學現當沒動還進樣開從實無與長機關點將兩間問並應頭體見話給門東聲員論處幾認條氣題別變"
    "标签内类别文标題內籤總電數報結場書聽卻強難記類邊該萬覺師讓識帶歡愛壞錯買賣價務態質薦滿戲劇嗎裏"
)
HANGUL = frozenset(
    "이다는을에의가하고를은도지로한기사리자인시어나그서해대일니스라들있전아게으주수보부장원제정상습요했까않없너무말좋재미영화진짜것할"
    "음안만거저구여오성연와면과적선신방물관식동우소세비러때내문실유중국내려던네데드"
)
COMMON = 0.25  # share of the characters that must be common ones in a language of two bytes a character
TOUCHING = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
FLOATING = re.compile("(^|[ ,;\\t\"])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # a sign of Thai without its letter
INNER_FINAL = re.compile("[ךםןףץ](?=[א-ת])")
MARKS_OF_TYPE = "’‘“”„–—…€«»°№"
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fc]")
CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f]")
AMONG_LETTERS = re.compile(r"(?<=[A-Za-z])[\u3041-\u9fff\uac00-\ud7a3]|[\u3041-\u9fff\uac00-\ud7a3](?=[A-Za-z])")
WIDE = ("gb18030", "big5", "cp932", "euc_jp", "cp949")
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "оеаинтсрвлкмдпу"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ", "αοιετνσςηρπκμλυίάόέή"
HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יוהלאמרתבשנ"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "اليمنتروبدهسعف"
THAI = "".join(map(chr, range(0x0E01, 0x0E4F))), "านรอกเงมยลวดทสตะปบค"
WESTERN = "éèàçêôîùûëïüöäßñáíóúâãõåøæœìòÉÈÀÇÊÖÄÜÑÁÍÓÚÂÅØ’‘“”„–—…€£«»°¿¡·©®§½²"
CENTRAL = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻěščřžýáíéúůťďňĚŠČŘŽÝÁÍÉÚŮŤĎŇőűöüŐŰÖÜăâîşţșț’‘“”„–—…€«»°§"
TURKISH = "çğıöşüâîûÇĞİÖŞÜ’‘“”–—…€«»°"
NARROW: dict[str, tuple[str, str]] = {
    "cp1252": (WESTERN, ""), "cp1250": (CENTRAL, ""), "cp1254": (TURKISH, ""), "iso8859_2": (CENTRAL, ""),
    "cp1251": CYRILLIC, "koi8_r": CYRILLIC, "cp866": CYRILLIC, "iso8859_5": CYRILLIC,
    "cp1253": GREEK, "cp1255": HEBREW, "cp1256": ARABIC, "cp874": THAI,
    "mac_roman": (WESTERN, ""), "cp850": (WESTERN, ""),
}
NAMES = {
    "gb18030": "GB18030", "big5": "Big5", "cp932": "Shift_JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR",
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1253": "Windows-1253",
    "cp1254": "Windows-1254", "cp1255": "Windows-1255", "cp1256": "Windows-1256", "cp874": "Windows-874",
    "koi8_r": "KOI8-R", "cp866": "CP866", "iso8859_5": "ISO-8859-5", "iso8859_2": "ISO-8859-2",
    "mac_roman": "Mac Roman", "cp850": "CP850",
}
# fmt: on


def decode(data: bytes) -> tuple[str, Told]:
    """The text of a file, and what was assumed of its encoding.

    A byte order mark decides; else UTF-8; else the one encoding in which the characters are those of a language. Bytes
    that the encoding does not know become U+FFFD and are counted. Raises UserError when the bytes are no text, and when
    several encodings or none make words of them.
    """
    for start, kind in SIGNATURES.items():
        if data.startswith(start):
            raise UserError("error.rows_binary", kind=kind)
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _told(data.decode(encoding, "replace"), encoding)
    if encoding := _without_mark(data):
        return _told(data.decode(encoding, "replace"), encoding.upper())
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
    codec = _guess(_beyond_ascii(data))
    return _told(data.decode(codec, "replace"), NAMES[codec])


def _told(text: str, encoding: str) -> tuple[str, Told]:
    notes: Told = [] if encoding == "UTF-8" else [("labelled.encoding", {"encoding": encoding})]
    broken = text.count("\ufffd")
    if broken:
        notes.append(("labelled.undecoded", {"count": broken, "encoding": encoding}))
    return text.removeprefix("\ufeff"), notes


def _without_mark(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" for bytes of which every second is zero, as in Latin letters of two bytes; else ""."""
    start = data[:SAMPLE]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = start[first::2].count(0), start[1 - first :: 2].count(0)
        if len(data) % 2 == 0 and len(start) > 4 and zeros > 0.6 * (len(start) // 2) and not others:
            return encoding
    return ""


def _beyond_ascii(data: bytes) -> bytes:
    """The first lines with a byte beyond ASCII, as many as are looked at."""
    lines: list[bytes] = []
    size = 0
    for line in re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data[: 20 * SAMPLE]) or [data]:
        lines.append(line[:SAMPLE])
        size += len(line)
        if size > SAMPLE:
            break
    return b"\n".join(lines)


def _guess(sample: bytes) -> str:
    """The codec in which a sample reads as a language. Raises UserError when none does, or different ones do."""
    shares = {codec: _wide_share(sample.decode(codec, "replace"), codec) for codec in WIDE}
    best = max(shares, key=lambda codec: shares[codec])
    if shares[best] > COMMON and sum(share > 0.6 * shares[best] for share in shares.values()) == 1:
        return best
    likely = {
        codec: _narrow_share(sample.decode(codec, "replace"), *script) for codec, script in NARROW.items()
    }
    first = max(likely, key=lambda codec: likely[codec])  # the first of those that are alike
    if likely[first] >= LEAST:
        return first
    from charset_normalizer import from_bytes

    match = from_bytes(sample, cp_isolation=list(WIDE)).best()
    codec = match.encoding if match else ""
    if shares.get(codec, 0) > 0.4 * COMMON and shares[codec] > 0.5 * shares[best]:
        return codec
    raise UserError("error.rows_encoding")


def _wide_share(text: str, codec: str) -> float:
    """How much of a text in Chinese, Japanese or Korean is among the commonest characters; 0 if it is in none.

    Western letters read as two bytes each take the letter after them along, and so stand among Latin letters.
    """
    wide = CJK.findall(text)
    if len(wide) < 3 or text.count("\ufffd") > SPOILED * len(wide):
        return 0.0
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    odd = sum(character > "\ud7ff" and not "\uff00" < character < "\uff5f" for character in text)
    if len(wide) < 0.6 * beyond or odd > 0.1 * beyond or len(AMONG_LETTERS.findall(text)) > 0.4 * len(wide):
        return 0.0
    kana = len(KANA.findall(text))
    if kana > 0.25 * len(wide):
        return kana / len(wide) if codec in ("cp932", "euc_jp") else 0.0  # GB18030 has the kana of EUC-JP
    korean = sum(character >= "\uac00" for character in wide) > 0.5 * len(wide)
    return sum(character in (HANGUL if korean else HAN) for character in wide) / len(wide)


def _narrow_share(text: str, letters: str, common: str) -> float:
    """How much of what is beyond ASCII are letters and marks of a script; more if the letters are common ones.

    0 if it makes no words: in Latin scripts most letters of a word are ASCII, in the others none are, and most letters
    are small and common.
    """
    beyond = [character for character in text if character > "\x7f" and character != "\xa0"]
    if not beyond:
        return 0.0
    if "õ" in letters and "ã" not in text:
        letters = letters.replace("õ", "")  # Portuguese has both; õ alone is the ő of another encoding
    narrow = sum(
        character in letters or character.lower() in letters or character in MARKS_OF_TYPE
        for character in beyond
    )
    share = narrow / len(beyond)
    if not common:
        words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
        foreign = sum(character > "\x7f" for word in words for character in word)
        inside = re.search(r"\w¿|¿\s", text) is not None
        return 0.0 if inside or foreign > 0.5 * sum(map(len, words)) else share
    letters_of = [character for character in beyond if character.lower() in letters]
    likely = sum(character in common for character in letters_of) / max(1, len(letters_of))
    if (
        FLOATING.search(text)
        or text.count("\ufffd") > 0.02 * len(beyond)
        or likely < 0.5
        or share < LEAST
        or len(TOUCHING.findall(text)) > 0.1 * len(beyond)
    ):
        return 0.0
    if common == HEBREW[1]:  # in Cyrillic read so, the letters that end a word stand in the middle
        return share + 1 if len(INNER_FINAL.findall(text)) < 0.02 * len(beyond) else 0.0
    return share + likely
