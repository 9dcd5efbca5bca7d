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
    "pieces.tokenizers.shows.said": (
        "{left}: {left_count} tokens, {left_unknown} unknown. {right}: {right_count} tokens, {right_unknown} unknown.",
        "{left}：{left_count} 个词元，{left_unknown} 个未知。{right}：{right_count} 个词元，{right_unknown} 个未知。",
    ),
    "pieces.tokenizers.shows.more": ("… and {count} more", "……还有 {count} 个"),
    "pieces.tokenizers.says.own": ("this model's ({model})", "本模型的（{model}）"),
    "pieces.tokenizers.says.capitals": ("capitals kept", "保留大写"),
    "pieces.tokenizers.says.accents": ("accents kept", "保留重音"),
    "pieces.tokenizers.says.characters": ("characters", "逐字符"),
    "pieces.wordpiece.title": ("How does a word become pieces?", "一个词怎样变成词片？"),
    "pieces.wordpiece.how": (
        "First the text is cleaned and lower-cased, then cut at spaces and punctuation. Each word is then looked up: "
        "the whole word first, then one letter less, until a piece is in the vocabulary; the rest of the word goes on the "
        "same way with ## in front. A word with no way through becomes [UNK]. The steps are computed here and compared "
        "with the library's tokenizer by tests on random text in any script. Source: Devlin et al. 2018; "
        "[Wu et al. 2016](https://arxiv.org/abs/1609.08144), section 4.1.",
        "先清理文本、转成小写，再按空格和标点切开。然后逐词查词表：先查整个词，查不到就去掉末尾一个字母再查，直到找到一片；"
        "余下的部分前面加上 ##，照样继续。走不通的词变成 [UNK]。这些步骤由本应用自己计算，并在测试中用各种文字的随机文本与库的"
        "分词器比对。出处：Devlin 等 2018；[Wu 等 2016](https://arxiv.org/abs/1609.08144)，4.1 节。",
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
        "“{word}” is in the vocabulary whole: one look-up, one piece.",
        "“{word}”完整地收在词表里：查一次就找到，只有一片。",
    ),
    "pieces.wordpiece.shows.said_split": (
        "“{word}” is not in the vocabulary. From the left, the longest piece that is in it is taken, then the longest that continues it ({prefix}): {count} pieces after {lookups} look-ups.",
        "词表里没有“{word}”。从左边起，先取词表里有的最长一片，再取能接下去的最长一片（{prefix}）：共查 {lookups} 次，得到 {count} 片。",
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
    "pieces.wordpiece.shows.id": ("id", "id"),
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
}
