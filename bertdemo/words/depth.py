"""Words of step 6: through the layers."""

WORDS: dict[str, tuple[str, str]] = {
    "depth.lens.title": ("What would BERT say after each layer?", "每一层之后，BERT 会说什么？"),
    "depth.lens.how": (
        "The masked-word head, $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$, is applied to every layer "
        "and not to the last alone (the “logit lens”, [nostalgebraist 2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens), there for GPT). It was trained for the "
        "last layer only, so earlier rows are a reading, not what the model says. Put [MASK] into your sentence to see a "
        "guess take shape.",
        "把掩码词预测头 $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$ 用到每一层，而不只是最后一层"
        "（“logit lens”，[nostalgebraist 2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens)，原为 GPT 而作）。它只为最后一层训练过，"
        "所以前面各行只是一种解读，不是模型的回答。在句子里放一个 [MASK]，可以看到猜测如何成形。",
    ),
    "depth.lens.shows.hint": (
        "Point at a cell, or use the arrow keys: its five likeliest words.",
        "指向一格，或用方向键：看它最可能的五个词。",
    ),
    "depth.lens.shows.place": ("layer {layer}, {token}:", "第 {layer} 层，{token}："),
    "depth.lens.shows.grid": ("Likeliest word by layer and token", "各层各词元最可能的词"),
    "depth.lens.shows.layer_name": ("layer {layer}", "第 {layer} 层"),
    "depth.lens.shows.before": ("before", "之前"),
    "depth.lens.says.said": (
        "After layer {layers}, {same} of {words} tokens are read as themselves (underlined); after layer 1, {first}. The stronger "
        "a colour, the surer.",
        "第 {layers} 层之后，{words} 个词元中有 {same} 个被读作自己（带下划线）；第 1 层之后是 {first} 个。颜色越强越有把握。",
    ),
    "depth.lens.says.cut": ("The first {shown} of {all} tokens.", "前 {shown} 个词元，共 {all} 个。"),
    "depth.paths.title": (
        "One word, two meanings: how do vectors move?",
        "一个词，两个意思：向量怎样移动？",
    ),
    "depth.paths.how": (
        "**Left**: the states of all layers and tokens, drawn on their two principal components, fitted once for all layers, so that "
        "places compare. The axes say how much of the variance they show; the rest is not in the picture, so near points may "
        "lie far apart. 0 marks where a token starts, the large dot the last layer. **Right**: cosine of the angle between two "
        "places of one word. Before layer 1 they differ by their positions only; context drives them apart, or together. See "
        "[Ethayarajh 2019](https://arxiv.org/abs/1909.00512): in upper layers all vectors point into one cone, so compare curves, not heights alone.",
        "**左**：所有层、所有词元的状态，画在两个主成分上；主成分对所有层一起只拟合一次，所以位置可以相互比较。坐标轴标明各自展示了多少方差；"
        "其余的不在图里，看起来近的点也可能很远。0 标出起点，大圆点是最后一层。**右**：同一个词两处向量夹角的余弦。第 1 层之前只差位置；"
        "语境让它们分开，或者靠拢。参见 [Ethayarajh 2019](https://arxiv.org/abs/1909.00512)：高层的向量都挤在一个锥里，所以要比较曲线，而不只看高低。",
    ),
    "depth.paths.shows.plane": ("All layers in one picture", "所有层在同一幅图里"),
    "depth.paths.shows.space": ("Three dimensions", "三维"),
    "depth.paths.shows.alike": ("How alike are two places of one word?", "同一个词的两处有多像？"),
    "depth.paths.says.layers": ("layer (0: before the first)", "层（0：第一层之前）"),
    "depth.paths.shows.example": ("Show “bank” beside a river and beside money", "看看一词多义的例句"),
    "depth.paths.shows.matrix": ("How alike are all tokens? Layer", "所有词元有多像？层"),
    "depth.paths.shows.matrix_name": ("Similarity between tokens", "词元之间的相似度"),
    "depth.paths.shows.previous": ("Previous layer", "上一层"),
    "depth.paths.shows.next": ("Next layer", "下一层"),
    "depth.paths.shows.hint": (
        "Point at a cell, or use the arrow keys: cosine of two tokens. 0 is before layer 1; the stronger the colour, the more alike.",
        "指向一格，或用方向键：两个词元的余弦。0 是第 1 层之前；颜色越强越像。",
    ),
    "depth.paths.shows.nearest": ("Most alike to “{token}”, layer by layer", "各层中与“{token}”最像的词元"),
    "depth.paths.shows.no_twins": (
        "No word comes twice here. Try the example “river bank, money bank”.",
        "这里没有重复的词。试试例句“一词多义”。",
    ),
    "depth.paths.says.said": (
        "“{token}” moves {distance} from the embeddings to layer {layers}; the picture shows {shown} of all variance.",
        "“{token}”从嵌入到第 {layers} 层移动了 {distance}；图中展示了全部方差的 {shown}。",
    ),
    "depth.paths.says.twins": (
        "“{token}” comes twice: cosine {first} before layer 1, {last} after layer {layers}.",
        "“{token}”出现两次：第 1 层之前余弦为 {first}，第 {layers} 层之后为 {last}。",
    ),
    "depth.paths.says.axis": (
        "component {number}: {share} of the variance",
        "第 {number} 主成分：方差的 {share}",
    ),
    "depth.sides.title": (
        "Left, right, both: what is bidirectional about BERT?",
        "左、右、双向：BERT 的“双向”是什么？",
    ),
    "depth.sides.how": (
        "The word is hidden by [MASK]. In **left** and **right**, no token in any layer may look at the words of the other side "
        "(their attention scores become $-\\infty$); [CLS], [SEP] and the positions stay. This BERT was trained with both sides, "
        "so one side alone is new to it: a model that was trained one way would do better at that. The article calls ELMo and "
        "GloVe one-directional. A kinder account: GloVe ([Pennington et al. 2014](https://aclanthology.org/D14-1162/)) has no context at all, one vector a word; ELMo "
        "([Peters et al. 2018](https://arxiv.org/abs/1802.05365)) reads in both directions, with two models that meet only at the end; GPT (Radford et al. "
        "2018) reads from the left. BERT's words look both ways in every layer.",
        "这个词用 [MASK] 遮住。在**左**与**右**中，任何一层的任何词元都不能看另一侧的词（其注意力分数变为 $-\\infty$）；[CLS]、[SEP] 与位置保留。"
        "这个 BERT 是用两侧一起训练的，单侧对它很陌生：专门单向训练的模型会做得更好。文章说 ELMo 和 GloVe 是单向的，更公允的说法是："
        "GloVe（[Pennington 等 2014](https://aclanthology.org/D14-1162/)）完全没有语境，一词一向量；ELMo（[Peters 等 2018](https://arxiv.org/abs/1802.05365)）两个方向都读，"
        "但两个模型到最后才汇合；GPT（Radford 等 2018）从左往右读。BERT 的词在每一层都能向两边看。",
    ),
    "depth.sides.says.both": ("both sides", "两侧"),
    "depth.sides.says.left": ("left side only", "只看左侧"),
    "depth.sides.says.right": ("right side only", "只看右侧"),
    "depth.sides.says.own": (
        "“{token}” itself: {probability}, place {rank}",
        "“{token}”自己：{probability}，第 {rank} 位",
    ),
    "depth.sides.says.said": (
        "“{token}” is hidden. With both sides BERT gives it {both}, with the left alone {left}, with the right alone {right}.",
        "“{token}”被遮住。看两侧时 BERT 给它 {both}，只看左侧 {left}，只看右侧 {right}。",
    ),
}
