"""Words of the cards of step "vectors"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.fixed.title": ("A table of words", "一字一个向量"),
    "card.fixed.say": (
        "GloVe, older than BERT, is a table: for each word one vector, a row of numbers. BERT begins with such a table. Chosen is “bank” (Token, above).",
        "比 BERT 更早的 GloVe 是一张表：每个词一个向量（一串数）。BERT 的第一步也是查这样一张表。选中的是“花钱”的“花”。",
    ),
    "card.fixed.question": (
        "Which words lie nearest to it in the table?",
        "在表里，离它最近的是哪类字？",
    ),
    "card.fixed.choice.usual": ("words about money", "与花草有关的字"),
    "card.fixed.choice.here": ("words about rivers", "与花钱有关的字"),
    "card.fixed.choice.both": ("some of each", "两类都有"),
    "card.fixed.said.usual": (
        "{near}: the usual bank, not the river’s. The table has one “{token}” for all sentences and knows of no river. Only the layers look at the sentence.",
        "{near}：说的是花草。表里只有一个“{token}”，不管在哪句话里都一样；要过了各层，才知道这里说的是钱。",
    ),
    "card.fixed.said.here": (
        "{near}: the river, by chance. The table has one “{token}” for all sentences, and cannot know this one.",
        "{near}：正好是花钱，但这是碰巧。表里只有一个“{token}”，并不知道这是哪句话。",
    ),
    "card.fixed.said.both": (
        "{near}: some of each. The table has one “{token}” for all sentences, so both meanings must share it.",
        "{near}：两类都有。表里只有一个“{token}”，两个意思只好共用它。",
    ),
    "card.fixed.said.tie": (
        "{near}: neither. The table has one “{token}” for all sentences.",
        "{near}：哪一类都不是。表里只有一个“{token}”，不管在哪句话里都一样。",
    ),
    "card.fixed.slip": (
        "The article has ELMo and GloVe read in one direction. GloVe has none: it counts which words stand close together. ELMo reads in both, with two networks trained apart, then joined.",
        "文章说 ELMo、GloVe 只能从一个方向理解语言。GloVe 根本没有方向，只统计哪些词常在一起；ELMo 两个方向都读，不过是两个网络分开训练，再拼起来。",
    ),
    "card.fixed.source": (
        "Pennington et al. 2014, section 3; Peters et al. 2018, section 3.1",
        "Pennington 等 2014，第 3 节；Peters 等 2018，3.1 节",
    ),
    "card.twice.title": ("Month or verb?", "会议与会来"),
    "card.twice.say": (
        "“May” the month and “may” the verb begin with the same word vector.",
        "“会议”的“会”和“会来”的“会”，一开始是同一个词向量。",
    ),
    "card.twice.question": (
        "After the last layer, are the two more alike than before the first, or less?",
        "过完所有的层，这两个“会”比进去之前更像，还是更不像？",
    ),
    "card.twice.choice.more": ("more alike", "更像"),
    "card.twice.choice.same": ("just as alike", "一样像"),
    "card.twice.choice.less": ("less alike", "更不像"),
    "card.twice.said.less": (
        "Less: their cosine (1: same direction, 0: right angle) falls from {before}, not quite 1 since their positions differ, to {after}. The words around have made two words of one.",
        "更不像：余弦（同向为 1，直角为 0）从 {before}（位置不同，所以不是 1）降到 {after}。上下文把一个字变成了两个。",
    ),
    "card.twice.said.more": (
        "More: their cosine, 1 for the same direction, rises from {before} to {after}. Here context has not told the two apart.",
        "更像：余弦（同向为 1）从 {before} 升到 {after}。在这里，上下文没能把两个意思分开。",
    ),
    "card.twice.said.same": (
        "Hardly a change: their cosine, 1 for the same direction, goes from {before} to {after}. Here context has not told the two apart.",
        "几乎没变：余弦（同向为 1）从 {before} 变到 {after}。在这里，上下文没能把两个意思分开。",
    ),
    "card.twice.try": (
        "Choose one “may”, then the other, and compare the lists after context.",
        "先选前一个“会”，再选后一个，比比结合上下文之后的近邻。",
    ),
    "card.order.title": ("Who bit whom?", "谁咬了谁？"),
    "card.order.say": (
        "Each token's vector is a sum: its word, its sentence, its position. Suppose that the position vectors were left out.",
        "每个词元的向量由三部分相加：词、句段、位置。现在假设不加位置向量。",
    ),
    "card.order.question": (
        "After all layers, would the dog that bites and the dog that is bitten still differ?",
        "过完所有的层，咬的“狗”和被咬的“狗”还会不同吗？",
    ),
    "card.order.choice.same": ("no, they would be the same", "不会，完全一样"),
    "card.order.choice.differ": ("yes, the words around differ", "会，它们前后的字不一样"),
    "card.order.said.same": (
        "They would be exactly the same. Attention sees which words there are, but not where: without positions a sentence is a bag of words. With them the two differ (cosine {cosine}).",
        "完全一样，一个数也不差。注意力只知道有哪些字，不知道在哪里：没有位置，句子就只是一堆不分先后的字。有了位置，两者才不同（余弦 {cosine}）。",
    ),
    "card.order.said.differ": (
        "They would: this model knows where words stand in some other way than by position vectors. With them the cosine is {cosine}.",
        "会：这个模型除了位置向量，还有别的办法知道字在哪里。有位置向量时，余弦是 {cosine}。",
    ),
    "card.order.bar.with": ("with positions", "有位置向量"),
    "card.order.bar.without": ("without", "没有位置向量"),
    "card.order.slip": (
        "The article never mentions positions. By its formulas alone, “dog bites man” equals “man bites dog”.",
        "文章从头到尾没提位置。只照它的公式算，“狗咬人”和“人咬狗”没有区别。",
    ),
    "card.order.source": (
        "Vaswani et al. 2017, section 3.5; Devlin et al. 2018, figure 2",
        "Vaswani 等 2017，3.5 节；Devlin 等 2018，图 2",
    ),
    "card.second.title": ("Sentence A or B?", "第几句？"),
    "card.second.say": (
        "BERT can read two sentences at once. A segment vector, added to each token, says which of the two it belongs to.",
        "BERT 可以同时读两句话。每个词元都加上一个句段向量，说明它属于哪一句。",
    ),
    "card.second.question": (
        "How many different segment vectors are added here?",
        "这里用到了几个不同的句段向量？",
    ),
    "card.second.said.count": (
        "{count}: A for the first {first} tokens, up to the [SEP] between, B for the other {rest}. All of a sentence share one, so it tells which sentence, and never where in it.",
        "{count} 个：前 {first} 个词元（到中间的 [SEP] 为止）用 A，后 {rest} 个用 B。同一句共用一个，所以它只说是哪一句，不说在句中哪里。",
    ),
    "card.second.slip": (
        "The article never mentions segments either, though its next-sentence task needs them.",
        "文章也没提句段，可它讲的“下一句预测”正用得上。",
    ),
    "card.second.source": (
        "Devlin et al. 2018, section 3 and figure 2",
        "Devlin 等 2018，第 3 节和图 2",
    ),
    "card.tuned.title": ("Not just word vectors", "不只是词向量"),
    "card.tuned.say": (
        "We trained this BERT further, to judge reviews. Think of a vector as an arrow: compare the chosen word’s arrow after the last layer, before that training and after.",
        "这个 BERT 又学了判断评论。向量好比一支箭：比较选中的字在最后一层的那支箭，学之前和学之后。",
    ),
    "card.tuned.question": ("How far has the arrow turned?", "箭转了多大的角度？"),
    "card.tuned.choice.stays": ("it stays as it was", "没有转"),
    "card.tuned.choice.little": ("a little", "一点"),
    "card.tuned.choice.far": ("far", "很大"),
    "card.tuned.said.far": (
        "Far: “{token}” has turned by {degrees}°, where 90° would be a right angle. Tuning changed how BERT reads, not only what is put on top.",
        "很大：“{token}”转了 {degrees}°（90° 就是直角）。微调改变了 BERT 读句子的方式，不只是在上面加一层。",
    ),
    "card.tuned.said.little": (
        "A little: “{token}” has turned by {degrees}°, where 90° would be a right angle. BERT reads this word much as before, but not the same.",
        "一点：“{token}”转了 {degrees}°（90° 就是直角）。BERT 读这个字和以前差不多，但不完全一样。",
    ),
    "card.tuned.said.stays": (
        "Hardly at all: “{token}” has turned by {degrees}°. For this word, the new task needed no new vector.",
        "几乎没变：“{token}”只转了 {degrees}°。就这个字来说，新任务用不着新的向量。",
    ),
    "card.tuned.slip": (
        "The article says that pretraining yields word vectors, which a task then uses. What it yields is a whole network, and BERT's authors tune all of it for each task.",
        "文章说预训练得到词向量，再拿去做下游任务。其实得到的是整个网络，BERT 的作者为每个任务微调全部参数。",
    ),
    "card.tuned.source": ("Devlin et al. 2018, section 3.2", "Devlin 等 2018，3.2 节"),
}
