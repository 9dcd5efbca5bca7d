"""Words of the panel in which a small BERT learns from nothing."""

WORDS: dict[str, tuple[str, str]] = {
    "error.born_too_long": (
        "The text has {given} characters; at most {most} can be learned from here. Keep a part of it.",
        "文本有 {given} 个字符；这里最多能学 {most} 个。请只保留一部分。",
    ),
    "error.born_too_short": (
        "The text has {sentences} usable sentences; at least {least} are needed, in four or more paragraphs parted by empty lines.",
        "文本只有 {sentences} 个可用的句子；至少需要 {least} 句，分成四段以上，段与段之间空一行。",
    ),
    "born.title": ("Born before your eyes", "看一个 BERT 从零诞生"),
    "born.how": (
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
    "born.text": ("Text to learn from", "用来学习的文本"),
    "born.source_en": ("English stories", "英文小故事"),
    "born.source_zh": ("Chinese stories", "中文小故事"),
    "born.source_own": ("A text of yours", "你自己的文本"),
    "born.paste_hint": (
        "At least 30 sentences, paragraphs parted by empty lines.",
        "至少 30 句，段落之间空一行。",
    ),
    "born.sentence": ("Sentence with [MASK]", "带 [MASK] 的句子"),
    "born.second": ("Second sentence: does it follow? (optional)", "第二句：是下文吗？（可选）"),
    "born.steps": ("Steps", "步数"),
    "born.seed": ("Seed", "随机种子"),
    "born.start": ("Give birth", "开始"),
    "born.corpus": (
        "{sentences} sentences, {held} of them held back.",
        "共 {sentences} 句，其中 {held} 句留出。",
    ),
    "born.begins": (
        "{parameters} random numbers, a vocabulary of {vocabulary} pieces from the text. Always guessing the commonest token would be "
        "right {commonest} of the time.",
        "{parameters} 个随机的数，词表有来自文本的 {vocabulary} 个词片。永远猜最常见的词元，正确率为 {commonest}。",
    ),
    "born.unknown": (
        "Your sentence has words that the text does not: {words}. They are read letter by letter.",
        "你的句子里有文本中没有的词：{words}。它们会被逐个字符地读。",
    ),
    "born.figures": (
        "Step {step} of {steps} · masked words {mlm}, next sentence {nsp} (loss) · {speed} tokens/s · {left} s left",
        "第 {step}/{steps} 步 · 损失：掩码词 {mlm}，下一句 {nsp} · {speed} 词元/秒 · 还剩 {left} 秒",
    ),
    "born.loss": ("Loss", "损失"),
    "born.accuracy": ("Accuracy on documents that it never learned from", "在从未学过的文档上的准确率"),
    "born.mlm": ("masked words", "掩码词"),
    "born.nsp": ("next sentence", "下一句"),
    "born.step": ("step", "步"),
    "born.chance": ("dotted: always the commonest token, {share}", "虚线：永远猜最常见的词元，{share}"),
    "born.guesses": ("What it would write now", "它现在会填什么"),
    "born.at": ("step {step}", "第 {step} 步"),
    "born.follows": (
        "It says that your second sentence follows with probability {probability}.",
        "它认为你的第二句是下文的概率为 {probability}。",
    ),
    "born.end": (
        "Done after {seconds} s: {mlm} of the hidden words and {nsp} of the pairs in documents that it never saw.",
        "{seconds} 秒后完成：在没见过的文档里，答对 {mlm} 的掩码词和 {nsp} 的句对。",
    ),
    "born.heart": (
        "In the batches that it learns from, {batch} of the pairs are right: it learned those pairs by heart. To tell what follows "
        "what in new stories takes far more text.",
        "在它学习的批次里，{batch} 的句对是对的：它把那些句对背了下来。要判断新故事里的上下文，需要多得多的文本。",
    ),
    "born.mine": ("Your newborn", "你的新生儿"),
    "born.gone": (
        "It is yours alone, and gone after your visit; download it to keep it.",
        "它只属于你，离开页面后就没有了；想保留请下载。",
    ),
    "born.card": (
        "# A newborn BERT\n\nTwo layers, trained in a browser on a few hundred sentences, for a lesson.",
        "# 新生的 BERT\n\n两层，在浏览器里用几百个句子训练，用于教学。",
    ),
}
