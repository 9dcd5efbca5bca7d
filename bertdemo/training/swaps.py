"""Pairs of sentences with another person, place or number in them: what a decoder must carry over, not know by heart.

Half of Tatoeba's people are called Tom. A pair is changed only where both sides name the same thing, once each.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

PEOPLE = {
    "Tom": "汤姆",
    "Mary": "玛丽",
    "John": "约翰",
    "Jack": "杰克",
    "Jim": "吉姆",
    "Bill": "比尔",
    "Bob": "鲍勃",
    "Mike": "迈克",
    "Ken": "肯",
    "Jane": "简",
    "Alice": "爱丽丝",
    "Lucy": "露西",
    "Nancy": "南希",
    "Emily": "艾米丽",
    "Linda": "琳达",
    "Susan": "苏珊",
    "Helen": "海伦",
    "Kate": "凯特",
    "Anna": "安娜",
    "Emma": "艾玛",
    "Sarah": "萨拉",
    "Laura": "劳拉",
    "Julia": "朱莉娅",
    "Maria": "玛丽亚",
    "Peter": "彼得",
    "Paul": "保罗",
    "David": "大卫",
    "Daniel": "丹尼尔",
    "Michael": "迈克尔",
    "Robert": "罗伯特",
    "Richard": "理查德",
    "Charles": "查尔斯",
    "George": "乔治",
    "Henry": "亨利",
    "James": "詹姆斯",
    "William": "威廉",
    "Thomas": "托马斯",
    "Edward": "爱德华",
    "Frank": "弗兰克",
    "Martin": "马丁",
    "Simon": "西蒙",
    "Lisa": "丽莎",
    "Amy": "艾米",
    "Diana": "戴安娜",
    "Rose": "罗斯",
}
PLACES = {
    "Boston": "波士顿",
    "London": "伦敦",
    "Paris": "巴黎",
    "Berlin": "柏林",
    "Rome": "罗马",
    "Madrid": "马德里",
    "Vienna": "维也纳",
    "Moscow": "莫斯科",
    "Tokyo": "东京",
    "Osaka": "大阪",
    "Kyoto": "京都",
    "Seoul": "首尔",
    "Beijing": "北京",
    "Shanghai": "上海",
    "Nanjing": "南京",
    "Guangzhou": "广州",
    "Taipei": "台北",
    "Singapore": "新加坡",
    "Bangkok": "曼谷",
    "Cairo": "开罗",
    "Sydney": "悉尼",
    "Chicago": "芝加哥",
    "New York": "纽约",
    "Los Angeles": "洛杉矶",
    "San Francisco": "旧金山",
    "Toronto": "多伦多",
    "Japan": "日本",
    "China": "中国",
    "Korea": "韩国",
    "India": "印度",
    "France": "法国",
    "Germany": "德国",
    "Italy": "意大利",
    "Spain": "西班牙",
    "Russia": "俄罗斯",
    "Canada": "加拿大",
    "Mexico": "墨西哥",
    "Brazil": "巴西",
    "Egypt": "埃及",
    "Australia": "澳大利亚",
}
NOT_BEFORE, NOT_AFTER = r"(?<!\d)(?<!\d[.,:])", r"(?![.,:]?\d)"  # 3.50 and 7:30 are no whole numbers
NUMBER = re.compile(rf"{NOT_BEFORE}\d{{1,4}}{NOT_AFTER}")


def swapped(pair: tuple[str, str], rng: random.Random) -> tuple[str, str]:
    """The pair with every person, place and number that both sides name replaced by another one of its kind."""
    english, chinese = pair
    into_english: dict[str, str] = {}
    into_chinese: dict[str, str] = {}
    for kind in (PEOPLE, PLACES):
        named = re.findall(_any_of(kind), english)
        known = re.findall("|".join(sorted(kind.values(), key=len, reverse=True)), chinese)
        here = [name for name in named if named.count(name) == known.count(kind[name]) == 1]
        free = [name for name, own in kind.items() if name not in named and own not in chinese]
        for name, other in zip(here, rng.sample(free, len(here)), strict=True):
            into_english[name], into_chinese[kind[name]] = other, kind[other]
    numbers, same = NUMBER.findall(english), NUMBER.findall(chinese)
    for number in numbers:
        other = str(rng.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))
        if numbers.count(number) == same.count(number) == 1 and other not in numbers:
            into_english[number] = into_chinese[number] = other
    if not into_english:
        return pair
    return _replaced(english, into_english), _replaced(chinese, into_chinese)


def _any_of(names: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b"


def _replaced(text: str, into: dict[str, str]) -> str:
    """All at once, so that nothing is replaced twice; a number only where it stands by itself."""
    words = "|".join(
        f"{NOT_BEFORE}{word}{NOT_AFTER}" if word.isdigit() else rf"(?<![A-Za-z]){word}(?![A-Za-z])"
        for word in sorted(into, key=len, reverse=True)
    )
    return re.sub(words, lambda found: into[found[0]], text)
