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
    "glance.guess.says.said_found": (
        "“{word}” hidden: BERT finds it at the first guess ({probability}).",
        "遮住“{word}”：BERT 第一个就猜中了（{probability}）。",
    ),
    "glance.guess.says.said_among": (
        "“{word}” hidden: the first guess is “{guess}” ({probability}); the word itself is #{rank} ({own}), so it is among "
        "the first five.",
        "遮住“{word}”：首选是“{guess}”（{probability}），原来的词排第 {rank}（{own}），在前五名之内。",
    ),
    "glance.guess.says.said_missed": (
        "“{word}” hidden: the first guess is “{guess}” ({probability}); the word itself is #{rank} of {vocab} ({own}), so "
        "BERT misses it.",
        "遮住“{word}”：首选是“{guess}”（{probability}），"
        "原来的词在 {vocab} 个词片中排第 {rank}（{own}）：BERT 没有猜中。",
    ),
    "glance.guess.says.said_mask_repeats": (
        "For your [MASK] the first guess is “{guess}” ({probability}), which repeats a word of the sentence.",
        "对你写的 [MASK]，首选是“{guess}”（{probability}），只是把句中的词再填一遍。",
    ),
    "glance.guess.says.said_unknown": (
        "The first guess is “{guess}” ({probability}); what stood there is [UNK] to this model, so no guess can be called "
        "right.",
        "首选是“{guess}”（{probability}）；原来的词这个模型不认识（[UNK]），所以说不上猜对猜错。",
    ),
    "glance.guess.says.rate": (
        "Of common facts this model finds {once} at the first guess, {among} within five.",
        "对常识填空，这个模型第一个就猜中的占 {once}，前五名内猜中的占 {among}。",
    ),
    "glance.guess.shows.hint": ("Choose a word to hide:", "选一个词遮住："),
    "glance.guess.shows.mask": ("hidden, was {word}", "已遮住，原为 {word}"),
    "glance.guess.shows.failed": SERVER_SILENT,
    "glance.scores.title": ("What does a fine-tuned BERT make of it?", "微调后的 BERT 怎么看这句话？"),
    "glance.scores.how": (
        "Small additions to this encoder were fine-tuned (LoRA: thin matrices beside the weights of its layers): for the "
        "English one on film reviews (SST-2) and on news (AG News), for the Chinese one on reviews (of hotels, food, "
        "goods) and on headlines and titles of papers. In each, the vector of [CLS] goes through the pooler (a linear "
        "layer with tanh) and one more linear layer: a **logit** per label, its score before softmax. $p_i = e^{{z_i/T}} / "
        "\\sum_j e^{{z_j/T}}$ turns logits $z$ into probabilities; the temperature $T$ was fitted on validation data so "
        "that a stated 90 % comes true about nine times in ten, for texts like those it was fitted on and not for yours. A "
        "text that is neither a review nor news still gets a label: the model cannot say “neither”. How often a model is "
        "right was measured on texts that it was not trained on. Source: Devlin et al. 2018, section 4; [Guo et al. "
        "2017](https://arxiv.org/abs/1706.04599).",
        "给这个编码器加上了少量经过微调的参数（LoRA：在各层权重旁边加一组小矩阵）：英文的用影评（SST-2）和新闻（AG News），"
        "中文的用评论（酒店、外卖、商品）和新闻标题、论文题目。"
        "[CLS] 的向量经过池化层 pooler（线性变换加 tanh）和另一个线性层，每个类别得到一个 **logit**，"
        "即未归一化的得分。"
        "$p_i = e^{{z_i/T}} / \\sum_j e^{{z_j/T}}$ 把 logit $z$ 变成概率；"
        "温度 $T$ 在验证集上拟合：模型说“90%”时，十次里约有九次说对，但这只对同类文本成立，对你的句子未必。"
        "既非评论也非新闻的文本同样会得到一个类别：模型不会说“都不是”。正确率是在没有用来训练的文本上测得的。出处："
        "Devlin 等 2018，第 4 节；"
        "[Guo 等 2017](https://arxiv.org/abs/1706.04599)。",
    ),
    "glance.scores.shows.logit": ("logit", "logit（得分）"),
    "glance.scores.says.own.title": ("The model picked above", "上面选中的模型"),
    "glance.scores.says.own.said": (
        "Its label is {label} ({probability}): {sureness}. It must choose one of its {count} labels, whatever the text "
        "is.",
        "它给出的标签是{label}（{probability}）：{sureness}。无论是什么文本，"
        "它都必须在 {count} 个标签中选一个。",
    ),
    "glance.scores.says.sentiment.title": ("Sentiment", "情感"),
    "glance.scores.says.sentiment.said": (
        "Read as a review, this is {label} ({probability}): {sureness}. It must choose one, even if this is no "
        "review.",
        "若当作评论来读，它是{label}的（{probability}）：{sureness}。即使这不是评论，它也必须选一个。",
    ),
    "glance.scores.says.sentiment.kind_en": ("film reviews", "英文影评"),
    "glance.scores.says.sentiment.kind_zh": (
        "Chinese reviews (hotels, food, goods)",
        "中文评论（酒店、外卖、商品）",
    ),
    "glance.scores.says.topic.title": ("Topic", "主题"),
    "glance.scores.says.topic.said": (
        "Read as a news item, it belongs to {label} ({probability}): {sureness}. It must choose one, even if this is "
        "no news.",
        "若当作新闻来读，它属于{label}（{probability}）：{sureness}。即使这不是新闻，它也必须选一个。",
    ),
    "glance.scores.says.topic.kind_en": ("news items", "英文新闻"),
    "glance.scores.says.topic.kind_zh": ("Chinese headlines and titles of papers", "中文新闻标题和论文题目"),
    "glance.scores.says.sure": ("the model is sure", "模型很有把握"),
    "glance.scores.says.leans": ("the model leans that way", "模型倾向于此"),
    "glance.scores.says.open": (
        "the model can hardly decide, {second} has {other}",
        "模型拿不定主意，{second}有 {other}",
    ),
    "glance.scores.says.rate": (
        "Right for {right} of 100 held-back {kind}.",
        "在留出的{kind}上，100 个里判对 {right} 个。",
    ),
    "glance.scores.says.unmeasured": ("How often it is right was not measured.", "它的正确率没有测过。"),
    "glance.scores.says.more_labels": (
        "… and {count} more labels, together {sum}.",
        "……另有 {count} 个标签，合计 {sum}。",
    ),
    "glance.tokens.title": ("What does BERT read in place of your words?", "BERT 读到的不是词，而是什么？"),
    "glance.tokens.says.said": (
        "Your text became {tokens} tokens: {whole} whole words and signs, {pieces} pieces of words that were cut "
        "({split}), {unknown} unknown, and {specials} that BERT adds. {judgement}",
        "你的文本变成了 {tokens} 个词元：{whole} 个完整的词（字）或标点，"
        "{pieces} 个词片（来自 {split} 个被切开的词），{unknown} 个无法识别，"
        "还有 {specials} 个由 BERT 添加。{judgement}",
    ),
    "glance.tokens.says.said_whole": (
        "Your text became {tokens} tokens: {whole} whole words and signs, and {specials} that BERT adds. {judgement}",
        "你的文本变成了 {tokens} 个词元：{whole} 个完整的词（字）或标点，{specials} 个由 BERT 添加。"
        "{judgement}",
    ),
    "glance.tokens.says.judged.whole": (
        "No word was cut: each starts from a vector of its own.",
        "没有词被切开：每个词一开始就有自己的向量。",
    ),
    "glance.tokens.says.judged.characters": (
        "Chinese is read character by character: which of them make a word, only the layers find out.",
        "汉字一个一个地读入：哪几个字合成一个词，要由后面各层自己去发现。",
    ),
    "glance.tokens.says.judged.split": (
        "A word that was cut has no vector of its own: only the layers join the meaning of its pieces.",
        "被切开的词没有自己的向量：要靠后面各层把词片的意思合起来。",
    ),
    "glance.tokens.says.judged.unknown": (
        "What became [UNK] is lost: BERT sees that something stood there, not what.",
        "变成 [UNK] 的内容就丢了：BERT 只知道那里有东西，不知道是什么。",
    ),
    "glance.tokens.says.judged.unreadable": (
        "So much became [UNK] that BERT cannot judge this text.",
        "变成 [UNK] 的太多，BERT 无法判断这段文字。",
    ),
    "glance.tokens.how": (
        "The text is lower-cased, split into words and signs, and each word into the longest pieces that the vocabulary "
        "holds (WordPiece). Each piece has a number: its **id**. **A/B** is the segment (`token_type_ids` 0 or 1), the "
        "last number the position. BERT adds [CLS] in front and [SEP] behind each sentence. Step 1 shows how the pieces "
        "are found. Source: [Devlin et al. 2018](https://arxiv.org/abs/1810.04805), section 3 and figure 2. The ids are "
        "those of `tokenizer(text)` in the library; the tests compare them.",
        "文本先转成小写，切成词和标点，每个词再切成词表里能找到的最长词片（wordpiece，也叫子词）。每个词片有一个编号，"
        "即 **id**。**A/B** 是句段（segment），不是段落；`token_type_ids` 为 0 或 1。"
        "最后的数字是位置。BERT 在开头加 [CLS]，在每句末尾加 [SEP]。第 1 步展示词片是怎样找到的。出处："
        "[Devlin 等 2018](https://arxiv.org/abs/1810.04805)，第 3 节与图 2。"
        "这些 id 与库中 `tokenizer(text)` 的结果一致，测试会逐一比对。",
    ),
    "glance.tokens.shows.strip": ("Tokens with id, segment and position", "词元及其编号、句段与位置"),
    "glance.tokens.shows.legend": (
        "token · id · segment and position. Grey: added by BERT. ##: continues the word before.",
        "词元 · 编号 id · 句段与位置。灰色：BERT 添加的。##：接在前一片之后。",
    ),
    "glance.tokens.shows.id": ("id", "编号 id"),
    "glance.tokens.shows.segment": ("segment", "句段"),
    "glance.tokens.shows.position": ("position", "位置"),
    "glance.tokens.shows.cut": ("Left out: beyond the limit", "未读入：超出上限"),
    "glance.guess.says.said_mask_most": (
        "For your [MASK] the first guess is “{guess}”: with {probability} it outweighs all other words together.",
        "对你写的 [MASK]，首选是“{guess}”：它得 {probability}，比其余所有词加起来还多。",
    ),
    "glance.guess.says.said_mask_open": (
        "For your [MASK] the first guess is “{guess}”, but with {probability} only: most of the probability goes elsewhere.",
        "对你写的 [MASK]，首选是“{guess}”，但只有 {probability}：大部分概率给了别的词。",
    ),
    "glance.overview.title": ("What happens to this sentence?", "这句话在 BERT 里发生了什么？"),
    "glance.overview.how": (
        "The arcs are one row of one head's attention: of the ringed token, the weights "
        "$a_{{ij}} = \\mathrm{{softmax}}_j(q_i \\cdot k_j / \\sqrt{{d_k}})$, which add up to 1. The judgement follows from the "
        "numbers alone: largest share below 20 %: looks everywhere; second share at least four fifths of the first: undecided; then by "
        "where the largest goes: to [CLS] or [SEP], to itself, to an equal token, to a neighbour, or farther. For the "
        "guess the token is replaced by [MASK] and the sentence is read again. Source: "
        "[Vaswani et al. 2017](https://arxiv.org/abs/1706.03762), section 3.2.1; that a look at [SEP] may be a no-op: "
        "[Clark et al. 2019](https://arxiv.org/abs/1906.04341), section 3.2.",
        "弧线是一个头的注意力矩阵中的一行：带框的词元对各词元的权重 "
        "$a_{{ij}} = \\mathrm{{softmax}}_j(q_i \\cdot k_j / \\sqrt{{d_k}})$，总和为 1。判断完全由数字决定：最大的一份不到 20%，算是哪里都看；"
        "第二大的达到最大的五分之四，算是拿不定；否则看最大的一份给了谁：[CLS] 或 [SEP]、自己、相同的词元、相邻的词元，还是更远的词元。"
        "猜词时把该词元换成 [MASK]，再读一遍句子。出处：[Vaswani 等 2017](https://arxiv.org/abs/1706.03762)，3.2.1 节；"
        "看向 [SEP] 可能是空操作：[Clark 等 2019](https://arxiv.org/abs/1906.04341)，3.2 节。",
    ),
    "glance.overview.says.look_scattered": (
        "“{token}” looks everywhere: no token gets more than {share} (“{target}”), so this head picks nothing out for it.",
        "“{token}”哪里都看一点：最多的“{target}”也只得到 {share}，这个头没有替它挑出任何词。",
    ),
    "glance.overview.says.look_undecided": (
        "“{token}” wavers between “{target}” ({share}) and “{second}” ({second_share}): too close to call.",
        "“{token}”在“{target}”（{share}）和“{second}”（{second_share}）之间拿不定：两者太接近，不能算它选了谁。",
    ),
    "glance.overview.says.look_resting": (
        "“{token}” gives {share} to {target}, which is no word: this head has probably nothing to find for it and rests.",
        "“{token}”把 {share} 给了 {target}，那里没有词：这个头多半在这里无事可做（空操作）。",
    ),
    "glance.overview.says.rest_of_text": (
        " Of the text, “{word}” gets most: {word_share}.",
        "文本里的词元中，得到最多的是“{word}”：{word_share}。",
    ),
    "glance.overview.says.rest_itself": (
        " Of the text itself, “{word}” gets most: {word_share}, from itself.",
        "文本里得到最多的是“{word}”自己：{word_share}。",
    ),
    "glance.overview.says.look_itself": (
        "“{token}” gives {share} to itself: this head mostly hands it on as it is and fetches little from other words.",
        "“{token}”把 {share} 留给了自己：这个头基本上原样传递它，很少从别的词取信息。",
    ),
    "glance.overview.says.look_same": (
        "“{token}” gives {share} to the other “{target}”: a rule that looks for equal tokens would say the same, so this "
        "is no sign of grammar.",
        "“{token}”把 {share} 给了另一个“{target}”：只要找相同的词元就能做到，看不出语法。",
    ),
    "glance.overview.says.look_next": (
        "“{token}” gives {share} to the token after it, “{target}”: no more than the rule “always the next one” would say.",
        "“{token}”把 {share} 给了后面紧挨着的“{target}”：一律“看后一个”也会得到同样的结果。",
    ),
    "glance.overview.says.look_previous": (
        "“{token}” gives {share} to the token before it, “{target}”: no more than the rule “always the last one” would say.",
        "“{token}”把 {share} 给了前面紧挨着的“{target}”：一律“看前一个”也会得到同样的结果。",
    ),
    "glance.overview.says.look_far": (
        "“{token}” gives {share} to “{target}”, {where}; the runner-up is “{second}” with {second_share}. A rule that "
        "always takes the next token, or the one before, would miss it: this head goes by more than that.",
        "“{token}”把 {share} 的注意力给了{where}“{target}”，其次是“{second}”，占 {second_share}。如果只看左右相邻的词元，就找不到它，可见这个头另有依据。",
    ),
    "glance.overview.says.before": ("{distance} tokens before it", "往前数第 {distance} 个词元"),
    "glance.overview.says.behind": ("{distance} tokens after it", "往后数第 {distance} 个词元"),
    "glance.overview.says.no_proof": (
        "It is one head of {heads}, and where it looks is not yet why BERT decides: step 10 asks that.",
        "这只是 {heads} 个头中的一个；看向哪里还不等于凭什么判断，第 10 步再来追问。",
    ),
    "glance.overview.says.speaker": (
        "layer {layer}, head {head} of {model}",
        "{model}，第 {layer} 层的第 {head} 个头",
    ),
    "glance.overview.says.model_en": ("the classroom BERT", "英文课堂 BERT"),
    "glance.overview.says.model_zh": ("the Chinese classroom BERT", "中文课堂 BERT"),
    "glance.overview.says.judge": (
        "Judged by {model}, not by the model picked.",
        "由{model}判断，不是所选的模型。",
    ),
    "glance.overview.says.no_word": (
        "{token} is no word of the text: there is nothing to hide.",
        "{token} 不是文中的词，没有可遮的。",
    ),
    "glance.overview.says.which_mask": (
        "[MASK] {number} of {count}; pin another one to ask for it.",
        "这是 {count} 个 [MASK] 中的第 {number} 个；钉住另一个就问另一个。",
    ),
    "glance.overview.says.rate": (
        "Right at first guess on Wikipedia: {share}.",
        "在维基百科上首选猜对的占 {share}。",
    ),
    "glance.overview.shows.failed": SERVER_SILENT,
    "glance.overview.shows.arcs": (
        "Where “{token}” looks: {most}. Click a token to pin it.",
        "“{token}”看向哪里：{most}。点击词元可固定。",
    ),
    "glance.overview.shows.tokens": ("Tokens; arrow keys move, Enter pins", "词元；方向键移动，回车固定"),
    "glance.overview.shows.token": ("{token}, id {id}, gets {share}", "{token}，编号 {id}，得到 {share}"),
    "glance.overview.shows.verdict": ("Its mood, read as a review", "当作评论来读，情感是"),
    "glance.overview.shows.must_choose": (
        "It must choose one, even if this is no review.",
        "即使这不是评论，它也必须选一个。",
    ),
    "glance.overview.shows.guess": ("“{token}” hidden, BERT would write", "遮住“{token}”，BERT 会填"),
    "glance.overview.shows.guess_mask": ("In place of [MASK], BERT would write", "[MASK] 处，BERT 会填"),
    "glance.overview.shows.matrix": ("The whole head: row → column", "整个头：行 → 列"),
    "glance.overview.shows.matrix_said": (
        "Layer {layer}, head {head}: {count} × {count} weights, each row where one token looks. The ringed row, “{token}”, "
        "gives most to “{target}”: {share}.",
        "第 {layer} 层的第 {head} 个头：{count} × {count} 个权重，每行是一个词元看向哪里。带框的一行“{token}”给“{target}”最多：{share}。",
    ),
}
