"""Where sentences end: a table of own sentences, cut by hand; nothing is lost on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.bert.sentences import split

# A bar marks where one sentence ends and the next begins.
CUT = """\
She left at 5 p.m. and came back.
She left at 5 p.m. | Nobody saw her.
The shop opens at 9 a.m. Monday.
We met at 7 p.m. EST in the hall.
Come at 5p.m. | The door is open.
Bring bread, cheese, etc. and a knife.
Bring bread, cheese, etc. | Leave the knife at home.
Apple Inc. was founded in 1976.
Apple Inc. | It was founded in 1976.
Smith & Co. Limited sold it. | They had to.
It takes approx. 20 minutes.
It costs approx. $20 a day.
She was born on Jan. 5 in Oslo.
She was born in Jan. | He was born later.
See Fig. 3 for the curve.
See Fig. B for the curve.
He ate a fig. | She ate a pear.
The story is in Vol. 2 of the letters.
The story is in Vol. II of the letters.
Look at pp. 12 and 13.
Read No. 5 first. | Then read the others.
He said no. | She left.
Wait a sec. | Here it is.
Martin Luther King Jr. spoke first.
Sammy Davis Jr. | He sang.
Gen. Grant met Lt. Col. Parker.
They climbed Mt. Everest last year.
Sgt. Pepper and Rev. Brown were late.
Mr. Smith and Mrs. Jones met Dr. Who in St. Louis.
He lives on Main St. | She does not.
Prof. Lee and Ph.D. students wrote it.
She holds a Ph.D. | It took her five years.
The U.S. Army paid $3.50 for it.
He lives in the U.S. | He likes it.
Cats vs. Dogs is a film, e.g. for children, i.e. not for us.
1. Open the door. | 2. Close it again.
a. Open the door.
(2). Open the door.
Wait... what?
Wait... I know it.
Wait... | Nobody knows it.
Well… that is all.
Take vitamin C. | It helps.
Take vitamin C. | Doctors like it.
It was I. | He left.
Plan B. | Nobody wanted it.
J. K. Rowling wrote it. | George W. Bush read it.
J.R.R. Tolkien and J.-P. Sartre never met.
A. A. Milne lived here.
He said "Stop." | Then he went on.
He said “Stop!” | Then he went on.
"Stop!" he said. | "Why?" she asked.
(He left early.) | She stayed.
Is it (see Sec. 4) true? | I doubt it.
Really?! | Yes!! | No.
What? | no.
Go to https://example.com/a.b?c=1. | Then come back to example.com and read.
Pi is 3.14159. | It goes on.
The year was 1999. | 2000 came next.
It ended in 5. | 3 people clapped.
Call me at no. 12.
It is true (cf. Chap. 7). | So is that.
Brown et al. 2018 say so. | Green et al. | They do not.
The note was by É. Zola.
COVID-19. | It spread.
Q&A. | Ask now.
I like it. 😀
Me too. :)
Sat. Jan. 5 was cold.
他说：“停。” | 然后走了。
真的吗？ | 真的！ | 好。
“真的吗？”，他问。
「はい。」 | そうです。
你好! | 我是学生. | 你呢?
他说。 | "好。" | 我走了。
Hello! | 你好。 | Bye.
i like tea. | she likes coffee. | we met at 5 p.m. and talked, etc. and so on.
is it? | yes! | no.
He met Mr. Smith. | "I know," said Mr. Smith.
...
"""
ROWS = [row for row in CUT.splitlines() if row]


@pytest.mark.parametrize("row", ROWS)
def test_where_a_sentence_ends(row: str) -> None:
    sentences = row.split(" | ") if row != "..." else []
    text = row.replace(" | ", " ")
    text = re.sub(
        r"(?<=[。！？”」\"])\s(?=[\u3040-\u9fff])", "", text
    )  # Chinese has no spaces between sentences
    text = re.sub(r"(?<=[\u4e00-\u9fff][!.])\s(?=[\u4e00-\u9fff])", "", text)
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One line\nanother\r\nand a third. Done", ["One line", "another", "and a third.", "Done"]),
        ("\n\n  She left.  \n\n\tHe stayed. \n", ["She left.", "He stayed."]),
        ("He met Mr.\nSmith.", ["He met Mr. Smith."]),
        ("Yes\n---\nNo", ["Yes ---", "No"]),
        ("... Yes", ["... Yes"]),
        ("", []),
        (" \n ?! \n", []),
    ],
)
def test_lines(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


PIECES = st.sampled_from(
    [
        *"aBI5.!?…。！？\"'“”()\n \u2028é日",
        " ",
        ". ",
        "Mr. ",
        "p.m. ",
        "U.S. ",
        "He ",
        "etc. ",
        "Fig. ",
        "no. ",
        "😀",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_is_lost(text: str) -> None:
    said = "".join("".join(split(text)).split())
    assert said == ("".join(text.split()) if any(map(str.isalnum, text)) else "")
    assert all(any(map(str.isalnum, sentence)) for sentence in split(text))


@given(st.text(max_size=60))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    said = "".join("".join(split(text)).split())
    assert said == ("".join(text.split()) if any(map(str.isalnum, text)) else "")
