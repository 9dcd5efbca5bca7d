"""Words of the tab Text to numbers."""

WORDS: dict[str, tuple[str, str]] = {
    "tokens.tab": ("Text to numbers", "文本变数字"),
    "tokens.wordpiece.title": ("How does a word become pieces?", "一个词怎样变成词片？"),
    "tokens.wordpiece.how": (
        "First the text is cleaned and lower-cased, then cut at spaces and punctuation. Each word is then looked up: "
        "the whole word first, then one letter less, until a piece is in the vocabulary; the rest of the word goes on the "
        "same way with ## in front. A word with no way through becomes [UNK]. The steps are computed here and compared "
        "with the library's tokenizer by tests on random text in any script. Source: Devlin et al. 2018; "
        "[Wu et al. 2016](https://arxiv.org/abs/1609.08144), section 4.1.",
        "先清理文本、转成小写，再按空格和标点切开。然后逐词查词表：先查整个词，查不到就去掉末尾一个字母再查，直到找到一片；"
        "余下的部分前面加上 ##，照样继续。走不通的词变成 [UNK]。这些步骤由本应用自己计算，并在测试中用各种文字的随机文本与库的"
        "分词器比对。出处：Devlin 等 2018；[Wu 等 2016](https://arxiv.org/abs/1609.08144)，4.1 节。",
    ),
    "tokens.compare.title": ("What would another tokenizer make of it?", "换一个分词器会怎样？"),
    "tokens.compare.how": (
        "The same text through two tokenizers. *Capitals kept* uses this vocabulary without lower-casing: the vocabulary "
        "holds no capital letter, so every word with one becomes [UNK]. That is why an “uncased” model must lower-case. "
        "*Characters* looks up one character at a time: nothing is unknown that is in the alphabet, but the input gets long, "
        "and attention costs the square of its length. More checkpoints in the folders of this server appear in the lists.",
        "同一段文本经过两个分词器。“保留大写”使用同一个词表但不转小写：词表里没有大写字母，所以含大写的词都变成 [UNK]，"
        "这正是“uncased”模型必须转小写的原因。“逐字符”每次只查一个字符：字母表里的都认识，但输入变得很长，"
        "而注意力的代价随长度的平方增长。服务器文件夹里的其他模型也会出现在列表中。",
    ),
    "compare.left": ("Tokenizer", "分词器"),
    "compare.right": ("compared with", "对比"),
    "compare.said": (
        "{left}: {left_count} tokens, {left_unknown} unknown. {right}: {right_count} tokens, {right_unknown} unknown.",
        "{left}：{left_count} 个词元，{left_unknown} 个未知。{right}：{right_count} 个词元，{right_unknown} 个未知。",
    ),
    "compare.more": ("… and {count} more", "……还有 {count} 个"),
    "tokenizer.own": ("this model's ({model})", "本模型的（{model}）"),
    "tokenizer.capitals": ("capitals kept", "保留大写"),
    "tokenizer.accents": ("accents kept", "保留重音"),
    "tokenizer.characters": ("characters", "逐字符"),
    "wordpiece.typed": ("As typed", "原文"),
    "wordpiece.stage_clean": (
        "Control characters out, any white space a space",
        "去掉控制字符，各种空白统一成空格",
    ),
    "wordpiece.stage_chinese": ("Spaces round Chinese characters", "汉字前后加空格"),
    "wordpiece.stage_accents": ("Accents off", "去掉重音符号"),
    "wordpiece.stage_lowercase": ("Lower case", "转成小写"),
    "wordpiece.stage_split": ("Split at spaces and punctuation", "按空格和标点切开"),
    "wordpiece.off": ("this model leaves this out", "这个模型不做这一步"),
    "wordpiece.same": ("nothing to change", "没有需要改的"),
    "wordpiece.changed": ("places changed: {count}", "改动 {count} 处"),
    "wordpiece.cut_characters": (
        "the first {shown} of {total} characters",
        "只显示前 {shown} 个字符，共 {total} 个",
    ),
    "wordpiece.cut_words": (
        "The first {shown} of {total} words are shown.",
        "只显示前 {shown} 个词，共 {total} 个。",
    ),
    "wordpiece.words": ("Words: choose one to see how it is split", "词：选一个，看它怎样被切开"),
    "wordpiece.piece_count": ("word pieces: {count}", "{count} 个词片"),
    "wordpiece.said_whole": (
        "“{word}” is in the vocabulary whole: one look-up, one piece.",
        "“{word}”完整地收在词表里：查一次就找到，只有一片。",
    ),
    "wordpiece.said_split": (
        "“{word}” is not in the vocabulary. From the left, the longest piece that is in it is taken, then the longest that continues it ({prefix}): {count} pieces after {lookups} look-ups.",
        "词表里没有“{word}”。从左边起，先取词表里有的最长一片，再取能接下去的最长一片（{prefix}）：共查 {lookups} 次，得到 {count} 片。",
    ),
    "wordpiece.said_unknown": (
        "“{word}” becomes {unknown}: from character {place} (“{letter}”) on, no piece of the vocabulary fits, not even that single character. One gap makes the whole word unknown (look-ups: {lookups}).",
        "“{word}”变成 {unknown}：从第 {place} 个字符（“{letter}”）起，词表里没有任何词片对得上，连这一个字符也没有。只要有一处对不上，整个词就算未知（共查 {lookups} 次）。",
    ),
    "wordpiece.said_long": (
        "“{word}” has {characters} characters. A word of more than {longest} becomes {unknown} without a look-up.",
        "“{word}”有 {characters} 个字符。超过 {longest} 个字符的词不查词表，直接变成 {unknown}。",
    ),
    "wordpiece.said_token": (
        "“{word}” is a token of its own: it is taken out before anything else and never split.",
        "“{word}”本身就是一个特殊词元：最先被取出，从不切开。",
    ),
    "wordpiece.tries": ("Look-ups in the vocabulary", "在词表里的查找过程"),
    "wordpiece.found": ("in the vocabulary:", "词表里有："),
    "wordpiece.id": ("id", "id"),
    "wordpiece.refused": ("not in the vocabulary", "词表里没有"),
    "wordpiece.skipped": (
        "… {count} shorter ones, none in the vocabulary: show them",
        "……再短的 {count} 个，词表里都没有：展开",
    ),
    "wordpiece.first": ("First look-up", "第一次查找"),
    "wordpiece.back": ("One look-up back", "上一次查找"),
    "wordpiece.next": ("Next look-up", "下一次查找"),
    "wordpiece.whole": ("Show all", "全部显示"),
    "wordpiece.step": ("look-up {step} of {total}", "第 {step} 次，共 {total} 次"),
    "wordpiece.pieces": ("Pieces with their ids", "词片及其 id"),
    "tokens.embeddings.title": (
        "What does a token become before the first layer?",
        "进入第一层之前，一个词元变成了什么？",
    ),
    "tokens.embeddings.how": (
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$ ([Devlin et al. 2018](https://arxiv.org/abs/1810.04805), figure 2). All three "
        "tables are learned, positions too: nothing else tells BERT the order of the words. **Nearest before context**: the "
        "word pieces whose own vectors point the same way (cosine). **After context**: what the masked-word head reads in "
        "the last layer's vector of this place. So “bank” has one vector before and two after, beside a river and beside money.",
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$（[Devlin 等 2018](https://arxiv.org/abs/1810.04805)，图 2）。三张表都是学来的，"
        "位置也是：除此之外没有别的东西告诉 BERT 词的顺序。**有语境之前的近邻**：自身向量方向相同（余弦）的词片。**有语境之后**："
        "掩码词预测头从最后一层此处的向量读出什么。所以“bank”之前只有一个向量，之后在河边和在钱边各是一个。",
    ),
    "tokens.embedding.before": ("Nearest before context (cosine)", "有语境之前的近邻（余弦）"),
    "tokens.embedding.after": ("After context, by the masked-word head", "有语境之后（掩码词预测头）"),
    "tokens.embedding.positions": ("All position vectors, this one marked", "全部位置向量，标出当前位置"),
    "tokens.embedding.none": ("This model has no masked-word head.", "这个模型没有掩码词预测头。"),
    "tokens.embeddingname.token": ("token “{token}” (id {id})", "词元“{token}”（id {id}）"),
    "tokens.embeddingname.segment": ("+ segment {segment}", "+ 段 {segment}"),
    "tokens.embeddingname.position": ("+ position {position}", "+ 位置 {position}"),
    "tokens.embeddingname.sum": ("= sum", "= 和"),
    "tokens.embeddingname.normalized": ("LayerNorm: what layer 1 reads", "层归一化：第 1 层读到的"),
    "tokens.embeddingsaid": (
        "“{token}” at place {position}: the lengths are {token_length} for the token, {segment_length} for the segment, "
        "{position_length} for the position; {width} numbers each.",
        "位置 {position} 的“{token}”：词元向量长 {token_length}，段向量长 {segment_length}，位置向量长 {position_length}，各有 {width} 个数。",
    ),
    "tokens.embeddingchecked": (
        "✓ Largest difference from the model's own embeddings, over all tokens: {error}",
        "✓ 与模型自身嵌入的最大差（所有词元）：{error}",
    ),
    "tokens.embeddingwrong": (
        "✗ This differs from the model's own embeddings by {error}: please tell us",
        "✗ 与模型自身的嵌入相差 {error}：请告诉我们",
    ),
    "tokens.positionssaid": (
        "{rows} places, one a row, first on top; {columns} numbers each, blue above zero, orange below.",
        "{rows} 个位置，一行一个，第一个在最上；每行 {columns} 个数，蓝色为正，橙色为负。",
    ),
}
