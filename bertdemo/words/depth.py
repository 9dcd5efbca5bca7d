"""Words of step 6: through the layers."""

WORDS: dict[str, tuple[str, str]] = {
    "depth.lens.title": ("What would BERT say after each layer?", "每一层之后，BERT 会说什么？"),
    "depth.lens.how": (
        "The masked-word head, $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$, is applied to "
        "every layer and not to the last alone (the “logit lens”, [nostalgebraist "
        "2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens), there for GPT; a logit "
        "is a score before softmax). It was trained for the last layer only, so earlier rows are a reading, not what the "
        "model says. The chosen word is hidden by [MASK], since otherwise every row would only repeat what stands there; "
        "where you typed [MASK] yourself, nothing else is hidden.",
        "把掩码词预测头 $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$ 用到每一层，"
        "而不只是最后一层（“logit lens”，"
        "[nostalgebraist 2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens)，"
        "原为 GPT 而作；logit 是未归一化的得分）。它只为最后一层训练过，所以前面各行只是一种解读，不是模型的回答。"
        "所选的词默认用 [MASK] 遮住，否则每一行都只会重复原词；你自己写了 [MASK] 时，不再遮别的词。",
    ),
    "depth.lens.shows.hint": (
        "Point: five likeliest words; click: hide that word. The stronger a colour, the surer; underlined: what stands there.",
        "指向一格，看最可能的五个词；点击则遮住那个词。颜色越强越有把握；带下划线的就是原词。",
    ),
    "depth.lens.shows.place_before": ("before layer 1, {token}:", "第 1 层之前，{token}："),
    "depth.lens.shows.place": ("layer {layer}, {token}:", "第 {layer} 层，{token}："),
    "depth.lens.shows.grid": ("Likeliest word by layer and token", "各层各词元最可能的词"),
    "depth.lens.shows.layer_name": ("layer {layer}", "第 {layer} 层"),
    "depth.lens.shows.before": ("before", "之前"),
    "depth.lens.says.cut": ("The first {shown} of {all} tokens.", "前 {shown} 个词元，共 {all} 个。"),
    "depth.lens.says.said_right": (
        "“{word}” hidden: after the last layer BERT says “{guess}” ({probability}), the word that stood there. {made}",
        "遮住“{word}”：最后一层之后 BERT 填“{guess}”（{probability}），正是原来的词。{made}",
    ),
    "depth.lens.says.said_wrong": (
        "“{word}” hidden: after the last layer BERT says “{guess}” ({probability}), which is not the word. {made}",
        "遮住“{word}”：最后一层之后 BERT 填“{guess}”（{probability}），不是原来的词。{made}",
    ),
    "depth.lens.says.said_mask": (
        "For your [MASK], BERT says “{guess}” after the last layer ({probability}). {made}",
        "对你写的 [MASK]，最后一层之后 BERT 填“{guess}”（{probability}）。{made}",
    ),
    "depth.lens.says.made.before": (
        "It stands first before layer 1 already, so no context made it.",
        "第 1 层之前它就排在首位，所以不是上下文带来的。",
    ),
    "depth.lens.says.made.single": (
        "This model has one layer, so there is no way to follow.",
        "这个模型只有一层，看不到猜测形成的过程。",
    ),
    "depth.lens.says.made.early": (
        "It leads from layer {layer} of {layers} on: the guess is made early, and the layers above keep it.",
        "从第 {layer} 层（共 {layers} 层）起它一直领先：这个猜测很早就定下，后面各层没有改变它。",
    ),
    "depth.lens.says.made.midway": (
        "It leads from layer {layer} of {layers} on: the guess is made in the upper half; layer {previous} still says "
        "“{earlier}” ({share}).",
        "从第 {layer} 层（共 {layers} 层）起它才一直领先：这个猜测到后半段才形成，"
        "第 {previous} 层还说“{earlier}”（{share}）。",
    ),
    "depth.lens.says.made.late": (
        "The guess is made late: only from layer {layer}, the last, does it lead for good; layer {previous} still says “{earlier}” "
        "({share}).",
        "这个猜测来得很晚：到最后的第 {layer} 层它才稳居首位，第 {previous} 层还说“{earlier}”（{share}）。",
    ),
    "depth.paths.title": (
        "One word, two meanings: how do vectors move?",
        "一个词，两个意思：向量怎样移动？",
    ),
    "depth.paths.how": (
        "**Ways through the layers**: the states of all layers and tokens, drawn on their two principal components (the directions in which "
        "they differ most), fitted once for all layers, so that places compare. The axes say how much of the variance they "
        "show; the rest is not in the picture, so near points may lie far apart. 0 marks where a token starts, the large "
        "dot the last layer. **Two places of one word**: cosine of the angle between two places of one word (1: the same direction, 0: at "
        "right angles). Before layer 1 they differ by their positions only; context drives them apart, or together. See "
        "[Ethayarajh 2019](https://arxiv.org/abs/1909.00512): in upper layers all vectors may point into one narrow cone, "
        "so the finding compares a pair with the mean of all pairs of words, and a word that comes twice with another one "
        "that does.",
        "**各层中的路径**：所有层、所有词元的状态，画在两个主成分（差异最大的方向）上；主成分对所有层一起只拟合一次，所以位置可以相互比较。"
        "坐标轴标明各自展示了多少方差；其余的不在图里，看起来近的点也可能很远。0 标出起点，大圆点是最后一层。**同一个词的两处**："
        "同一个词两处向量夹角的余弦（1 表示方向相同，0 表示垂直）。第 1 层之前只差位置；上下文让它们分开，或者靠拢。"
        "参见 [Ethayarajh 2019](https://arxiv.org/abs/1909.00512)："
        "高层的向量可能集中在一个狭窄的锥形里，彼此方向相近；所以结论总把一对词与所有词对的平均值相比，"
        "把出现两次的词与另一个出现两次的词相比。",
    ),
    "depth.paths.shows.parts": ("What is shown", "看什么"),
    "depth.paths.shows.plane": ("ways through the layers", "各层中的路径"),
    "depth.paths.shows.alike": ("two places of one word", "同一个词的两处"),
    "depth.paths.shows.matrix": ("all tokens, one layer", "一层里的所有词元"),
    "depth.paths.shows.matrix_title": (
        "How alike are all tokens after layer {layer}?",
        "第 {layer} 层之后，所有词元有多像？",
    ),
    "depth.paths.shows.cosine": ("cosine; below 0 as 0", "余弦；小于 0 的按 0 画"),
    "depth.paths.shows.hint": (
        "Point at a cell, or use the arrow keys, for the cosine of two tokens. The bar picks the layer.",
        "指向一格，或用方向键，看两个词元的余弦。层在上面的横条里选。",
    ),
    "depth.paths.shows.no_twins": (
        "No word comes twice in this text. Write one twice, and its two places are compared, layer by layer.",
        "这段文字里没有重复的词。把一个词写两遍，就能逐层比较它的两处。",
    ),
    "depth.paths.shows.space": ("Three dimensions", "三维"),
    "depth.paths.says.alike": ("How alike are two places of one word?", "同一个词的两处有多像？"),
    "depth.paths.says.layers": ("layer (0: before the first)", "层（0：第一层之前）"),
    "depth.paths.shows.matrix_name": ("Similarity between tokens", "词元之间的相似度"),
    "depth.paths.shows.nearest": ("Most alike to “{token}”, layer by layer", "各层中与“{token}”最像的词元"),
    "depth.paths.says.said": (
        "Of {pairs} pairs of words, “{one}” and “{other}” came together most: cosine {first} before layer 1, {last} after "
        "layer {layers}; all pairs on average: {mean_first} and {mean_last}. {judgement}",
        "在 {pairs} 对词中，“{one}”与“{other}”靠拢得最多：第 1 层之前余弦为 {first}，"
        "第 {layers} 层之后为 {last}；所有词对的平均值则是 {mean_first} 和 {mean_last}。"
        "{judgement}",
    ),
    "depth.paths.says.judged.apart": (
        "So no pair came together: this text drove its words apart.",
        "也就是说没有一对靠拢：这段文字让各个词都分开了。",
    ),
    "depth.paths.says.judged.cone": (
        "They rose little more than the mean: everything became alike, not these two alone.",
        "这一对只比平均值多升了一点：是所有词都变得相像，不只是这两个。",
    ),
    "depth.paths.says.judged.cone_more": (
        "All words became more alike on average, and these two the most; but some pair always comes first, so this alone does not tie them.",
        "平均来看，各个词变得更像了，这一对最明显；不过总会有一对排第一，这不能证明它们有什么联系。",
    ),
    "depth.paths.says.judged.pair": (
        "The rest did not come together like that; still, one pair of them all must come first.",
        "其余的词并没有这样靠拢；不过总有一对要排在最前。",
    ),
    "depth.paths.says.one_word": (
        "There is one word only, so nothing can come together or part.",
        "这里只有一个词，谈不上靠拢或分开。",
    ),
    "depth.paths.says.twins": (
        "“{token}” comes twice: {first} before layer 1, {last} after layer {layers}; {judgement}",
        "“{token}”出现两次：第 1 层之前余弦为 {first}，第 {layers} 层之后为 {last}；{judgement}",
    ),
    "depth.paths.says.thrice": (
        "“{token}” comes {count} times. Tokens {one} and {other}: {first} before layer 1, {last} after layer {layers}; {judgement}",
        "“{token}”出现 {count} 次。第 {one} 与第 {other} 个词元：第 1 层之前余弦为 {first}，第 {layers} 层之后为 {last}；{judgement}",
    ),
    "depth.paths.says.twins_judged.uncontrolled": (
        "no other word comes twice, so nothing says whether that is its meaning or only its place.",
        "没有别的词也出现两次，所以无法判断这是词义造成的，还是仅仅因为位置不同。",
    ),
    "depth.paths.says.twins_judged.stayed": (
        "so context did not drive its two places apart.",
        "所以上下文没有把这两处分开。",
    ),
    "depth.paths.says.twins_judged.apart": (
        "it falls more than “{control}” ({control_first} to {control_last}), so context told these two apart.",
        "比“{control}”（{control_first} 到 {control_last}）降得多，所以上下文确实区分了这两处。",
    ),
    "depth.paths.says.twins_judged.alike": (
        "“{control}” falls as much or more ({control_first} to {control_last}), so this proves nothing about meaning.",
        "可“{control}”降得同样多甚至更多（{control_first} 到 {control_last}），所以说明不了词义。",
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
        "The word is hidden by [MASK]. In **left** and **right**, no token in any layer may look at the words of the other "
        "side (their attention scores become $-\\infty$); [CLS], [SEP] and the positions stay. This BERT was trained with "
        "both sides, so one side alone is new to it: a model that was trained one way would do better at that. Two "
        "probabilities within a quarter of one another are called equal. The article calls ELMo and GloVe one-directional. "
        "More exactly: GloVe ([Pennington et al. 2014](https://aclanthology.org/D14-1162/)) has no context at all, one "
        "vector a word; ELMo ([Peters et al. 2018](https://arxiv.org/abs/1802.05365)) reads in both directions, with two "
        "models that meet only at the end; GPT (Radford et al. 2018) reads from the left. BERT's words look both ways in "
        "every layer.",
        "这个词用 [MASK] 遮住。在**左**与**右**中，"
        "任何一层的任何词元都不能看另一侧的词（其注意力分数变为 $-\\infty$）；[CLS]、[SEP] 与位置保留。"
        "这个 BERT 是用两侧一起训练的，单侧对它很陌生：专门单向训练的模型会做得更好。两个概率相差不到四分之一，就算相同。"
        "文章说 ELMo 和 GloVe 是单向的。更准确地说："
        "GloVe（[Pennington 等 2014](https://aclanthology.org/D14-1162/)）完全不看上下文，"
        "一词一向量；"
        "ELMo（[Peters 等 2018](https://arxiv.org/abs/1802.05365)）两个方向都读，"
        "但两个模型到最后才汇合；GPT（Radford 等 2018）从左往右读。BERT 的词在每一层都能向两边看。",
    ),
    "depth.sides.says.both": ("both sides", "两侧"),
    "depth.sides.says.left": ("left side only", "只看左侧"),
    "depth.sides.says.right": ("right side only", "只看右侧"),
    "depth.sides.says.own": (
        "“{token}” itself: {probability}, place {rank}",
        "“{token}”自己：{probability}，第 {rank} 位",
    ),
    "depth.sides.says.said_mask": (
        "Your [MASK]: both sides say “{token}” ({both}); the left alone gives that word {left} (#{left_rank}), the right "
        "alone {right} (#{right_rank}). {judgement}",
        "你写的 [MASK]：看两侧时首选“{token}”（{both}）；"
        "只看左侧这个词得 {left}（第 {left_rank} 位），只看右侧得 {right}（第 {right_rank} 位）。"
        "{judgement}",
    ),
    "depth.sides.says.judged.both": ("Here BERT needs both.", "这里 BERT 两侧都需要。"),
    "depth.sides.says.judged.left": (
        "The left alone is as good: here the right adds nothing.",
        "只看左侧就一样好：这里右侧没有帮上忙。",
    ),
    "depth.sides.says.judged.left_better": (
        "The left alone does better: here the right only misleads.",
        "只看左侧反而更好：这里右侧只会误导。",
    ),
    "depth.sides.says.judged.right": (
        "The right alone is as good: here the left adds nothing.",
        "只看右侧就一样好：这里左侧没有帮上忙。",
    ),
    "depth.sides.says.judged.right_better": (
        "The right alone does better: here the left only misleads.",
        "只看右侧反而更好：这里左侧只会误导。",
    ),
    "depth.sides.says.judged.either": (
        "Either side alone is no worse than both: here they tie.",
        "任何一侧单独看都不比两侧差：这里打成平手。",
    ),
    "depth.sides.says.judged.missed": (
        "No view gives it even 1 %, so there is nothing to compare: choose another word.",
        "哪种看法都没有给到 1%，无从比较：请换一个词。",
    ),
    "depth.sides.says.judged.edge": (
        "The word has nothing on one side, so this compares nothing: choose one further in.",
        "这个词有一侧没有别的词，比较没有意义：请选靠中间的词。",
    ),
    "depth.sides.says.said": (
        "“{token}” hidden: both sides give it {both} (#{both_rank}), the left alone {left} (#{left_rank}), the right alone "
        "{right} (#{right_rank}). {judgement}",
        "遮住“{token}”：看两侧时它得 {both}（第 {both_rank} 位），"
        "只看左侧得 {left}（第 {left_rank} 位），只看右侧得 {right}（第 {right_rank} 位）。"
        "{judgement}",
    ),
}
