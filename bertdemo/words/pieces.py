"""Words of step 1: text becomes pieces."""

WORDS: dict[str, tuple[str, str]] = {
    "pieces.tokenizers.title": ("What would another tokenizer make of it?", "换一个分词器会怎样？"),
    "pieces.tokenizers.how": (
        "The same text through two tokenizers. *Capitals kept* uses this vocabulary without lower-casing: the vocabulary "
        "holds no capital letter, so every word with one becomes [UNK]. That is why an “uncased” model must lower-case. "
        "*Characters* looks up one character at a time: nothing is unknown that is in the alphabet, but the input gets long, "
        "and attention costs the square of its length. More checkpoints in the folders of this server appear in the lists.",
        "同一段文本经过两个分词器。“保留大写”使用同一个词表但不转小写：词表里没有大写字母，所以含大写的词都变成 [UNK]，"
        "这正是“uncased”模型必须转小写的原因。“逐字符”每次只查一个字符：字母表里的都认识，但输入变得很长，"
        "而注意力的代价随长度的平方增长。服务器文件夹里的其他模型也会出现在列表中。",
    ),
    "pieces.tokenizers.shows.left": ("Tokenizer", "分词器"),
    "pieces.tokenizers.shows.right": ("compared with", "对比"),
    "pieces.tokenizers.shows.more": ("… and {count} more", "……还有 {count} 个"),
    "pieces.tokenizers.says.own": ("this model's ({model})", "本模型的（{model}）"),
    "pieces.tokenizers.says.capitals": ("capitals kept", "保留大写"),
    "pieces.tokenizers.says.accents": ("accents kept", "保留重音"),
    "pieces.tokenizers.says.characters": ("characters", "逐字符"),
    "pieces.tokenizers.says.own_all_known": (
        "This model's tokenizer makes {count} tokens of the text, {pieces} without the frame of [CLS] and [SEP]: none is [UNK], so nothing is lost.",
        "本模型的分词器把这段文本切成 {count} 个词元（不算 [CLS] 和 [SEP] 是 {pieces} 个），没有一个是 [UNK]，什么也没丢。",
    ),
    "pieces.tokenizers.says.own_some_unknown": (
        "This model's tokenizer makes {count} tokens of the text, but {unknown} of {pieces} are [UNK]: BERT never sees what stood there.",
        "本模型的分词器把这段文本切成 {count} 个词元，但 {pieces} 个里有 {unknown} 个是 [UNK]：那里原来写的什么，BERT 根本看不到。",
    ),
    "pieces.tokenizers.says.compared": (
        "{name}: {count} tokens, {unknown} unknown; this model's own: {own} and {own_unknown}. {verdict}",
        "{name}：{count} 个词元，{unknown} 个未知；本模型的分词器：{own} 个词元，{own_unknown} 个未知。{verdict}",
    ),
    "pieces.tokenizers.says.verdict.same": (
        "On this text they agree token for token, so it cannot tell them apart.",
        "在这段文本上两者逐个相同，看不出差别。",
    ),
    "pieces.tokenizers.says.verdict.loses": (
        "Here counting tokens is no fair comparison: it loses more, {lost} more [UNK], each in place of a word that it cannot write.",
        "这里不能只比词元多少：它丢得更多，多出 {lost} 个 [UNK]，每个都顶替了一个它写不出的词。",
    ),
    "pieces.tokenizers.says.verdict.reads": (
        "It is the better reader of this text: it has {read} fewer [UNK], so less is lost, whatever the number of tokens.",
        "读这段文本，它更合适：[UNK] 少 {read} 个，丢得少，词元多少倒在其次。",
    ),
    "pieces.tokenizers.says.verdict.as_many": (
        "As many tokens, but not the same ones: the number says nothing here, and ids of one mean something else to the other.",
        "个数一样，词元却不同：这里个数说明不了什么，而且一边的编号到另一边就是别的意思。",
    ),
    "pieces.tokenizers.says.verdict.fewer": (
        "It needs fewer, because its vocabulary holds longer stretches of this text.",
        "它用得更少，因为它的词表里收有这段文本中更长的片段。",
    ),
    "pieces.tokenizers.says.verdict.more": (
        "It needs more, because its pieces are shorter; attention, which compares every token with every other, has {times} times the cells to fill.",
        "它用得更多，因为片段更短；注意力要让每个词元和每个词元相比，要算的格子是原来的 {times} 倍。",
    ),
    "pieces.wordpiece.title": ("How does a word become pieces?", "一个词怎样变成词片？"),
    "pieces.wordpiece.how": (
        "First the text is cleaned and lower-cased, then cut at spaces and punctuation. Each word is then looked up: the whole word first, then one letter less, until a piece is in the vocabulary; the rest of the word goes on the same way with ## in front. A word with no way through becomes [UNK]. The vocabulary was learned once from text: frequent strings became pieces. The steps are computed here and compared with the library's tokenizer by tests on random text in any script. Source: Devlin et al. 2018; [Wu et al. 2016](https://arxiv.org/abs/1609.08144), section 4.1.",
        "先清理文本、转成小写，再按空格和标点切开。然后逐词查词表：先查整个词，查不到就去掉末尾一个字母再查，直到找到一个词片（wordpiece，也叫子词）；余下的部分前面加上 ##，照样继续。走不通的词变成 [UNK]。词表是事先从大量文本里统计学来的：常见的字符串成为词片。这些步骤由本应用自己计算，并在测试中用各种文字的随机文本与库的分词器比对。出处：Devlin 等 2018；[Wu 等 2016](https://arxiv.org/abs/1609.08144)，4.1 节。",
    ),
    "pieces.wordpiece.shows.typed": ("As typed", "原文"),
    "pieces.wordpiece.shows.stage_clean": (
        "Control characters out, any white space a space",
        "去掉控制字符，各种空白统一成空格",
    ),
    "pieces.wordpiece.shows.stage_chinese": ("Spaces round Chinese characters", "汉字前后加空格"),
    "pieces.wordpiece.shows.stage_accents": ("Accents off", "去掉重音符号"),
    "pieces.wordpiece.shows.stage_lowercase": ("Lower case", "转成小写"),
    "pieces.wordpiece.shows.stage_split": ("Split at spaces and punctuation", "按空格和标点切开"),
    "pieces.wordpiece.shows.off": ("this model leaves this out", "这个模型不做这一步"),
    "pieces.wordpiece.shows.same": ("nothing to change", "没有需要改的"),
    "pieces.wordpiece.shows.changed": ("places changed: {count}", "改动 {count} 处"),
    "pieces.wordpiece.shows.cut_characters": (
        "the first {shown} of {total} characters",
        "只显示前 {shown} 个字符，共 {total} 个",
    ),
    "pieces.wordpiece.shows.cut_words": (
        "The first {shown} of {total} words are shown.",
        "只显示前 {shown} 个词，共 {total} 个。",
    ),
    "pieces.wordpiece.shows.words": (
        "Words: choose one to see how it is split",
        "词：选一个，看它怎样被切开",
    ),
    "pieces.wordpiece.shows.piece_count": ("word pieces: {count}", "{count} 个词片"),
    "pieces.wordpiece.shows.said_whole": (
        "“{word}” is in the vocabulary whole: one look-up, one piece, and a vector of its own. It was frequent in the text that the vocabulary was learned from.",
        "“{word}”完整地收在词表里：查一次就找到，只有一片，有自己的向量。说明它在构建词表的语料里很常见。",
    ),
    "pieces.wordpiece.shows.said_split": (
        "“{word}” is not in the vocabulary: the longest piece from the left is taken, then the longest that continues it ({prefix}): {count} pieces after {lookups} look-ups. The word has no vector of its own; BERT must put its meaning together from the pieces.",
        "词表里没有“{word}”：从左边起先取最长的一片，再取能接下去的最长的一片（{prefix}），共查 {lookups} 次，得到 {count} 片。这个词没有自己的向量，BERT 得靠这几片拼出它的意思。",
    ),
    "pieces.wordpiece.shows.said_unknown": (
        "“{word}” becomes {unknown}: from character {place} (“{letter}”) on, no piece of the vocabulary fits, not even that single character. One gap makes the whole word unknown (look-ups: {lookups}).",
        "“{word}”变成 {unknown}：从第 {place} 个字符（“{letter}”）起，词表里没有任何词片对得上，连这一个字符也没有。只要有一处对不上，整个词就算未知（共查 {lookups} 次）。",
    ),
    "pieces.wordpiece.shows.said_long": (
        "“{word}” has {characters} characters. A word of more than {longest} becomes {unknown} without a look-up.",
        "“{word}”有 {characters} 个字符。超过 {longest} 个字符的词不查词表，直接变成 {unknown}。",
    ),
    "pieces.wordpiece.shows.said_token": (
        "“{word}” is a token of its own: it is taken out before anything else and never split.",
        "“{word}”本身就是一个特殊词元：最先被取出，从不切开。",
    ),
    "pieces.wordpiece.shows.tries": ("Look-ups in the vocabulary", "在词表里的查找过程"),
    "pieces.wordpiece.shows.found": ("in the vocabulary:", "词表里有："),
    "pieces.wordpiece.shows.id": (
        "id",
        "编号 id",
    ),
    "pieces.wordpiece.shows.refused": ("not in the vocabulary", "词表里没有"),
    "pieces.wordpiece.shows.skipped": (
        "… {count} shorter ones, none in the vocabulary: show them",
        "……再短的 {count} 个，词表里都没有：展开",
    ),
    "pieces.wordpiece.shows.first": ("First look-up", "第一次查找"),
    "pieces.wordpiece.shows.back": ("One look-up back", "上一次查找"),
    "pieces.wordpiece.shows.next": ("Next look-up", "下一次查找"),
    "pieces.wordpiece.shows.whole": ("Show all", "全部显示"),
    "pieces.wordpiece.shows.step": ("look-up {step} of {total}", "第 {step} 次，共 {total} 次"),
    "pieces.wordpiece.shows.pieces": ("Pieces with their ids", "词片及其 id"),
    "pieces.wordpiece.says.unknown_one": (
        "One of {words} words becomes {unknown}: “{word}”. What it was BERT cannot see, only that something unknown stood there.",
        "{words} 个词和标点里有一个变成了 {unknown}，就是“{word}”：是什么字，BERT 看不到，只知道那里有个不认识的字。",
    ),
    "pieces.wordpiece.says.unknown": (
        "{lost} of {words} words become {unknown}, “{word}” first: what they were BERT cannot see, only that something unknown stood there.",
        "{words} 个词里有 {lost} 个变成了 {unknown}，第一个是“{word}”：是什么字，BERT 看不到，只知道那里有个不认识的字。",
    ),
    "pieces.wordpiece.says.apart": (
        "{apart} of {words} words and signs are too rare for a piece of their own, “{word}” most of all: {count} pieces, {pieces}, and BERT must put the meaning together from them.",
        "{words} 个词和标点里有 {apart} 个太少见，没有自己的词片；切得最碎的是“{word}”，分成 {count} 片：{pieces}，BERT 得靠它们拼出意思。",
    ),
    "pieces.wordpiece.says.characters": (
        "{characters} of {words} words and signs are single Chinese characters that it knows: this vocabulary knows no longer Chinese words, so BERT must put them together itself.",
        "{words} 个词和标点里有 {characters} 个是词表认识的单个汉字：词表里没有更长的中文词，要由 BERT 自己把字连成词。",
    ),
    "pieces.wordpiece.says.whole": (
        "All {words} words and signs are common enough to be in the vocabulary whole: each has one vector of its own, and nothing has to be put together.",
        "{words} 个词和标点都够常见，整个收在词表里：每个都有自己的一个向量，什么也不用拼。",
    ),
}
