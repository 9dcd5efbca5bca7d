"""Words of the cards of step "layer"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.alone.title": ("One word, or all?", "一个字够吗？"),
    "card.alone.say": (
        "A layer has two halves: attention, then a feed-forward network. We give each half, by itself, the vector of “dog” alone, "
        "without the other words.",
        "一层分两半：先注意力，后前馈网络。我们把“狗”此刻的向量分别单独交给这两半，别的字都拿走。",
    ),
    "card.alone.question": (
        "Which half now gives another result than with the whole sentence?",
        "和整句都在时相比，哪一半的结果会变？",
    ),
    "card.alone.choice.network": ("feed-forward", "前馈网络"),
    "card.alone.choice.attention": ("attention", "注意力"),
    "card.alone.choice.both": ("both", "两半都变"),
    "card.alone.choice.neither": ("neither", "都不变"),
    "card.alone.said.attention": (
        "Attention: what it gives differs by {attention} times its length, what the network gives by {network}. Only "
        "attention looks at other words; the network treats each word by itself.",
        "注意力：它算出的向量变了很多，差出的长度是原来的 {attention} 倍；前馈网络是 {network} 倍。会看别的字的只有注意力，前馈网络对每个字分别计算。",
    ),
    "card.alone.said.network": (
        "The network: off by {network} times its length, attention by {attention}. Here “dog” looked at itself.",
        "前馈网络：偏了原长度的 {network} 倍，注意力偏了 {attention} 倍。在这一层，“狗”只看自己。",
    ),
    "card.alone.said.both": (
        "Both: attention is off by {attention} times its length, the network by {network}.",
        "两半都变：注意力偏了原长度的 {attention} 倍，前馈网络偏了 {network} 倍。",
    ),
    "card.alone.said.neither": (
        "Neither: off by {attention} and {network} times their lengths. In this layer “dog” looks at itself.",
        "都没变：各偏了原长度的 {attention} 和 {network} 倍。在这一层，“狗”只看自己。",
    ),
    "card.alone.bar.attention": ("attention is off by", "注意力差"),
    "card.alone.bar.network": ("the network is off by", "前馈网络差"),
    "card.alone.slip": (
        "The article writes SelfAttention(xᵢ), as if one vector were enough. It needs all of them, x₁ to xₙ. And a "
        "“Transformer” is an encoder and a decoder: BERT is the encoder only.",
        "文章写的是 SelfAttention(xᵢ)，好像一个向量就够了；其实它要用到全部 x₁ 到 xₙ。另外，Transformer 有编码器和解码器，BERT 只用了编码器。",
    ),
    "card.alone.source": (
        "Vaswani et al. 2017, section 3; Devlin et al. 2018, section 3",
        "Vaswani 等 2017，第 3 节；Devlin 等 2018，第 3 节",
    ),
    "card.fires.title": ("Silent neurons", "沉默的神经元"),
    "card.fires.say": (
        "The feed-forward network of this layer has 1,536 neurons. One fires when its value is clearly above zero.",
        "这一层的前馈网络先把向量变成 1536 个数，每个数叫一个神经元。数值明显大于零，就算激活。",
    ),
    "card.fires.question": ("How many of them fire for “dog”?", "读到“狗”时，有多少个会激活？"),
    "card.fires.choice.most": ("nearly all", "几乎全部"),
    "card.fires.choice.half": ("about half", "大约一半"),
    "card.fires.choice.few": ("fewer than a tenth", "不到十分之一"),
    "card.fires.said.few": (
        "{fired} of {neurons}, {percent}. Each word wakes its own small group; the rest stay silent.",
        "{neurons} 个里只有 {fired} 个，占 {percent}。每个字只唤醒一小群神经元，其余都沉默。",
    ),
    "card.fires.said.half": (
        "{fired} of {neurons}, {percent}: a good part of them works on this word.",
        "{neurons} 个里有 {fired} 个，占 {percent}：相当一部分都在为这个字工作。",
    ),
    "card.fires.said.most": (
        "{fired} of {neurons}, {percent}: here nearly every neuron has a say.",
        "{neurons} 个里有 {fired} 个，占 {percent}：几乎人人都出声。",
    ),
    "card.fires.bar.fire": ("neurons that fire", "激活的神经元"),
    "card.fires.bar.silent": ("silent", "沉默的"),
    "card.fires.try": (
        "Choose another word under “Token”. Do the same numbers lead its list of neurons?",
        "在上面的“词元”里换一个字：排在最前的还是那几号神经元吗？",
    ),
    "card.adds.title": ("Which adds more?", "谁加得多？"),
    "card.adds.say": (
        "Both halves of a layer add a vector to the word's own, which stays in the sum: the residual connection. LayerNorm then "
        "makes its numbers average 0 and alike in size, times a learned factor each.",
        "一层的两半，各给这个字加上一个向量，原来的也留在和里（残差连接）；LayerNorm 再把和里的数调成平均为 0、大小相当。",
    ),
    "card.adds.question": (
        "Which adds the longer one to “dog” in layer {layer}?",
        "在第 {layer} 层，谁给“狗”加的向量更长？",
    ),
    "card.adds.choice.attention": ("attention", "注意力"),
    "card.adds.choice.network": ("feed-forward", "前馈网络"),
    "card.adds.said.attention": (
        "Attention: length {attention} against {network}. Here other words change “dog” more than the network does.",
        "注意力：{attention} 比 {network}。在这一层，别的字对“狗”的影响更大。",
    ),
    "card.adds.said.network": (
        "The feed-forward network: length {network} against {attention}. Attention is famous, yet here it adds less.",
        "前馈网络：{network} 比 {attention}。注意力名气大，在这里加得却少。",
    ),
    "card.adds.said.tie": (
        "About the same: attention adds {attention}, the network {network}.",
        "差不多：注意力加 {attention}，前馈网络加 {network}。",
    ),
    "card.adds.bar.attention": ("attention adds", "注意力加上"),
    "card.adds.bar.network": ("the network adds", "前馈网络加上"),
    "card.adds.bar.sum": ("the sum, with what was there", "连同原来的，加起来"),
    "card.adds.bar.normed": ("after LayerNorm", "LayerNorm 之后"),
    "card.adds.try": ("Pick other layers: is it always so?", "换到别的层：总是这样吗？"),
    "card.cost.title": ("What costs most?", "算力花在哪？"),
    "card.cost.question": (
        "Every word is compared with every word. What share of all the work is that, in this short sentence?",
        "每个字都要和所有的字比较。在这句短话里，这占全部计算的多少？",
    ),
    "card.cost.choice.little": ("under 1 %", "不到 1%"),
    "card.cost.choice.tenth": ("about 10 %", "大约 10%"),
    "card.cost.choice.half": ("half or more", "一半以上"),
    "card.cost.said.little": (
        "Only {attention} of all operations. The feed-forward network takes {network}: attention is cheap while the text is short.",
        "只占全部运算的 {attention}。前馈网络占 {network}：句子短的时候，注意力很便宜。",
    ),
    "card.cost.said.tenth": (
        "{attention}; the feed-forward network takes {network}. Attention is the smaller part.",
        "占 {attention}；前馈网络占 {network}。注意力是较小的一份。",
    ),
    "card.cost.said.half": (
        "{attention}; the feed-forward network takes {network}. Comparing is what costs here.",
        "占 {attention}；前馈网络占 {network}。在这里，贵就贵在比较上。",
    ),
    "card.cost.try": (
        "Paste a whole page. How does the share change?",
        "贴一整页文字进去：这个比例怎么变？",
    ),
    "card.longer.title": ("Twice the text", "文本加倍"),
    "card.longer.say": (
        "BERT reads all words at once. Here a text has been doubled: two sentences, then the same two again.",
        "BERT 一次读完所有的字。这里把一段话（两句）又抄了一遍，长度加倍。",
    ),
    "card.longer.question": (
        "How many times more work is it to compare every word with every word?",
        "字与字两两比较，计算量变成原来的几倍？",
    ),
    "card.longer.choice.twice": ("2 times", "2 倍"),
    "card.longer.choice.four": ("4 times", "4 倍"),
    "card.longer.choice.eight": ("8 times", "8 倍"),
    "card.longer.said.twice": (
        "{scores} times, as the network's work ({network} times): here comparing grows with the length only.",
        "{scores} 倍，和前馈网络（{network} 倍）一样：在这里只随长度增长。",
    ),
    "card.longer.said.four": (
        "{scores} times: twice as many words, each compared with twice as many. The feed-forward network takes only "
        "{network} times as much. An RNN would go {tokens} steps, one after another; BERT goes through {layers} layers.",
        "{scores} 倍：字多一倍，每个字要比较的也多一倍。前馈网络只有 {network} 倍。RNN 要一步接一步走 {tokens} 步，BERT 只要过 {layers} 层。",
    ),
    "card.longer.said.eight": (
        "{scores} times, far more than the network's {network} times: length is dear here.",
        "{scores} 倍，远超前馈网络的 {network} 倍：文本一长就很贵。",
    ),
    "card.longer.slip": (
        "“Parallel, so training is fast” is true against an RNN of like size, which must wait for every word. It isn't "
        "free: comparisons grow with the square of the length.",
        "“并行处理，大大提高训练速度”是和同样大小的 RNN 比：RNN 要一个字一个字地等。并行也有代价：比较的次数随长度的平方增长。",
    ),
    "card.longer.source": ("Vaswani et al. 2017, section 4, table 1", "Vaswani 等 2017，第 4 节表 1"),
}
