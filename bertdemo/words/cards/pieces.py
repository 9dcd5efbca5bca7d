"""Words of the cards of step "pieces"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.ids.title": ("The article's own line", "文章里的那句话"),
    "card.ids.gloss": ("Hello, my dog is cute", "你好，我的狗很可爱"),
    "card.ids.say": (
        "The article gives its tokenizer this line and prints a list of numbers.",
        "文章把这句英文交给分词器，打印出一串数字。",
    ),
    "card.ids.question": (
        "Five words and a comma go in. How many numbers come out?",
        "五个词、一个逗号，会得到几个数字？",
    ),
    "card.ids.said.count": (
        "{count}: {ids}. The comma counts, and so do [CLS] in front and [SEP] behind, which BERT always adds.",
        "{count} 个：{ids}。逗号也算一个；BERT 总会在前面加 [CLS]，在后面加 [SEP]，也各算一个。",
    ),
    "card.ids.slip": (
        "The article's numbers are right, but its variable `tokens` holds ids: the number of each token in the vocabulary. The tokens themselves are “hello”, “,”, “my” …",
        "文章里的数字没错，可是变量名 tokens 起错了：里面装的是 id，也就是每个词元在词表里的编号。真正的词元是 hello、逗号、my……",
    ),
    "card.ids.source": (
        "Transformers documentation, PreTrainedTokenizer.encode",
        "Transformers 文档，PreTrainedTokenizer.encode",
    ),
    "card.vocabulary.title": ("Who gets in?", "谁进了词表？"),
    "card.vocabulary.say": (
        "The vocabulary was made once, by counting: runs of letters that were frequent in Wikipedia and books became pieces.",
        "词表是事先数出来的：维基百科里常见的字收进来，太少见的就不要。",
    ),
    "card.vocabulary.question": (
        "Which of these words is not in it as a whole?",
        "下面哪个字没有收进词表？",
    ),
    "card.vocabulary.said.pieces": (
        "“{word}” is the odd one: {pieces}. The other three are among the {size} entries. What counts is how often a word was printed there, not how well you know it.",
        "是“{word}”，只能拆成 {pieces}；另外三个都在词表的 {size} 项里。收不收，看它在那些文章里出现得多不多，不看你熟不熟。",
    ),
    "card.vocabulary.said.unknown": (
        "“{word}” is the odd one: it becomes {pieces}, unknown. The other three are among the {size} entries. What counts is how often a word was printed there.",
        "是“{word}”，它变成 {pieces}（未知）；另外三个都在词表的 {size} 项里。收不收，看它在那些文章里出现得多不多。",
    ),
    "card.vocabulary.said.tie": (
        "There is not just one: {all}. The vocabulary has {size} entries.",
        "不止一个，或者一个也没有：{all}。词表共有 {size} 项。",
    ),
    "card.vocabulary.slip": (
        "The article speaks of cutting words up and never says where the pieces come from. They are fixed before BERT learns anything.",
        "文章只说要分词，没说词表从哪里来。词表在 BERT 开始学习之前就定好了。",
    ),
    "card.vocabulary.source": (
        "Wu et al. 2016, section 4.1; Devlin et al. 2018, section 3",
        "Wu 等 2016，4.1 节；google-research/bert，multilingual.md",
    ),
    "card.vocabulary.try": ("Type your own name.", "输入你自己的名字试试。"),
    "card.long_word.title": ("A very long word", "长长的英文词"),
    "card.long_word.say": (
        "A word that is not in the vocabulary is cut: the longest piece that fits, then the next. ## marks a piece that goes on.",
        "词表里没有的词要拆开：先取能对上的最长一段，再接着取。## 表示接在前一片后面。",
    ),
    "card.long_word.question": (
        "Into how many pieces does the first word fall?",
        "“Transformer”会拆成几个词片？",
    ),
    "card.long_word.said.pieces": (
        "Into {count}: {pieces}. BERT has no vector for the whole word; it must make its meaning from these.",
        "{count} 片：{pieces}。整个词没有自己的向量，BERT 得靠这几片拼出意思。汉字不必拆，一个字就是一个词元。",
    ),
    "card.long_word.said.whole": (
        "None at all: “{pieces}” is in the vocabulary as it is ({count} piece).",
        "不用拆：“{pieces}”整个就在词表里（{count} 片）。",
    ),
    "card.long_word.try": (
        "Write the longest word you know.",
        "输入你知道的最长的英文词。",
    ),
    "card.capitals.title": ("Polish or polish?", "大写小写"),
    "card.capitals.question": (
        "“Polish” means from Poland, “polish” makes things shine. Are they two tokens to this BERT, or one?",
        "大写的 Apple 是公司，小写的 apple 是水果。在这个 BERT 看来，它们是一个词元，还是两个？",
    ),
    "card.capitals.choice.same": ("one and the same", "同一个"),
    "card.capitals.choice.different": ("two different ones", "两个不同的"),
    "card.capitals.said.same": (
        "One: both are “{token}”, id {id}. This BERT turns all letters into small ones first. Only the words around can tell it which is meant.",
        "同一个：都是“{token}”，编号 {id}。这个 BERT 先把字母全部变成小写，指的是哪一个，只能看上下文。",
    ),
    "card.capitals.said.different": (
        "Two: only one of them is “{token}”, id {id}. This BERT keeps capitals.",
        "两个：只有一个是“{token}”（编号 {id}）。这个 BERT 保留大写。",
    ),
    "card.capitals.try": (
        "Try “May” and “may”, “US” and “us”.",
        "试试 US 和 us。",
    ),
    "card.unread.title": ("Unknown characters", "读不懂中文"),
    "card.unread.say": (
        "The vocabulary of this BERT was made from English text.",
        "英文课堂 BERT 的词表，是从英文文章里数出来的。",
    ),
    "card.unread.question": (
        "How many of the six Chinese characters does it know?",
        "这句话里的十一个汉字，它认得几个？",
    ),
    "card.unread.said.count": (
        "{known} of {of} ({which}). All that it does not know becomes the same token, [UNK], so it cannot tell these characters apart. The Chinese BERT of this page knows {chinese}.",
        "{of} 个里认得 {known} 个（{which}）。凡是不认得的都变成同一个 [UNK]，所以它对这种句子说什么都不可信。本页的中文 BERT 认得 {chinese} 个。",
    ),
    "card.unread.try": (
        "Write a word in another script, say Greek.",
        "换成中文模型，再看一遍。",
    ),
}
