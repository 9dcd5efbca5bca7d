"""Words of the cards of step "using"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.irony.title": ("Does it get irony?", "听得懂反话吗？"),
    "card.irony.say": (
        "“Great”, it says, and means the opposite.",
        "嘴上说“谢谢”，其实在生气。",
    ),
    "card.irony.question": (
        "What will the classifier call it?",
        "分类器会判成正面还是负面？",
    ),
    "card.irony.choice.negative": ("negative", "负面"),
    "card.irony.choice.positive": ("positive", "正面"),
    "card.irony.said.positive": (
        "“{label}”, {percent}: it is taken in. It weighs words that praise, and doesn't hear how they are meant.",
        "“{label}”，{percent}：上当了。它看的是字面上的好话，听不出语气。",
    ),
    "card.irony.said.negative": (
        "“{label}”, {percent}: it isn't taken in this time.",
        "“{label}”，{percent}：这一次没有上当。",
    ),
    "card.irony.try": (
        "“The story is boring, but the actors are great.” Then swap the two halves. Which half wins?",
        "“房间很大，但是服务很差。”再把两半对调：判断会变吗？",
    ),
    "card.names.title": ("Two Washingtons", "两个长城"),
    "card.names.say": ("The same word twice.", "同一个词出现了两次。"),
    "card.names.question": (
        "Which of the two will BERT call a person?",
        "哪一个会被当成人名？",
    ),
    "card.names.choice.both": ("both", "两个都是"),
    "card.names.choice.first": ("the first", "前一个"),
    "card.names.choice.second": ("the second", "后一个"),
    "card.names.choice.neither": ("neither", "都不是"),
    "card.names.said.first": (
        "The first ({found}). The word is the same; what stands around it decides.",
        "前一个（{found}）。字一样，是前后的字让它分清的。",
    ),
    "card.names.said.second": (
        "The second ({found}): the wrong way round.",
        "后一个（{found}）：正好弄反了。",
    ),
    "card.names.said.both": (
        "Both ({found}): it goes by the word, not by its place.",
        "两个都是（{found}）：它只认字，不看位置。",
    ),
    "card.names.said.neither": (
        "Neither. Names that it found: {count}. {found}",
        "都不是。找到的名字：{count} 个。{found}",
    ),
    "card.names.try": (
        "“Paris met Jordan in Jordan.” How many people are there?",
        "“黄山和朋友爬上了黄山。”哪个是人？",
    ),
    "card.nothing.title": ("The text doesn't say", "文中没有"),
    "card.nothing.say": (
        "The passage says nothing about the mayor's hat.",
        "问的是“火车有多长？”，可这段文字里根本没有火车。",
    ),
    "card.nothing.question": (
        "Will BERT own up, or give an answer all the same?",
        "BERT 会承认没有答案，还是照样回答？",
    ),
    "card.nothing.choice.admits": ("it owns up", "承认没有"),
    "card.nothing.choice.invents": ("it answers", "照样回答"),
    "card.nothing.said.invents": (
        "It answers “{word}”, and is sure of it: {percent}. Of such questions in its test it refused {rate}; this one "
        "slips through, because a piece of the text looks like an answer.",
        "它回答“{word}”，而且很有把握：{percent}。测试时这类问题它拒答了 {rate}，这一个却漏过去了，因为文中有一处看着像答案。",
    ),
    "card.nothing.said.admits": (
        "It owns up: “no answer” {none}. Of such questions in its test it refused {rate}. Its best guess would be “{word}”.",
        "它承认没有答案（{none}）。测试时这类问题它拒答了 {rate}。硬要猜的话，会是“{word}”。",
    ),
    "card.nothing.try": (
        "Ask “Who is the president?”. Does it own up there?",
        "改问“总统是谁？”，这一次它承认吗？",
    ),
    "card.lost.title": ("Lost in translation", "翻译丢了什么？"),
    "card.lost.say": (
        "BERT reads the English; a decoder beside it writes Chinese.",
        "BERT 负责读英文，旁边的解码器负责写中文。",
    ),
    "card.lost.question": (
        "A city and a name: which of them is lost on the way?",
        "一座城市，一个人名，哪一个会丢？",
    ),
    "card.lost.gloss": (
        "He lives in Shanghai. My name is Li Ming.",
        "他住在上海。我叫李明。",
    ),
    "card.lost.choice.city": ("the city", "城市"),
    "card.lost.choice.name": ("the name", "人名"),
    "card.lost.choice.both": ("both", "两个都丢"),
    "card.lost.choice.nothing": ("neither", "都没丢"),
    "card.lost.said.name": (
        "The name: “{translation}” has Shanghai but not Li Ming. Cities came up often in training, this name hardly ever; so a commoner one is "
        "written, quite fluently.",
        "人名：“{translation}”训练时城市见得多，这个名字几乎没见过，就写成了别的样子，看上去还像模像样。",
    ),
    "card.lost.said.city": (
        "The city: “{translation}”. The name came through.",
        "城市：“{translation}”人名倒是译对了。",
    ),
    "card.lost.said.both": (
        "Both: “{translation}”. Names are the weak spot of this small translator.",
        "两个都丢：“{translation}”专名是这个小翻译模型的弱点。",
    ),
    "card.lost.said.nothing": (
        "Neither: “{translation}”.",
        "都没丢：“{translation}”",
    ),
    "card.lost.slip": (
        "The article lists translation among BERT's uses. BERT alone can't write: it is an encoder and needs a decoder.",
        "文章把机器翻译列为 BERT 的应用。BERT 只是编码器，自己不会写，还要配一个解码器。",
    ),
    "card.lost.source": (
        "Vaswani et al. 2017, section 3.1; Rothe et al. 2020, section 2",
        "Vaswani 等 2017，3.1 节；Rothe 等 2020，第 2 节",
    ),
    "card.tools.title": ("Where to go from here", "还能用什么？"),
    "card.tools.say": (
        "This page runs on Hugging Face's library “transformers”; here you can open any BERT from its Hub.",
        "本页用的是 Hugging Face 的 transformers 库；在这里可以打开它的模型库（Hub）里的任何 BERT。",
    ),
    "card.tools.question": (
        "The article says it has BERT for TensorFlow, too. Does it still?",
        "文章说它也提供 TensorFlow 版的 BERT。现在还有吗？",
    ),
    "card.tools.choice.yes": ("yes", "有"),
    "card.tools.choice.no": ("no", "没有了"),
    "card.tools.said.no": (
        "No: we asked transformers {version}, which runs here, for “TFBertModel”, and there is none. Only PyTorch is left.",
        "没有了：我们在本页所用的 transformers {version} 里找 TFBertModel，找不到。只剩 PyTorch 版。",
    ),
    "card.tools.said.yes": (
        "Yes: transformers {version}, which runs here, still has “TFBertModel”.",
        "有：本页所用的 transformers {version} 里还有 TFBertModel。",
    ),
    "card.tools.slip": (
        "“PyTorch and TensorFlow” was true until version 4.",
        "“PyTorch 和 TensorFlow 实现”，到第 4 版为止。",
    ),
    "card.tools.source": (
        "Migration guide to transformers 5",
        "transformers 第 5 版迁移指南",
    ),
    "card.tools.try": (
        "Read on: the BERT paper (arXiv 1810.04805), Jay Alammar's “The Illustrated BERT” (jalammar.github.io), "
        "huggingface.co/docs/transformers.",
        "接着读：BERT 论文（arXiv 1810.04805），Jay Alammar 的图解博客（jalammar.github.io）。",
    ),
    "card.prints.title": ("Find the bug: the print", "找错：打印出来的"),
    "card.prints.say": (
        "The article’s 5.3 ends here: one number for negative, one for positive.",
        "文章 5.3 节到此为止：前一个数是负面，后一个是正面。",
    ),
    "card.prints.question": (
        "How probable is “positive”, by these two numbers?",
        "照这两个数，“正面”的概率是多少？",
    ),
    "card.prints.choice.p15": ("15 %", "约 15%"),
    "card.prints.choice.p54": ("54 %", "约 54%"),
    "card.prints.choice.p62": ("62 %", "约 62%"),
    "card.prints.choice.p100": ("100 %", "约 100%"),
    "card.prints.said.p15": (
        "{share}: read off as it stands. This page’s model: scores {logits}, divided by T = {temperature}: {own} positive.",
        "{share}：直接读数。本页模型：{logits}，除以 T = {temperature}，正面 {own}。",
    ),
    "card.prints.said.p54": (
        "{share} positive, {rest} negative. This page’s model: scores {logits}, divided by T = {temperature}: {own} positive.",
        "正面 {share}，负面 {rest}。本页模型：{logits}，除以 T = {temperature}，正面 {own}。",
    ),
    "card.prints.said.p62": (
        "{share}, and {rest} for negative. These are logits, scores before softmax: one is below 0, their sum is {sum}. "
        "Softmax makes shares of them. This page’s model: scores {logits}, divided by T = {temperature}: {own} positive.",
        "{share}，负面 {rest}。打印的是 logit，即 softmax 之前的得分：有负数，加起来是 {sum}。softmax 才把它们变成概率。本页模型：{logits}，除以 T = {temperature}，正面 {own}。",
    ),
    "card.prints.said.p100": (
        "{share} positive, {rest} negative. This page’s model: scores {logits}, divided by T = {temperature}: {own} positive.",
        "正面 {share}，负面 {rest}。本页模型：{logits}，除以 T = {temperature}，正面 {own}。",
    ),
    "card.prints.slip": (
        "No softmax, and today print shows a whole output object. The article’s numbers come from a head with random "
        "weights or from one just trained: near a coin toss, and yours will differ.",
        "少了 softmax；如今打印的是一整个输出对象。文章的数出自随机权重的输出层：和抛硬币差不多，你跑出来也不一样。",
    ),
    "card.prints.source": (
        "Devlin et al. 2018, section 4.1; Transformers, ModelOutput",
        "Devlin 等 2018，第 4.1 节；Transformers 文档 ModelOutput",
    ),
}
