"""Words of step 3: one head by hand."""

WORDS: dict[str, tuple[str, str]] = {
    "head.head.title": ("One attention head, computed by hand", "亲手算一个注意力头"),
    "head.head.how": (
        "$\\mathrm{{Attention}}(Q, K, V) = \\mathrm{{softmax}}(QK^\\top / \\sqrt{{d}})\\,V$, with $Q = xW_Q + b_Q$ and $K$, $V$ alike (Vaswani et al. 2017, [section 3.2.1](https://arxiv.org/abs/1706.03762)). Softmax turns any numbers into shares that add up to 1: $e^x$ of each, divided by the sum. Every number here is recomputed from the weights of this head, not read from the model's answer; the last step compares the two. The article that this app follows writes the formula **without** $\\sqrt{{d}}$. The switch shows what the division is for: products of longer vectors are typically larger, softmax then gives nearly everything to one token, and learning stalls.",
        "$\\mathrm{{Attention}}(Q, K, V) = \\mathrm{{softmax}}(QK^\\top / \\sqrt{{d}})\\,V$，其中 $Q = xW_Q + b_Q$，$K$、$V$ 同理（Vaswani 等 2017，[3.2.1 节](https://arxiv.org/abs/1706.03762)）。softmax 把任意一组数变成和为 1 的份额：各取 $e^x$，再除以总和。这里的每个数都由这个注意力头（以下简称头）的权重重新算出，而不是从模型的输出里读来；最后一步把两者相比。本应用所依据的文章写公式时**漏了** $\\sqrt{{d}}$。打开开关就能看到这一除的用处：向量越长，点积通常越大，softmax 就会几乎全给一个词元，学习也就停滞了。",
    ),
    "head.head.shows.back": ("Back", "上一步"),
    "head.head.shows.next": ("Next", "下一步"),
    "head.head.shows.step": ("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"),
    "head.head.shows.steps": ("Steps of the computation", "计算的各步"),
    "head.head.shows.signs": (
        "grey below zero, in colour above; x blue above, orange below",
        "灰色为负，彩色为正；x 则蓝正橙负",
    ),
    "head.head.shows.unscaled": ("Without ÷ √d", "不除以 √d"),
    "head.head.shows.mean": (
        "A mean over heads or layers has no weights of its own: this is layer {layer}, head {head}.",
        "各头或各层的平均没有自己的权重：这里是第 {layer} 层的第 {head} 个头。",
    ),
    "head.head.says.name.state": ("What the layer reads", "这一层读到什么"),
    "head.head.says.name.query": ("Query: what “{token}” looks for", "查询向量：“{token}”在找什么"),
    "head.head.says.name.keys": ("Keys: what each token offers", "键向量：每个词元提供什么"),
    "head.head.says.name.products": ("Query · key: how well they match", "查询 · 键：有多匹配"),
    "head.head.says.name.scores": ("Divide by √{d} = {root}", "除以 √{d} = {root}"),
    "head.head.says.name.weights": ("Softmax: shares that sum to 1", "softmax：和为 1 的份额"),
    "head.head.says.name.values": ("Values: what each token hands over", "值向量：每个词元交出什么"),
    "head.head.says.name.output": ("Weighted sum: what “{token}” takes along", "加权和：“{token}”带走什么"),
    "head.head.says.said.state": (
        "The vector of “{token}” as layer {layer} reads it: {hidden} numbers.",
        "第 {layer} 层读到的“{token}”的向量：{hidden} 个数。",
    ),
    "head.head.says.said.query": (
        "A matrix of {hidden} × {d} turns it into the query: {d} numbers.",
        "一个 {hidden} × {d} 的矩阵把它变成查询向量：{d} 个数。",
    ),
    "head.head.says.said.keys": (
        "A second matrix makes a key of every token, “{token}” itself among them.",
        "第二个矩阵为每个词元（包括“{token}”自己）做出一个键向量。",
    ),
    "head.head.says.said.products": (
        "Multiply query and key number by number and add up. The best match is “{best}” with {score}.",
        "查询与键逐个相乘再相加。最匹配的是“{best}”，得 {score}。",
    ),
    "head.head.says.said.scores": (
        "Sums of {d} products typically grow with √{d}; dividing keeps them in the range where softmax can still choose gently.",
        "{d} 个乘积加起来，大小一般是单个乘积的 √{d} 倍左右；除以它，softmax 才不至于只选一个。",
    ),
    "head.head.says.said.weights": (
        "“{best}” gets {weight} of the attention of “{token}”. Without the division it would be {unscaled}.",
        "“{token}”把 {weight} 的注意力给了“{best}”。若不除以 √d，则是 {unscaled}。",
    ),
    "head.head.says.said.values": (
        "A third matrix makes a value of every token: what it gives to those who look at it.",
        "第三个矩阵为每个词元做出值向量：谁看它，它就给谁这些。",
    ),
    "head.head.says.said.output": (
        "Each value times its weight, added up: the {d} numbers that this head writes for “{token}”.",
        "每个值乘以其权重再相加：这个头为“{token}”写下的 {d} 个数。",
    ),
    "head.head.says.finding.said": (
        "Of {tokens} products q · k of “{token}” the largest is with “{best}” ({score}), and softmax turns that into {weight} of its attention: {verdict} {agrees}",
        "“{token}”的 {tokens} 个点积 q · k 中，与“{best}”的点积最大（{score}），经 softmax 后“{best}”得到 {weight} 的注意力：{verdict}{agrees}",
    ),
    "head.head.says.finding.sharp": (
        "it gets more than all the others together (without ÷ √d: {unscaled}).",
        "比其余加起来还多（不除以 √d 则是 {unscaled}）。",
    ),
    "head.head.says.finding.leaning": (
        "it leans that way but mixes, as if about {spread} tokens shared it equally (without ÷ √d it would be {unscaled}).",
        "有偏重，但仍是多个词元的混合，相当于约 {spread} 个词元平分（不除以 √d 则是 {unscaled}）。",
    ),
    "head.head.says.finding.even": (
        "hardly a choice, since equal shares would be {equal} each (without ÷ √d: {unscaled}).",
        "几乎没有选择，因为平分时每个也有 {equal}（不除以 √d 则是 {unscaled}）。",
    ),
    "head.head.says.finding.agrees": (
        "Computed by hand, it agrees with the model's own weights.",
        "亲手算出的结果与模型自己的权重一致。",
    ),
    "head.head.says.finding.differs": (
        "Computed by hand, it does not agree with the model's own weights, so do not trust it.",
        "亲手算出的结果与模型自己的权重不一致，不可信。",
    ),
    "head.head.says.checked": (
        "✓ Largest difference from the model's own attention, over all tokens: {error}",
        "✓ 与模型自身注意力的最大差（所有词元）：{error}",
    ),
    "head.head.says.wrong": (
        "✗ This differs from the model's own attention by {error}: please report this",
        "✗ 与模型自身的注意力相差 {error}：请报告这个问题",
    ),
    "head.head.shows.column_token": ("token", "词元"),
    "head.head.shows.column_key": ("key k", "键 k"),
    "head.head.shows.column_product": ("q · k", "点积 q · k"),
    "head.head.shows.column_score": ("÷ √d", "缩放 ÷ √d"),
    "head.head.shows.column_weight": ("weight", "权重"),
    "head.head.shows.column_value": ("value v", "值 v"),
    "head.head.shows.table": ("The chosen token against every token", "所选词元对每个词元"),
    "head.head.says.cut": (
        "The first {shown} of {all} tokens; the sums count all.",
        "前 {shown} 个词元，共 {all} 个；求和包含全部。",
    ),
}
