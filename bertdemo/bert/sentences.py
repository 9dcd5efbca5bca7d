"""Where a sentence ends: a decoder that learned on short sentences is given one at a time.

A full stop also stands after abbreviations and initials. What follows it decides, with lists for what is usual in
English; Kiss and Strunk 2006 learn such lists, and call the words that open a sentence "frequent sentence starters".
"""

from __future__ import annotations

import re

CJK = r"\u3040-\u30ff\u3400-\u9fff"
OPENING = "\"'“‘«([{¿¡-–—「『（【《〈"
CLOSING = "\"'”’»)]}」』）】》〉"
# Marks and what closes behind them. The wide ones need no space behind them, nor do others between Chinese characters.
END = re.compile(
    rf"[.!?…]*[。！？｡]+[.!?…。！？｡]*[”’»)\]}}」』）】》〉]*"
    rf"|(?<=[{CJK}])[.!?]+(?=[{CJK}])"
    rf"|[.!?…]+[{re.escape(CLOSING)}]*(?=\s)"
)
WIDE = re.compile(r"[。！？｡]")
GOES_ON = re.compile(r"\s*[，、；：,;:]")
LISTED = re.compile(r"\W*(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})\)?")  # the number of an entry: "1. Open the box."
COMMA = re.compile(r"[,;:—–](?=\s)|[，；：、]")
SPACE = re.compile(r"\s+")
ROMAN = re.compile(r"(?:[IVXLC]+|[A-Z])\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# In front of a name or a number: never an end.
TITLES = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Profs Messrs Mme Mlle Mt Mts Ft Gen Sgt Rev Hon Capt Col Lt Maj Cpl Pvt Adm Cmdr Brig Gov Sen "
    "Sens Rep Reps Pres Supt Insp Fr"
)
TITLE = re.compile(rf"\b(?:{'|'.join(sorted(TITLES))})\.$")
GLUE = _words("vs cf viz e.g i.e approx incl esp ca")
# Behind a name; an end where a word follows that often opens a sentence.
BEHIND = _words(
    "Inc Ltd Corp Co Jr Sr Esq St Ave Blvd Rd Bros Dept Univ Assn al Ph.D D.Phil B.Sc M.Sc Ed.D LL.B LL.M"
)
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S, a.k.a, J.R.R
CLOCK = _words("a.m p.m A.M P.M")
LATER = _words("etc")  # an end, unless a small letter follows
DAYS = _words("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")
MONTHS = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
# In front of a number: no end where one follows.
NUMBERED = _words("No Nos no nos p pp c Apt Rm Bldg Op op Nr nr Ver ver est Est") | DAYS | MONTHS
PARTS = _words("Fig Figs Vol Vols Sec Secs Ch Chap Eq Eqs Art App Pt Tab fig figs vol vols sec ch chap eq")
AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|[A-Z]{2,4}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich)\b"
)
LETTERED = _words(
    "vitamin vitamins plan grade type class group hepatitis option appendix part team section point"
)
STARTERS = _words(
    "A After All Also Although Always An And Another Any Are As At Back Because Before Both But By Can Did Do Does Don Each "
    "Even Every Everybody Everyone Everything Few Finally First For From Had Has Have He Her Here Hers His How However I If In "
    "Instead Into Is It Its Last Later Let Many Maybe Me Meanwhile More Most Much My Neither Never Next No Nobody None Nor Not "
    "Nothing Now Of Often On Once One Only Or Other Others Our Over Perhaps Please She Should Since So Some Somebody Someone "
    "Sometimes Soon Still Such Suddenly That The Their Them Then There Therefore These They This Those Though Three Thus To "
    "Today Together Tomorrow Tonight Too Two Under Until Us Was We Were What When Where Whether Which While Who Whose Why With "
    "Without Would Yes Yesterday Yet You Your"
)


def split(text: str) -> list[str]:
    """Sentences of a text, each with its end mark; a line break ends one too.

    "Mr. Smith", "3.5" and "5 p.m. on Monday" stay whole. Nothing is lost: signs without a letter or digit go with the
    sentence before. Empty when there is no letter or digit at all.
    """
    first = next((character for character in text if character.isalpha()), "")
    sentences: list[str] = []
    for part in _parts(text, small=first.islower()):
        unfinished = sentences and (not _says(sentences[-1]) or TITLE.search(sentences[-1]))
        if sentences and (unfinished or not _says(part)):
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return [sentence for sentence in sentences if _says(sentence)]


def clause_end(start: str) -> int:
    """Where to cut what fits of a long sentence: behind its last comma, else its last space, else at its end."""
    for mark in (COMMA, SPACE):
        ends = [one.end() for one in mark.finditer(start) if one.end() > len(start) // 3]
        if ends:
            return ends[-1]
    return len(start)


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _parts(text: str, small: bool) -> list[str]:
    parts = []
    for line in text.splitlines():
        start = 0
        for end in END.finditer(line):
            at = end.end()
            if WIDE.search(end[0]) and line[at : at + 1] == '"' and line.count('"', start, at) % 2:
                at += 1  # the straight mark closes what another one opened
            if _ends(line[start : end.start()], end[0], line[at:], small):
                parts.append(line[start:at])
                start = at
        parts.append(line[start:])
    return [part.strip() for part in parts if part.strip()]


def _ends(before: str, mark: str, after: str, small: bool) -> bool:
    """Whether a mark ends the sentence `before` it; `small`: the writer opens sentences with small letters."""
    if WIDE.search(mark) or not after[:1].isspace():
        return not GOES_ON.match(after)
    follows = after.lstrip().lstrip(OPENING + " ")
    stop = mark.rstrip(CLOSING)
    quoted = stop != mark
    if stop == ".":
        if LISTED.fullmatch(before):
            return False
        verdict = _after_word(before, follows)
        if verdict is not None:
            return verdict
    if follows[:1].islower():
        return small and not quoted if stop[-1] in ".…" else not quoted
    opens = re.match(r"I\b", follows)  # always a capital, so that it tells nothing
    return not (opens and stop[-1] in ".…" and len(stop.replace("…", "...")) > 1)


def _after_word(before: str, follows: str) -> bool | None:
    """Whether a full stop ends a sentence, as its last word and the next one tell; None when they tell nothing."""
    *earlier, word = re.split(r"[\s(\[{\"“‘«-]+", before)
    word = word.lstrip("0123456789:")  # "5p.m."
    name = word.title() if word.isupper() and len(word) > 1 else word
    if word in TITLES or name in TITLES or word.lower() in GLUE:
        return False
    if follows[:1].islower():
        known = word in BEHIND | CLOCK | LATER | NUMBERED | PARTS or DOTTED.fullmatch(word) or _initial(word)
        return False if known else None
    if word in CLOCK:
        return not AFTER_CLOCK.match(follows)
    if word in NUMBERED | PARTS and follows[:1].isdigit():
        return False
    if word in PARTS and ROMAN.match(follows):
        return False
    if word in DAYS and re.match(r"[A-Z][a-z]+", follows) and follows[:3] in MONTHS:
        return False
    if _initial(word) and not follows[:1].isdigit():
        return bool(earlier and earlier[-1] in LETTERED) or _starter(follows)
    if word in BEHIND or DOTTED.fullmatch(word):
        return _starter(follows)
    return None


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _starter(text: str) -> bool:
    word = re.match(r"[A-Za-z]+(?!\.)\b", text)
    return bool(word and word[0] in STARTERS)
