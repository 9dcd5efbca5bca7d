"""Words of the panels of Inside below one head and one layer."""

WORDS: dict[str, tuple[str, str]] = {
    "inside.kinds.title": ("What does each head do here?", "每个头在做什么？"),
    "inside.kinds.how": (
        "For every head: the share of its attention that follows a pattern, averaged over the words of this text "
        "([CLS] and [SEP] look at themselves and are left out). The pattern with the largest share names the head if it "
        "takes 40 % or more. Else a head is **broad** when its entropy is above 85 % of the largest possible one, and "
        "**mixed** when not. Clark et al. 2019, [section 3](https://arxiv.org/abs/1906.04341), found the same kinds in "
        "BERT-base; they also call looking at [SEP] a pause: nothing to do here.",
        "对每个头：其注意力中符合某种模式的份额，对本文各词取平均（[CLS] 与 [SEP] 看向别处另当别论，不计）。份额最大的模式若达 40%，"
        "就用它给头命名；否则，熵超过最大可能值的 85% 称为**分散**，不到则称为**混合**。Clark 等 2019 "
        "[第 3 节](https://arxiv.org/abs/1906.04341)在 BERT-base 中发现了同样的种类；他们把看向 [SEP] 视为“停顿”：此处无事可做。",
    ),
    "inside.safari.grid": ("Heads by what they do", "各头的作用"),
    "inside.safari.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "inside.safari.head_said": (
        "Layer {layer}, head {head}: {kind}, {share}",
        "第 {layer} 层第 {head} 头：{kind}，{share}",
    ),
    "inside.safari.kind_previous": ("previous word", "前一词"),
    "inside.safari.kind_next": ("next word", "后一词"),
    "inside.safari.kind_itself": ("itself", "自己"),
    "inside.safari.kind_first": ("[CLS]: the first token", "[CLS]：第一个词元"),
    "inside.safari.kind_separator": ("[SEP]: the separator", "[SEP]：分隔符"),
    "inside.safari.kind_same": ("same word", "同一个词"),
    "inside.safari.kind_broad": ("broad", "分散"),
    "inside.safari.kind_mixed": ("mixed", "混合"),
    "inside.safari.means_previous": ("looks one token back", "看前一个词元"),
    "inside.safari.means_next": ("looks one token ahead", "看后一个词元"),
    "inside.safari.means_itself": ("stays where it is", "停在原处"),
    "inside.safari.means_first": ("collects at the front", "聚到句首"),
    "inside.safari.means_separator": ("rests: nothing to do", "歇着：无事可做"),
    "inside.safari.means_same": (
        "pieces of one word, or the word come again",
        "同一词的词片，或再次出现的词",
    ),
    "inside.safari.means_broad": ("a bit of everything", "每处都看一点"),
    "inside.safari.means_mixed": ("none of these patterns", "不属于以上模式"),
    "inside.safari.said": (
        "The clearest of all is head {head} of layer {layer}: {share} of its attention goes to {kind}. The number in a "
        "cell is the share of its pattern; for broad and mixed heads it is the entropy, of the largest possible.",
        "最清楚的是第 {layer} 层第 {head} 头：{share} 的注意力给了{kind}。格中的数是该模式的份额；分散与混合的头则是熵占最大可能值的比例。",
    ),
    "inside.remove.title": (
        "Switch heads off: what does the prediction lose?",
        "关掉一些头：预测会失去什么？",
    ),
    "inside.remove.how": (
        "A head that is off gives zeros to $W_O$; everything above is computed again. The colour of a cell: by how much the "
        "probability of the label falls (orange) or rises (blue) when that head **alone** is off, all heads in a few "
        "batches. Michel et al. 2019, [Are sixteen heads really better than one?](https://arxiv.org/abs/1905.10650), found that most "
        "heads can go one at a time, and few can go together.",
        "关掉的头向 $W_O$ 送零，其上各层全部重算。格子的颜色：**单独**关掉这个头时，该标签的概率下降（橙）或上升（蓝）多少，"
        "所有头分几批算出。Michel 等 2019 [Are sixteen heads really better than one?](https://arxiv.org/abs/1905.10650) 发现："
        "大多数头可以逐个去掉，但很少能一起去掉。",
    ),
    "inside.remove.task": ("Prediction", "预测"),
    "inside.remove.task_sentiment": ("sentiment", "情感"),
    "inside.remove.task_topic": ("topic", "主题"),
    "inside.remove.all_on": ("All heads on", "全部打开"),
    "inside.remove.before": ("before", "之前"),
    "inside.remove.after": ("after", "之后"),
    "inside.remove.grid": ("Heads; click to switch one off", "各头；点击可关掉"),
    "inside.remove.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "inside.remove.head_said": (
        "Layer {layer}, head {head}: alone off, the probability changes by {effect}",
        "第 {layer} 层第 {head} 头：单独关掉时概率变化 {effect}",
    ),
    "inside.remove.said": (
        "Alone, head {head} of layer {layer} matters most: without it, “{label}” goes from {before} to {after}. "
        "{harmless} of {heads} heads change it by less than 0.01.",
        "单个来看，第 {layer} 层第 {head} 头最要紧：没有它，“{label}”从 {before} 变为 {after}。{heads} 个头中有 {harmless} 个的影响不到 0.01。",
    ),
    "inside.remove.said_off": (
        "{off} heads off together: “{label}” goes from {before} to {after}.",
        "一起关掉 {off} 个头：“{label}”从 {before} 变为 {after}。",
    ),
    "inside.lens.title": ("What would BERT say after each layer?", "每一层之后，BERT 会说什么？"),
    "inside.lens.how": (
        "The masked-word head, $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$, is applied to every layer "
        "and not to the last alone (the “logit lens”, [nostalgebraist 2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens), there for GPT). It was trained for the "
        "last layer only, so earlier rows are a reading, not what the model says. Put [MASK] into your sentence to see a "
        "guess take shape.",
        "把掩码词预测头 $\\mathrm{{softmax}}(E\\,\\mathrm{{LayerNorm}}(\\mathrm{{GELU}}(Wh + b)) + c)$ 用到每一层，而不只是最后一层"
        "（“logit lens”，[nostalgebraist 2020](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens)，原为 GPT 而作）。它只为最后一层训练过，"
        "所以前面各行只是一种解读，不是模型的回答。在句子里放一个 [MASK]，可以看到猜测如何成形。",
    ),
    "inside.lens.hint": (
        "Point at a cell, or use the arrow keys: its five likeliest words.",
        "指向一格，或用方向键：看它最可能的五个词。",
    ),
    "inside.lens.place": ("layer {layer}, {token}:", "第 {layer} 层，{token}："),
    "inside.lens.grid": ("Likeliest word by layer and token", "各层各词元最可能的词"),
    "inside.lens.layer_name": ("layer {layer}", "第 {layer} 层"),
    "inside.lens.before": ("before", "之前"),
    "inside.lens.said": (
        "After layer {layers}, {same} of {words} tokens are read as themselves (underlined); after layer 1, {first}. The stronger "
        "a colour, the surer.",
        "第 {layers} 层之后，{words} 个词元中有 {same} 个被读作自己（带下划线）；第 1 层之后是 {first} 个。颜色越强越有把握。",
    ),
    "inside.lens.cut": ("The first {shown} of {all} tokens.", "前 {shown} 个词元，共 {all} 个。"),
    "inside.why.title": ("Is attention an explanation?", "注意力是解释吗？"),
    "inside.why.how": (
        "**Attention**: what [CLS] looks at in the last layer, mean of its heads. **Rollout**: attention through all layers, half "
        "of it staying in place ([Abnar & Zuidema 2020](https://arxiv.org/abs/2005.00928)). **Integrated gradients**: the "
        "gradient of the label's logit, added up on the way from a text of [MASK]s to this one, so that the scores sum to the "
        "difference of the logits ([Sundararajan et al. 2017](https://arxiv.org/abs/1703.01365), by captum); the error of that sum "
        "is told. **Occlusion**: what the probability loses when one word is hidden. The test: hide the words that a method "
        "calls most important, one after another. The method whose curve falls fastest names the words that the decision "
        "hangs on. See Jain & Wallace 2019 and Wiegreffe & Pinter 2019 for the dispute.",
        "**注意力**：最后一层中 [CLS] 看向哪里，各头平均。**rollout**：贯穿各层的注意力，每层一半留在原处"
        "（[Abnar 与 Zuidema 2020](https://arxiv.org/abs/2005.00928)）。**积分梯度**：从一串 [MASK] 走到这句话的路上，"
        "把标签 logit 的梯度累加，使得分之和等于两端 logit 之差（[Sundararajan 等 2017](https://arxiv.org/abs/1703.01365)，由 captum 计算），"
        "并给出求和的误差。**遮挡**：遮住一个词时概率损失多少。检验办法：按某方法所说的重要程度依次遮住词；曲线降得最快的方法，"
        "指出的正是决定所依赖的词。相关争论见 Jain 与 Wallace 2019、Wiegreffe 与 Pinter 2019。",
    ),
    "inside.why.task": ("Prediction", "预测"),
    "inside.why.task_sentiment": ("sentiment", "情感"),
    "inside.why.task_topic": ("topic", "主题"),
    "inside.why.method_attention": ("attention of [CLS]", "[CLS] 的注意力"),
    "inside.why.method_rollout": ("rollout", "rollout（逐层展开）"),
    "inside.why.method_integrated_gradients": ("integrated gradients", "积分梯度"),
    "inside.why.method_occlusion": ("occlusion", "遮挡"),
    "inside.why.curves": (
        "Probability left as the most important words are hidden; lower is more faithful",
        "依次遮住最重要的词后剩余的概率；越低越忠实",
    ),
    "inside.why.axis": ("words hidden", "遮住的词数"),
    "inside.why.said": (
        "The answer is “{label}” with {probability}. On this sentence {best} finds the words it hangs on best (mean of its "
        "curve {area}); {worst} worst ({worst_area}).",
        "回答是“{label}”，概率 {probability}。就这句话而言，{best}最能找出它所依赖的词（曲线平均 {area}），{worst}最差（{worst_area}）。",
    ),
    "inside.why.checked": (
        "Integrated gradients: the scores miss the difference of the logits by {error}.",
        "积分梯度：得分之和与 logit 之差相差 {error}。",
    ),
    "inside.cost.title": ("What does this sentence cost?", "这句话要花多少计算？"),
    "inside.cost.how": (
        "A product of matrices of $m × k$ and $k × n$ counts $2mkn$ operations. Softmax, LayerNorm, GELU and sums are not "
        "counted, as is usual. Only the two rows with scores grow with the **square** of the length, so attention is cheap "
        "for a sentence and dear for a book. Bytes: float32 weights and what the part gives. Seconds are measured now, part "
        "by part, on this server, on one layer times their number; the tests compare the operations with torch's own counter.",
        "$m × k$ 与 $k × n$ 的矩阵相乘计 $2mkn$ 次运算。softmax、LayerNorm、GELU 和加法照惯例不计。只有与分数有关的两行随长度的**平方**增长，"
        "所以注意力对一句话很便宜，对一本书很贵。字节：float32 权重加上该部分的输出。秒数是此刻在本服务器上逐部分实测，"
        "测一层再乘以层数；测试会把运算次数与 torch 自己的计数器相比。",
    ),
    "inside.cost.table": ("Cost by part", "各部分的开销"),
    "inside.cost.total": ("together", "合计"),
    "inside.cost.column_part": ("part", "部分"),
    "inside.cost.column_parameters": ("parameters", "参数"),
    "inside.cost.column_flops": ("operations", "运算"),
    "inside.cost.column_bytes": ("memory", "内存"),
    "inside.cost.column_seconds": ("time", "时间"),
    "inside.costpart.embeddings": ("embeddings", "嵌入"),
    "inside.costpart.query_key_value": ("query, key, value", "查询、键、值"),
    "inside.costpart.scores": ("scores and softmax", "分数与 softmax"),
    "inside.costpart.weighted_sum": ("weighted sum", "加权和"),
    "inside.costpart.output": ("Wo", "输出矩阵 Wo"),
    "inside.costpart.feed_forward": ("feed-forward", "前馈"),
    "inside.costpart.norms": ("LayerNorm", "层归一化"),
    "inside.costpart.masked_word_head": ("masked-word head, one place", "掩码词预测头（一处）"),
    "inside.cost.said": (
        "{tokens} tokens through {layers} layers: {flops} million operations. The feed-forward part takes {feed_forward} of the "
        "encoder's, attention scores and weighted sums {attention}.",
        "{tokens} 个词元经过 {layers} 层：{flops} 百万次运算。编码器中前馈部分占 {feed_forward}，注意力分数与加权和占 {attention}。",
    ),
    "inside.sides.title": (
        "Left, right, both: what is bidirectional about BERT?",
        "左、右、双向：BERT 的“双向”是什么？",
    ),
    "inside.sides.how": (
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
    "inside.side.both": ("both sides", "两侧"),
    "inside.side.left": ("left side only", "只看左侧"),
    "inside.side.right": ("right side only", "只看右侧"),
    "inside.side.own": (
        "“{token}” itself: {probability}, place {rank}",
        "“{token}”自己：{probability}，第 {rank} 位",
    ),
    "inside.side.said": (
        "“{token}” is hidden. With both sides BERT gives it {both}, with the left alone {left}, with the right alone {right}.",
        "“{token}”被遮住。看两侧时 BERT 给它 {both}，只看左侧 {left}，只看右侧 {right}。",
    ),
    "inside.paths.title": (
        "One word, two meanings: how do vectors move?",
        "一个词，两个意思：向量怎样移动？",
    ),
    "inside.paths.how": (
        "**Left**: the states of all layers and tokens, drawn on their two principal components, fitted once for all layers, so that "
        "places compare. The axes say how much of the variance they show; the rest is not in the picture, so near points may "
        "lie far apart. 0 marks where a token starts, the large dot the last layer. **Right**: cosine of the angle between two "
        "places of one word. Before layer 1 they differ by their positions only; context drives them apart, or together. See "
        "[Ethayarajh 2019](https://arxiv.org/abs/1909.00512): in upper layers all vectors point into one cone, so compare curves, not heights alone.",
        "**左**：所有层、所有词元的状态，画在两个主成分上；主成分对所有层一起只拟合一次，所以位置可以相互比较。坐标轴标明各自展示了多少方差；"
        "其余的不在图里，看起来近的点也可能很远。0 标出起点，大圆点是最后一层。**右**：同一个词两处向量夹角的余弦。第 1 层之前只差位置；"
        "语境让它们分开，或者靠拢。参见 [Ethayarajh 2019](https://arxiv.org/abs/1909.00512)：高层的向量都挤在一个锥里，所以要比较曲线，而不只看高低。",
    ),
    "inside.path.plane": ("All layers in one picture", "所有层在同一幅图里"),
    "inside.path.space": ("Three dimensions", "三维"),
    "inside.path.alike": ("How alike are two places of one word?", "同一个词的两处有多像？"),
    "inside.path.layers": ("layer (0: before the first)", "层（0：第一层之前）"),
    "inside.path.example": ("Show “bank” beside a river and beside money", "看看一词多义的例句"),
    "inside.path.matrix": ("How alike are all tokens? Layer", "所有词元有多像？层"),
    "inside.path.matrix_name": ("Similarity between tokens", "词元之间的相似度"),
    "inside.path.previous": ("Previous layer", "上一层"),
    "inside.path.next": ("Next layer", "下一层"),
    "inside.path.hint": (
        "Point at a cell, or use the arrow keys: cosine of two tokens. 0 is before layer 1; the stronger the colour, the more alike.",
        "指向一格，或用方向键：两个词元的余弦。0 是第 1 层之前；颜色越强越像。",
    ),
    "inside.path.nearest": ("Most alike to “{token}”, layer by layer", "各层中与“{token}”最像的词元"),
    "inside.path.no_twins": (
        "No word comes twice here. Try the example “river bank, money bank”.",
        "这里没有重复的词。试试例句“一词多义”。",
    ),
    "inside.pathsaid": (
        "“{token}” moves {distance} from the embeddings to layer {layers}; the picture shows {shown} of all variance.",
        "“{token}”从嵌入到第 {layers} 层移动了 {distance}；图中展示了全部方差的 {shown}。",
    ),
    "inside.pathsaid_twins": (
        "“{token}” comes twice: cosine {first} before layer 1, {last} after layer {layers}.",
        "“{token}”出现两次：第 1 层之前余弦为 {first}，第 {layers} 层之后为 {last}。",
    ),
    "inside.pathaxis": ("component {number}: {share} of the variance", "第 {number} 主成分：方差的 {share}"),
    "inside.remove.parts": (
        "Larger parts out, one at a time: probability of the label that is left",
        "逐个去掉更大的部分：标签剩余的概率",
    ),
    "inside.remove.legend": (
        "Orange: without this head the label's probability falls; blue: it rises. A click switches heads off together.",
        "橙色：没有这个头，该标签的概率下降；蓝色：上升。点击可把多个头一起关掉。",
    ),
    "inside.remove.layer": ("layer {layer}", "第 {layer} 层"),
    "inside.remove.whole": ("all of it", "整体"),
    "inside.part.before": ("nothing taken out", "什么都不去掉"),
    "inside.part.positions": ("no position vectors", "不加位置向量"),
    "inside.part.segments": ("no segment vectors", "不加段向量"),
    "inside.part.shuffled": ("words shuffled", "打乱词序"),
    "inside.part.attention": ("no attention in layer …", "某层去掉注意力"),
    "inside.part.feed_forward": ("no feed-forward in layer …", "某层去掉前馈"),
    "inside.part.residuals": ("no residuals in layer …", "某层去掉残差"),
    "inside.safari.relations": (
        "Over {sentences} sentences of this app: which head finds which word?",
        "在本应用的 {sentences} 个句子上：哪个头能找到哪个词？",
    ),
    "inside.safari.relations_note": (
        "“Finds” means: of all words, the head gives most to the right one. Beside it what the best fixed distance finds, "
        "which knows no grammar (Clark et al. 2019, section 4). The sentences are few, so a few points say little.",
        "“找到”指：在所有词中，这个头给正确的词最多。旁边是最佳固定距离所能找到的，它不懂语法（Clark 等 2019，第 4 节）。句子不多，相差几个点说明不了什么。",
    ),
    "inside.relation.determiner": ("determiner → its noun", "限定词 → 它的名词"),
    "inside.relation.possessive": ("possessive → its noun", "物主词 → 它的名词"),
    "inside.relation.object": ("object → its verb", "宾语 → 它的动词"),
    "inside.relation.passive": ("passive auxiliary → its verb", "被动助动词 → 它的动词"),
    "inside.relation.preposition": ("noun → its preposition", "名词 → 它的介词"),
    "inside.relation.classifier": ("classifier → its noun", "量词 → 它的名词"),
    "inside.relation.subject": ("subject → its verb", "主语 → 它的动词"),
    "inside.relation.adverb": ("adverb or negation → its verb", "副词或否定词 → 它的动词"),
    "inside.relation.possessor": ("owner → what is owned", "所有者（“的”之前）→ 所属之物"),
    "inside.relation.coreference": ("pronoun → whom it means", "代词 → 所指的人或物"),
    "inside.relationsaid": (
        "layer {layer}, head {head} finds {accuracy} of {pairs}; always going {distance} words finds {by_distance}. “{source}” → “{target}”",
        "第 {layer} 层第 {head} 头在 {pairs} 个中找到 {accuracy}；总走 {distance} 个词则找到 {by_distance}。“{source}” → “{target}”",
    ),
}
