"""Words of step 3: one head by hand."""

WORDS: dict[str, tuple[str, str]] = {
    "head.head.title": ("One attention head, computed by hand", "亲手算一个注意力头"),
    "head.head.how": (
        "$\\mathrm{{Attention}}(Q, K, V) = \\mathrm{{softmax}}(QK^\\top / \\sqrt{{d}})\\,V$, with $Q = xW_Q + b_Q$ and $K$, $V$ "
        "alike (Vaswani et al. 2017, [section 3.2.1](https://arxiv.org/abs/1706.03762)). Every number here is "
        "recomputed from the weights of this head, not read from the model's answer; the last step compares the two. "
        "The article that this app follows writes the formula **without** $\\sqrt{{d}}$. The switch shows what the division is "
        "for: products of longer vectors are larger, softmax then gives nearly everything to one token, and learning stalls. The article's code does not run as "
        "printed on today's libraries either: `AdamW` is now `torch.optim.AdamW`, one block lacks `import torch`, the loss needs "
        '`outputs.logits` in place of the whole output, and attention weights come only with `attn_implementation="eager"`.',
        "$\\mathrm{{Attention}}(Q, K, V) = \\mathrm{{softmax}}(QK^\\top / \\sqrt{{d}})\\,V$，其中 $Q = xW_Q + b_Q$，$K$、$V$ 同理"
        "（Vaswani 等 2017，[3.2.1 节](https://arxiv.org/abs/1706.03762)）。这里的每个数都由这个头的权重重新算出，而不是从模型的输出里读来；"
        "最后一步把两者相比。本应用所依据的文章写公式时**漏了** $\\sqrt{{d}}$。打开开关就能看到这一除的用处：向量越长，点积越大，"
        "softmax 就会几乎全给一个词元，学习也就停滞了。文章的代码在今天的库上也不能照样运行：`AdamW` 现在是 `torch.optim.AdamW`，"
        "有一段缺少 `import torch`，损失函数要的是 `outputs.logits` 而不是整个输出，注意力权重只有在 "
        '`attn_implementation="eager"` 时才会给出。',
    ),
    "head.head.shows.back": ("Back", "上一步"),
    "head.head.shows.next": ("Next", "下一步"),
    "head.head.shows.step": ("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"),
    "head.head.shows.keys": (
        "Arrow keys ← → step while this bar has the focus.",
        "焦点在此处时，可用方向键 ← → 翻步。",
    ),
    "head.head.shows.unscaled": ("Without ÷ √d", "不除以 √d"),
    "head.head.shows.mean": (
        "A mean over heads or layers has no weights of its own: this is layer {layer}, head {head}.",
        "各头或各层的平均没有自己的权重：这里是第 {layer} 层第 {head} 头。",
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
        "The vector of “{token}” as layer {layer} reads it: {hidden} numbers. Blue is positive, orange negative.",
        "第 {layer} 层读到的“{token}”的向量：{hidden} 个数。蓝色为正，橙色为负。",
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
        "Sums of {d} products grow with √{d}; dividing keeps them in the range where softmax can still choose gently.",
        "{d} 个乘积之和随 √{d} 增大；除以它，softmax 才不至于只选一个。",
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
    "head.head.says.checked": (
        "✓ Largest difference from the model's own attention, over all tokens: {error}",
        "✓ 与模型自身注意力的最大差（所有词元）：{error}",
    ),
    "head.head.says.wrong": (
        "✗ This differs from the model's own attention by {error}: please tell us",
        "✗ 与模型自身的注意力相差 {error}：请告诉我们",
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
    "head.head.says.matrix.fold": ("The whole matrix of this head", "这个头的整个矩阵"),
}
