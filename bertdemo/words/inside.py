"""Words of the tab Inside."""

WORDS: dict[str, tuple[str, str]] = {
    "inside.tab": ("Inside", "内部"),
    "inside.pick.layer": ("Layer", "层"),
    "inside.pick.previous_layer": ("Previous layer", "上一层"),
    "inside.pick.next_layer": ("Next layer", "下一层"),
    "inside.pick.head": ("Head", "头"),
    "inside.pick.token": ("Token", "词元"),
    "inside.pick.previous_token": ("Previous token", "上一个词元"),
    "inside.pick.next_token": ("Next token", "下一个词元"),
    "inside.pick.strip": ("{count} numbers", "{count} 个数"),
    "inside.pick.number": ("number {number}: {value}", "第 {number} 个数：{value}"),
    "inside.pick.failed": (
        "The server gave no answer; what you see is the picture before.",
        "服务器没有回应，现在看到的是之前的图。",
    ),
    "inside.head.title": ("One attention head, computed by hand", "亲手算一个注意力头"),
    "inside.head.how": (
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
    "inside.onehead.back": ("Back", "上一步"),
    "inside.onehead.next": ("Next", "下一步"),
    "inside.onehead.step": ("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"),
    "inside.onehead.keys": (
        "Arrow keys ← → step while this bar has the focus.",
        "焦点在此处时，可用方向键 ← → 翻步。",
    ),
    "inside.onehead.unscaled": ("Without ÷ √d", "不除以 √d"),
    "inside.onehead.mean": (
        "A mean over heads or layers has no weights of its own: this is layer {layer}, head {head}.",
        "各头或各层的平均没有自己的权重：这里是第 {layer} 层第 {head} 头。",
    ),
    "inside.onehead.name.state": ("What the layer reads", "这一层读到什么"),
    "inside.onehead.name.query": ("Query: what “{token}” looks for", "查询向量：“{token}”在找什么"),
    "inside.onehead.name.keys": ("Keys: what each token offers", "键向量：每个词元提供什么"),
    "inside.onehead.name.products": ("Query · key: how well they match", "查询 · 键：有多匹配"),
    "inside.onehead.name.scores": ("Divide by √{d} = {root}", "除以 √{d} = {root}"),
    "inside.onehead.name.weights": ("Softmax: shares that sum to 1", "softmax：和为 1 的份额"),
    "inside.onehead.name.values": ("Values: what each token hands over", "值向量：每个词元交出什么"),
    "inside.onehead.name.output": ("Weighted sum: what “{token}” takes along", "加权和：“{token}”带走什么"),
    "inside.onehead.said.state": (
        "The vector of “{token}” as layer {layer} reads it: {hidden} numbers. Blue is positive, orange negative.",
        "第 {layer} 层读到的“{token}”的向量：{hidden} 个数。蓝色为正，橙色为负。",
    ),
    "inside.onehead.said.query": (
        "A matrix of {hidden} × {d} turns it into the query: {d} numbers.",
        "一个 {hidden} × {d} 的矩阵把它变成查询向量：{d} 个数。",
    ),
    "inside.onehead.said.keys": (
        "A second matrix makes a key of every token, “{token}” itself among them.",
        "第二个矩阵为每个词元（包括“{token}”自己）做出一个键向量。",
    ),
    "inside.onehead.said.products": (
        "Multiply query and key number by number and add up. The best match is “{best}” with {score}.",
        "查询与键逐个相乘再相加。最匹配的是“{best}”，得 {score}。",
    ),
    "inside.onehead.said.scores": (
        "Sums of {d} products grow with √{d}; dividing keeps them in the range where softmax can still choose gently.",
        "{d} 个乘积之和随 √{d} 增大；除以它，softmax 才不至于只选一个。",
    ),
    "inside.onehead.said.weights": (
        "“{best}” gets {weight} of the attention of “{token}”. Without the division it would be {unscaled}.",
        "“{token}”把 {weight} 的注意力给了“{best}”。若不除以 √d，则是 {unscaled}。",
    ),
    "inside.onehead.said.values": (
        "A third matrix makes a value of every token: what it gives to those who look at it.",
        "第三个矩阵为每个词元做出值向量：谁看它，它就给谁这些。",
    ),
    "inside.onehead.said.output": (
        "Each value times its weight, added up: the {d} numbers that this head writes for “{token}”.",
        "每个值乘以其权重再相加：这个头为“{token}”写下的 {d} 个数。",
    ),
    "inside.onehead.checked": (
        "✓ Largest difference from the model's own attention, over all tokens: {error}",
        "✓ 与模型自身注意力的最大差（所有词元）：{error}",
    ),
    "inside.onehead.wrong": (
        "✗ This differs from the model's own attention by {error}: please tell us",
        "✗ 与模型自身的注意力相差 {error}：请告诉我们",
    ),
    "inside.onehead.column_token": ("token", "词元"),
    "inside.onehead.column_key": ("key k", "键 k"),
    "inside.onehead.column_product": ("q · k", "点积 q · k"),
    "inside.onehead.column_score": ("÷ √d", "缩放 ÷ √d"),
    "inside.onehead.column_weight": ("weight", "权重"),
    "inside.onehead.column_value": ("value v", "值 v"),
    "inside.onehead.table": ("The chosen token against every token", "所选词元对每个词元"),
    "inside.onehead.cut": (
        "The first {shown} of {all} tokens; the sums count all.",
        "前 {shown} 个词元，共 {all} 个；求和包含全部。",
    ),
    "inside.matrix.fold": ("The whole matrix of this head", "这个头的整个矩阵"),
    "inside.layer.title": ("One layer, step by step", "一层，一步一步"),
    "inside.layer.how": (
        "$y = \\mathrm{{LayerNorm}}(x + W_O\\,[\\text{{head}}_1; …; \\text{{head}}_H] + b_O)$, then "
        "$\\mathrm{{LayerNorm}}(y + W_2\\,\\mathrm{{GELU}}(W_1 y + b_1) + b_2)$ (Vaswani et al. 2017, sections 3.1 and 3.3; "
        "[Hendrycks & Gimpel 2016](https://arxiv.org/abs/1606.08415) for GELU). The **residual** adds what came in, so a layer "
        "changes a vector rather than replacing it. **LayerNorm** brings each vector to one scale. BERT normalises after "
        "each sum (post-norm); newer models before. The feed-forward part treats every token alone, and holds two thirds of "
        "a layer's weights.",
        "$y = \\mathrm{{LayerNorm}}(x + W_O\\,[\\text{{head}}_1; …; \\text{{head}}_H] + b_O)$，接着 "
        "$\\mathrm{{LayerNorm}}(y + W_2\\,\\mathrm{{GELU}}(W_1 y + b_1) + b_2)$（Vaswani 等 2017，3.1 与 3.3 节；GELU 见 "
        "[Hendrycks 与 Gimpel 2016](https://arxiv.org/abs/1606.08415)）。**残差**把输入加回来，所以一层是修改向量，而不是替换它。"
        "**LayerNorm** 把每个向量调到同一尺度。BERT 在相加之后做归一化（post-norm），较新的模型在之前做。前馈部分逐个词元计算，"
        "占了一层权重的三分之二。",
    ),
    "inside.onelayer.said": (
        "Layer {layer} turns “{token}” by {turned}° and leaves it at a length of {norm}. Attention adds {attention}, the "
        "feed-forward part {feed_forward} (lengths of what is added). {fired} of {inner} neurons fire for it (GELU above 0.1).",
        "第 {layer} 层把“{token}”转了 {turned}°，长度为 {norm}。注意力加上的长度是 {attention}，前馈部分是 {feed_forward}。"
        "{inner} 个神经元中有 {fired} 个被它激活（GELU 大于 0.1）。",
    ),
    "inside.onelayer.stages": ("Stages of the layer for the chosen token", "所选词元在这一层中的各阶段"),
    "inside.onelayer.length": ("length", "长度"),
    "inside.onelayer.mean": ("mean of all tokens", "所有词元的平均"),
    "inside.onelayer.stage.states": ("x: what the layer reads", "x：这一层读到的"),
    "inside.onelayer.stage.concatenated": ("{heads} heads beside one another", "{heads} 个头并列"),
    "inside.onelayer.stage.projected": ("times Wo", "乘以 Wo"),
    "inside.onelayer.stage.attention_sum": ("+ x (residual)", "+ x（残差）"),
    "inside.onelayer.stage.attention_norm": ("LayerNorm: y", "层归一化：y"),
    "inside.onelayer.stage.up": ("times W1: {inner} neurons", "乘以 W1：{inner} 个神经元"),
    "inside.onelayer.stage.activated": ("GELU", "激活函数 GELU"),
    "inside.onelayer.stage.down": ("times W2", "乘以 W2"),
    "inside.onelayer.stage.output_sum": ("+ y (residual)", "+ y（残差）"),
    "inside.onelayer.stage.output": ("LayerNorm: the layer's output", "层归一化：这一层的输出"),
    "inside.onelayer.neurons": ("Neurons that fire most", "激活最强的神经元"),
    "inside.onelayer.neuron": ("no. {number}", "第 {number} 号"),
    "inside.onelayer.norms": (
        "Length of “{token}” after every stage, all layers",
        "“{token}”在各层各阶段之后的长度",
    ),
    "inside.onelayer.checked": (
        "✓ Largest difference from the model's own layer, over all tokens: {error}",
        "✓ 与模型自身这一层的最大差（所有词元）：{error}",
    ),
    "inside.onelayer.wrong": (
        "✗ This differs from the model's own layer by {error}: please tell us",
        "✗ 与模型自身这一层相差 {error}：请告诉我们",
    ),
}
