"""A small BERT that learns from nothing (steps/pretraining/born.py)."""

WORDS: dict[str, tuple[str, str]] = {
    "pretraining.born.title": ("Born before your eyes", "看一个 BERT 从零诞生"),
    "pretraining.born.how": (
        "A BERT with two layers, 128 numbers a token and four heads, every weight random. In each step it reads 32 pairs of "
        "sentences; 15 % of the tokens are hidden as in the game above, half of the pairs are neighbours. The sum of both "
        "cross-entropies (how surprised it is by the right answers) is made smaller by the optimizer AdamW. One document in ten is never learned from; accuracies are measured on these. "
        "Simplified against the real pretraining: hundreds of sentences instead of millions, one word is one token unless it is "
        "new, no dropout (numbers switched off at random). At first it says the commonest word everywhere; then it learns which words stand in which places; then "
        "which go together. Source: Devlin et al. 2018, section 3.1.",
        "一个两层的 BERT，每个词元 128 个数，四个头，所有权重都是随机的。每一步读 32 个句对；像上面的游戏那样遮住 15% 的词元，"
        "一半的句对是相邻的。优化器 AdamW 一步步改动权重，让两个交叉熵（对正确答案的意外程度）之和变小。十篇文档中有一篇从不用来学习，准确率在这些文档上测量。"
        "与真正的预训练相比的简化：几百句而不是几百万句，一个词就是一个词元（新词除外），没有随机失活（dropout）。"
        "起初它到处都填最常见的词；然后学会什么位置放什么词；再学会哪些词常在一起。出处：Devlin 等 2018，3.1 节。",
    ),
    "pretraining.born.shows.unborn": (
        "Not born yet: every weight will be random, so its first guesses are worth nothing. Start, and see what the text "
        "makes of them.",
        "它还没有诞生：所有权重都将是随机的，最初的猜测毫无价值。点“开始”，看文本怎样改变它们。",
    ),
    "pretraining.born.shows.recipe": ("What it reads, and for how long", "读什么、读多久"),
    "pretraining.born.shows.text": ("Text to learn from", "用来学习的文本"),
    "pretraining.born.shows.source_en": ("English stories", "英文小故事"),
    "pretraining.born.shows.source_zh": ("Chinese stories", "中文小故事"),
    "pretraining.born.shows.source_own": ("A text of yours", "你自己的文本"),
    "pretraining.born.shows.paste_hint": (
        "At least 30 sentences, paragraphs separated by blank lines.",
        "至少 30 句，段落之间空一行。",
    ),
    "pretraining.born.shows.sentence": ("Sentence with [MASK]", "带 [MASK] 的句子"),
    "pretraining.born.shows.second": (
        "Second sentence: does it follow? (optional)",
        "第二句：是下文吗？（可选）",
    ),
    "pretraining.born.shows.steps": ("Steps", "步数"),
    "pretraining.born.shows.seed": ("Seed", "随机种子"),
    "pretraining.born.shows.start": ("Start", "开始"),
    "pretraining.born.says.corpus": (
        "{sentences} sentences, {held} of them held back.",
        "共 {sentences} 句，其中 {held} 句留作验证，不参与学习。",
    ),
    "pretraining.born.says.begins": (
        "{parameters} random numbers, a vocabulary of {vocabulary} pieces from the text. Always guessing the commonest token would be "
        "right {commonest} of the time.",
        "{parameters} 个随机的数，词表有来自文本的 {vocabulary} 个词片。永远猜最常见的词元，正确率为 {commonest}。",
    ),
    "pretraining.born.says.unknown": (
        "Your sentence has words that the text does not: {words}. They are read letter by letter.",
        "你的句子里有文本中没有的词：{words}。这些词会拆成单个字符来读。",
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
    "pretraining.born.says.speaker": (
        "the small BERT trained on this page (2 layers, every weight from nothing)",
        "在本页从零训练的小 BERT（2 层）",
    ),
    "pretraining.born.says.now": (
        "After {step} steps: {words}; {pairs}.",
        "{step} 步之后：{words}；{pairs}。",
    ),
    "pretraining.born.says.end": (
        "Done after {seconds} s. In stories that it never saw: {words}; {pairs}.",
        "{seconds} 秒后完成。在没见过的文档里：{words}；{pairs}。",
    ),
    "pretraining.born.says.words_nothing": (
        "hidden words {share} right, no better than always the commonest token ({chance})",
        "掩码词答对 {share}，并不比永远猜最常见的词元（{chance}）好",
    ),
    "pretraining.born.says.words_some": (
        "hidden words {share} right, where always the commonest token gives {chance}: it has learned which words stand where",
        "掩码词答对 {share}，永远猜最常见的词元只有 {chance}：它已学到哪些词站在哪里",
    ),
    "pretraining.born.says.pairs_nothing": (
        "pairs {share} right, no better than tossing a coin",
        "句对答对 {share}，和抛硬币差不多",
    ),
    "pretraining.born.says.pairs_some": (
        "pairs {share} right, better than tossing a coin",
        "句对答对 {share}，比抛硬币好",
    ),
    "pretraining.born.says.heart": (
        "In the batches that it learns from, {batch} of the pairs are right: it learned those pairs by heart. To tell what follows "
        "what in new stories takes far more text.",
        "在它学习的批次里，{batch} 的句对是对的：它把那些句对背了下来。要判断新故事里的上下文，需要多得多的文本。",
    ),
    "pretraining.born.shows.mine": ("Your small BERT", "你训练出的小 BERT"),
    "pretraining.born.shows.gone": (
        "It is yours alone, and gone after your visit; download it to keep it.",
        "它只属于你，离开页面后就没有了；想保留请下载。",
    ),
    "pretraining.born.says.card": (
        "# A small BERT of your own\n\nTwo layers, trained in a browser on a few hundred sentences, for a lesson.",
        "# 你训练出的小 BERT\n\n两层，在浏览器里用几百个句子训练，用于教学。",
    ),
}
