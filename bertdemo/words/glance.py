"""Words of the first screen."""

from bertdemo.words.controls import SERVER_SILENT

WORDS: dict[str, tuple[str, str]] = {
    "glance.attention.title": ("Which words look at which?", "哪些词在看哪些词？"),
    "glance.guess.title": ("What would BERT write there?", "这个位置 BERT 会填什么？"),
    "glance.guess.how": (
        "The chosen token is replaced by [MASK] and the sentence is read again. The last layer's vector at that place goes "
        "through the masked-word head: one linear layer with GELU and LayerNorm, then a dot product with the embedding of every "
        "word piece in the vocabulary, then a softmax. This is what BERT learned in pretraining: it looks left and right at "
        "once. Source: Devlin et al. 2018, section 3.1, task 1. The tests compare the probabilities with "
        "`BertForPreTraining`.",
        "选中的词元被换成 [MASK]，句子重新读一遍。该位置最后一层的向量经过掩码词预测头：一个带 GELU 和 LayerNorm 的线性层，"
        "再与词表中每个词片的嵌入做点积，最后做 softmax。这正是 BERT 预训练时学的：同时看左边和右边。"
        "出处：Devlin 等 2018，3.1 节任务一。测试会把这些概率与 `BertForPreTraining` 比对。",
    ),
    "glance.guess.says.said_mask": (
        "The first guess for your [MASK] is “{guess}” ({probability}).",
        "对你写的 [MASK]，第一个猜测是“{guess}”（{probability}）。",
    ),
    "glance.guess.says.said": (
        "With “{word}” hidden, the first guess is “{guess}” ({probability}). The word that stood there has probability "
        "{own} and is number {rank} of {vocab}.",
        "遮住“{word}”后，首选是“{guess}”（{probability}）。原来的词概率为 {own}，在 {vocab} 个词片中排第 {rank}。",
    ),
    "glance.guess.shows.hint": ("Choose a word to hide:", "选一个词遮住："),
    "glance.guess.shows.mask": ("hidden, was {word}", "已遮住，原为 {word}"),
    "glance.guess.shows.failed": SERVER_SILENT,
    "glance.scores.title": ("What does a fine-tuned BERT make of it?", "微调后的 BERT 怎么看这句话？"),
    "glance.scores.how": (
        "Two copies of this encoder were fine-tuned: of the English one on film reviews (SST-2) and on news (AG News), of the "
        "Chinese one on reviews (of hotels, food, goods) and on headlines and titles of papers. In each, the vector of [CLS] goes through the pooler and one linear layer: a **logit** per label. "
        "$p_i = e^{{z_i/T}} / \\sum_j e^{{z_j/T}}$ turns logits $z$ into probabilities; the temperature $T$ was fitted on "
        "validation data so that a stated 90 % comes true about nine times in ten. A text that is neither a review nor "
        "news still gets a label: the model cannot say “neither”. Source: Devlin et al. 2018, section 4; "
        "[Guo et al. 2017](https://arxiv.org/abs/1706.04599).",
        "这个编码器的两个副本经过微调：英文的用影评（SST-2）和新闻（AG News），中文的用评论（酒店、外卖、商品）和新闻标题、论文题目。"
        "[CLS] 的向量经过 pooler 和一个线性层，"
        "每个类别得到一个 **logit**。$p_i = e^{{z_i/T}} / \\sum_j e^{{z_j/T}}$ 把 logit $z$ 变成概率；温度 $T$ 在验证集上拟合，"
        "使得所说的 90% 大约十次有九次成真。既非评论也非新闻的文本同样会得到一个类别：模型不会说“都不是”。"
        "出处：Devlin 等 2018，第 4 节；[Guo 等 2017](https://arxiv.org/abs/1706.04599)。",
    ),
    "glance.scores.shows.logit": ("logit", "logit"),
    "glance.scores.says.own.title": ("The model picked above", "上面选中的模型"),
    "glance.scores.says.own.said": (
        "Its label is {label}, with probability {probability}.",
        "它给出的标签是{label}，概率 {probability}。",
    ),
    "glance.scores.says.sentiment.title": ("Sentiment", "情感"),
    "glance.scores.says.sentiment.said": (
        "Read as a review, this is {label} with probability {probability}.",
        "若当作评论来读，它是{label}的概率为 {probability}。",
    ),
    "glance.scores.says.topic.title": ("Topic", "主题"),
    "glance.scores.says.topic.said": (
        "Read as a news item, it belongs to {label} with probability {probability}.",
        "若当作新闻来读，它属于{label}的概率为 {probability}。",
    ),
    "glance.scores.says.more_labels": (
        "… and {count} more labels, together {sum}.",
        "……另有 {count} 个标签，合计 {sum}。",
    ),
    "glance.tokens.title": ("What does BERT read in place of your words?", "BERT 读到的不是词，而是什么？"),
    "glance.tokens.says.said": (
        "Your text became {tokens} tokens: {words} from the text itself and {specials} that BERT adds "
        "([CLS] in front, [SEP] behind each sentence). {split} {unknown}",
        "你的文本变成了 {tokens} 个词元：{words} 个来自文本，{specials} 个由 BERT 添加"
        "（开头的 [CLS] 和每句末尾的 [SEP]）。{split}{unknown}",
    ),
    "glance.tokens.says.no_split": ("Every word is in the vocabulary whole.", "每个词都完整地在词表中。"),
    "glance.tokens.says.split": (
        "{pieces} of them (##…) continue the word before, because the whole word is not in the vocabulary.",
        "其中 {pieces} 个（##…）接在前一片之后，因为完整的词不在词表里。",
    ),
    "glance.tokens.says.unknown": (
        "{unknown} could not be read at all and became [UNK].",
        "有 {unknown} 个完全无法识别，变成了 [UNK]。",
    ),
    "glance.tokens.how": (
        "The text is lower-cased, split into words and signs, and each word into the longest pieces that the "
        "vocabulary holds (WordPiece). Each piece has a number: its **id**. **A/B** is the segment "
        "(`token_type_ids` 0 or 1), the last number the position. The tab *Text to numbers* shows every step. "
        "Source: [Devlin et al. 2018](https://arxiv.org/abs/1810.04805), section 3 and figure 2. The ids are those of "
        "`tokenizer(text)` in the library; the tests compare them.",
        "文本先转成小写，切成词和标点，每个词再切成词表里能找到的最长词片（WordPiece）。每个词片有一个编号，即 **id**。"
        "**A/B** 是段落（`token_type_ids` 为 0 或 1），最后的数字是位置。“文本变数字”页展示每一步。"
        "出处：[Devlin 等 2018](https://arxiv.org/abs/1810.04805)，第 3 节与图 2。这些 id 与库中 `tokenizer(text)` "
        "的结果一致，测试会逐一比对。",
    ),
    "glance.tokens.shows.strip": ("Tokens with id, segment and position", "词元及其 id、段与位置"),
    "glance.tokens.shows.legend": (
        "token · id · segment and position. Grey: added by BERT. ##: continues the word before.",
        "词元 · id · 段与位置。灰色：BERT 添加的。##：接在前一片之后。",
    ),
    "glance.tokens.shows.id": ("id", "id"),
    "glance.tokens.shows.segment": ("segment", "段"),
    "glance.tokens.shows.position": ("position", "位置"),
    "glance.tokens.shows.cut": ("Left out: beyond the limit", "未读入：超出上限"),
}
