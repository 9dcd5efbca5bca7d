"""Words of step 7: pretraining."""

WORDS: dict[str, tuple[str, str]] = {
    "pretraining.born.title": ("Born before your eyes", "看一个 BERT 从零诞生"),
    "pretraining.born.how": (
        "A BERT with two layers, 128 numbers a token and four heads, every weight random. In each step it reads 32 pairs of "
        "sentences; 15 % of the tokens are hidden as in the game above, half of the pairs are neighbours. The sum of both "
        "cross-entropies is made smaller by AdamW. One document in ten is never learned from; accuracies are measured on these. "
        "Simplified against the real pretraining: hundreds of sentences instead of millions, one word is one token unless it is "
        "new, no dropout. At first it says the commonest word everywhere; then it learns which words stand in which places; then "
        "which go together. Source: Devlin et al. 2018, section 3.1.",
        "一个两层的 BERT，每个词元 128 个数，四个头，所有权重都是随机的。每一步读 32 个句对；像上面的游戏那样遮住 15% 的词元，"
        "一半的句对是相邻的。AdamW 让两个交叉熵之和变小。十篇文档中有一篇从不用来学习，准确率在这些文档上测量。"
        "与真正的预训练相比的简化：几百句而不是几百万句，一个词就是一个词元（新词除外），没有 dropout。"
        "起初它到处都填最常见的词；然后学会什么位置放什么词；再学会哪些词常在一起。出处：Devlin 等 2018，3.1 节。",
    ),
    "pretraining.born.shows.text": ("Text to learn from", "用来学习的文本"),
    "pretraining.born.shows.source_en": ("English stories", "英文小故事"),
    "pretraining.born.shows.source_zh": ("Chinese stories", "中文小故事"),
    "pretraining.born.shows.source_own": ("A text of yours", "你自己的文本"),
    "pretraining.born.shows.paste_hint": (
        "At least 30 sentences, paragraphs parted by empty lines.",
        "至少 30 句，段落之间空一行。",
    ),
    "pretraining.born.shows.sentence": ("Sentence with [MASK]", "带 [MASK] 的句子"),
    "pretraining.born.shows.second": (
        "Second sentence: does it follow? (optional)",
        "第二句：是下文吗？（可选）",
    ),
    "pretraining.born.shows.steps": ("Steps", "步数"),
    "pretraining.born.shows.seed": ("Seed", "随机种子"),
    "pretraining.born.shows.start": ("Give birth", "开始"),
    "pretraining.born.says.corpus": (
        "{sentences} sentences, {held} of them held back.",
        "共 {sentences} 句，其中 {held} 句留出。",
    ),
    "pretraining.born.says.begins": (
        "{parameters} random numbers, a vocabulary of {vocabulary} pieces from the text. Always guessing the commonest token would be "
        "right {commonest} of the time.",
        "{parameters} 个随机的数，词表有来自文本的 {vocabulary} 个词片。永远猜最常见的词元，正确率为 {commonest}。",
    ),
    "pretraining.born.says.unknown": (
        "Your sentence has words that the text does not: {words}. They are read letter by letter.",
        "你的句子里有文本中没有的词：{words}。它们会被逐个字符地读。",
    ),
    "pretraining.born.shows.figures": (
        "Step {step} of {steps} · masked words {mlm}, next sentence {nsp} (loss) · {speed} tokens/s · {left} s left",
        "第 {step}/{steps} 步 · 损失：掩码词 {mlm}，下一句 {nsp} · {speed} 词元/秒 · 还剩 {left} 秒",
    ),
    "pretraining.born.shows.loss": ("Loss", "损失"),
    "pretraining.born.shows.accuracy": (
        "Accuracy on documents that it never learned from",
        "在从未学过的文档上的准确率",
    ),
    "pretraining.born.says.mlm": ("masked words", "掩码词"),
    "pretraining.born.says.nsp": ("next sentence", "下一句"),
    "pretraining.born.shows.step": ("step", "步"),
    "pretraining.born.says.chance": (
        "dotted: always the commonest token, {share}",
        "虚线：永远猜最常见的词元，{share}",
    ),
    "pretraining.born.shows.guesses": ("What it would write now", "它现在会填什么"),
    "pretraining.born.shows.at": ("step {step}", "第 {step} 步"),
    "pretraining.born.says.follows": (
        "It says that your second sentence follows with probability {probability}.",
        "它认为你的第二句是下文的概率为 {probability}。",
    ),
    "pretraining.born.says.end": (
        "Done after {seconds} s: {mlm} of the hidden words and {nsp} of the pairs in documents that it never saw.",
        "{seconds} 秒后完成：在没见过的文档里，答对 {mlm} 的掩码词和 {nsp} 的句对。",
    ),
    "pretraining.born.says.heart": (
        "In the batches that it learns from, {batch} of the pairs are right: it learned those pairs by heart. To tell what follows "
        "what in new stories takes far more text.",
        "在它学习的批次里，{batch} 的句对是对的：它把那些句对背了下来。要判断新故事里的上下文，需要多得多的文本。",
    ),
    "pretraining.born.shows.mine": ("Your newborn", "你的新生儿"),
    "pretraining.born.shows.gone": (
        "It is yours alone, and gone after your visit; download it to keep it.",
        "它只属于你，离开页面后就没有了；想保留请下载。",
    ),
    "pretraining.born.says.card": (
        "# A newborn BERT\n\nTwo layers, trained in a browser on a few hundred sentences, for a lesson.",
        "# 新生的 BERT\n\n两层，在浏览器里用几百个句子训练，用于教学。",
    ),
    "pretraining.game.title": ("Guess before BERT does", "和 BERT 比一比：先猜后看"),
    "pretraining.game.how": (
        "This is how BERT was pretrained. Dice choose 15 % of the tokens; a chosen one becomes [MASK] with 80 %, a random word of "
        "the vocabulary with 10 %, and stays as it is with 10 %. For each chosen place BERT has to name the word that stood "
        "there, and it is not told which of the three happened: that is why it must also keep an eye on words that look fine. "
        "A point is a first guess that is the word itself. Simplified: of English only whole words are chosen here, so that a "
        "person can play (in Chinese any character); in pretraining any word piece can be. Source: Devlin et al. 2018, section 3.1 and appendix A.1.",
        "BERT 就是这样预训练的。掷骰子选出 15% 的词元；被选中的有 80% 变成 [MASK]，10% 换成词表里的随机词，10% 保持原样。"
        "对每个选中的位置，BERT 必须说出原来的词，而且不知道是三种情况中的哪一种：所以看起来正常的词它也要留意。"
        "首选正好是原词得一分。简化之处：为了让人能玩，英文只选完整的词，中文每个字都可选；预训练时任何词片都可能被选中。"
        "出处：Devlin 等 2018，3.1 节与附录 A.1。",
    ),
    "pretraining.game.shows.guess": (
        "Your guess for place {number}, where {shown} stands",
        "第 {number} 处（现在显示 {shown}）你猜是什么",
    ),
    "pretraining.game.shows.you": ("You", "你"),
    "pretraining.game.says.fate_mask": ("below 80: hidden by [MASK]", "小于 80：换成 [MASK]"),
    "pretraining.game.says.fate_random": (
        "80 to 90: replaced by a random word, “{shown}”",
        "80 到 90：换成随机词“{shown}”",
    ),
    "pretraining.game.says.fate_kept": ("90 or more: left as it was", "90 及以上：保持原样"),
    "pretraining.game.says.rank": (
        "BERT gives the true word {probability}: number {rank} of its list.",
        "BERT 给原词的概率是 {probability}，在它的列表中排第 {rank}。",
    ),
    "pretraining.game.shows.score": (
        "Round {round} of {rounds} · you {yours}, BERT {bert}, of {of} words so far",
        "第 {round}/{rounds} 轮 · 到目前为止 {of} 个词：你 {yours}，BERT {bert}",
    ),
    "pretraining.game.shows.over": (
        "After {rounds} rounds: you {yours}, BERT {bert}, of {of} words.",
        "{rounds} 轮结束，共 {of} 个词：你 {yours}，BERT {bert}。",
    ),
    "pretraining.game.shows.reveal": ("Reveal", "揭晓"),
    "pretraining.game.shows.next": ("Next round", "下一轮"),
    "pretraining.game.shows.again": ("New game", "重新开局"),
    "pretraining.masked.title": ("What would BERT write in the gap?", "空缺处 BERT 会填什么？"),
    "pretraining.masked.how": (
        "Each word that you hide is replaced by [MASK] (id 103), and the whole sentence is read again. The last layer's vector "
        "at each [MASK] goes through the masked-word head: a linear layer with GELU and LayerNorm, a dot product with the "
        "embedding of every word piece, a softmax. Several places are guessed at once and independently: no guess knows "
        "the others. *What each word adds*: that word is hidden too, and the probability of the first guess is read again; "
        "what it lost is shown. Source: Devlin et al. 2018, section 3.1, task 1. The tests compare with `BertForPreTraining`.",
        "你遮住的每个词都换成 [MASK]（id 103），整句重新读一遍。每个 [MASK] 位置最后一层的向量经过掩码词预测头："
        "带 GELU 和 LayerNorm 的线性层，与每个词片的嵌入做点积，再做 softmax。多个位置同时且各自独立地猜：任何一个猜测都不知道其他的。"
        "*每个词的贡献*：把那个词也遮住，再读一次首选的概率，显示它下降了多少。"
        "出处：Devlin 等 2018，3.1 节任务一。测试与 `BertForPreTraining` 比对。",
    ),
    "pretraining.masked.shows.hint": (
        "Click words to hide them, one or several; click again to show them. Or type [MASK] above.",
        "点击词语把它遮住，可以遮多个；再点一次恢复。也可以在上面的文本里直接写 [MASK]。",
    ),
    "pretraining.masked.shows.word": ("How likely is the word", "这个词的概率"),
    "pretraining.masked.shows.word_hint": ("any word", "任意一个词"),
    "pretraining.masked.shows.clear": ("Start again", "重新开始"),
    "pretraining.masked.shows.was": ("hidden, was {word}; click to show", "已遮住，原为 {word}；点击恢复"),
    "pretraining.masked.shows.place": ("place {position}: {token}", "位置 {position}：{token}"),
    "pretraining.masked.says.none": (
        "No word is hidden: click one above.",
        "还没有遮住任何词：请点击上面的一个词。",
    ),
    "pretraining.masked.says.said": (
        "Hidden places: {hidden}. In the one in focus the first guess is “{guess}” ({probability}).",
        "遮住了 {hidden} 处。当前位置的首选是“{guess}”（{probability}）。",
    ),
    "pretraining.masked.says.helper": (
        "“{word}” helps most: without it that guess would lose {loss}.",
        "帮助最大的是“{word}”：没有它，这个猜测的概率会下降 {loss}。",
    ),
    "pretraining.masked.says.named_said": (
        "“{word}” has probability {probability} here.",
        "“{word}”在此处的概率为 {probability}。",
    ),
    "pretraining.masked.shows.before": (
        "Before the last change the first guess was “{guess}” ({probability}).",
        "上次改动之前的首选是“{guess}”（{probability}）。",
    ),
    "pretraining.masked.shows.looks": (
        "what place {position} looks at, in the layer and head above",
        "位置 {position} 在看什么（上面选的层和头）",
    ),
    "pretraining.masked.shows.adds": (
        "what each word adds to the first guess (blue helps, orange hinders)",
        "每个词对首选的贡献（蓝色有利，橙色不利）",
    ),
    "pretraining.next.title": ("Does the second sentence follow the first?", "第二句是第一句的下文吗？"),
    "pretraining.next.how": (
        "The second task of pretraining: half of the pairs were neighbours in a text, half were not. The last layer's vector of "
        "[CLS] goes through the **pooler** ($h = \\tanh(W c + b)$) and one linear layer with two outputs: index **0** means “B "
        "follows A”, index **1** “B is from elsewhere”; a softmax makes probabilities. The negatives of pretraining came from other "
        "documents, so the model learned above all whether two sentences share a topic: pairs that are alike without "
        "following, or that contradict, fool it. RoBERTa (Liu et al. 2019) dropped this task. Source: Devlin et al. 2018, "
        "section 3.1, task 2.",
        "预训练的第二项任务：一半的句对在文中相邻，一半不是。[CLS] 最后一层的向量经过 **pooler**（$h = \\tanh(W c + b)$）"
        "和一个有两个输出的线性层：下标 **0** 表示“B 接在 A 后面”，下标 **1** 表示“B 来自别处”；softmax 得到概率。"
        "预训练的负例来自别的文档，所以模型主要学会了两句话是否同一主题：相似却不连续、或者互相矛盾的句子会骗过它。"
        "RoBERTa（Liu 等 2019）去掉了这项任务。出处：Devlin 等 2018，3.1 节任务二。",
    ),
    "pretraining.next.shows.first": ("Sentence A", "句子 A"),
    "pretraining.next.shows.second": ("Sentence B", "句子 B"),
    "pretraining.next.shows.swap": ("Swap", "交换"),
    "pretraining.next.shows.traps": ("Pairs to try", "可以试试的句对"),
    "pretraining.next.says.kind_follows": ("B continues A", "B 接着 A"),
    "pretraining.next.says.kind_random": ("unrelated", "毫不相干"),
    "pretraining.next.says.kind_similar": ("trap: alike, no continuation", "陷阱：相似但不连续"),
    "pretraining.next.says.kind_contradiction": ("trap: contradiction", "陷阱：互相矛盾"),
    "pretraining.next.says.kind_question": ("question and answer", "一问一答"),
    "pretraining.next.says.kind_swapped": ("trap: order swapped", "陷阱：前后颠倒"),
    "pretraining.next.shows.ask_all": (
        "How often is it right? Ask all {pairs} pairs",
        "它答对多少？把 {pairs} 对都问一遍",
    ),
    "pretraining.next.says.cls": ("[CLS] after the last layer", "最后一层的 [CLS]"),
    "pretraining.next.says.pooled": ("after the pooler: tanh(W c + b)", "经过 pooler：tanh(W c + b)"),
    "pretraining.next.says.logit_follows": ("index 0: B follows A", "下标 0：B 接在 A 后面"),
    "pretraining.next.says.logit_elsewhere": ("index 1: B is from elsewhere", "下标 1：B 来自别处"),
    "pretraining.next.says.said_follows": (
        "BERT says that B follows A, with probability {probability}.",
        "BERT 认为 B 是 A 的下文，概率为 {probability}。",
    ),
    "pretraining.next.says.said_not": (
        "BERT says that B does not follow A: its probability is {probability}.",
        "BERT 认为 B 不是 A 的下文：概率只有 {probability}。",
    ),
    "pretraining.next.says.checked": (
        "{tick} Largest difference from the model's own logits: {error}",
        "{tick} 与模型自身 logit 的最大差别：{error}",
    ),
}
