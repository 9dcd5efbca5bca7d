"""Words of step 5: one layer by hand, and what it costs."""

WORDS: dict[str, tuple[str, str]] = {
    "layer.cost.title": ("What does this sentence cost?", "这句话要花多少计算？"),
    "layer.cost.how": (
        "A product of matrices of $m × k$ and $k × n$ counts $2mkn$ operations. Softmax, LayerNorm, GELU and sums are not "
        "counted, as is usual. Only the two rows with scores grow with the **square** of the length, so attention is cheap "
        "for a sentence and dear for a book. Bytes: float32 weights and what the part gives. Seconds are measured now, part "
        "by part, on this server, on one layer times their number; the tests compare the operations with torch's own counter.",
        "$m × k$ 与 $k × n$ 的矩阵相乘计 $2mkn$ 次运算。softmax、LayerNorm、GELU 和加法照惯例不计。只有与分数有关的两行随长度的**平方**增长，"
        "所以注意力对一句话很便宜，对一本书很贵。字节：float32 权重加上该部分的输出。秒数是此刻在本服务器上逐部分实测，"
        "测一层再乘以层数；测试会把运算次数与 torch 自己的计数器相比。",
    ),
    "layer.cost.shows.table": ("Cost by part", "各部分的开销"),
    "layer.cost.shows.total": ("together", "合计"),
    "layer.cost.shows.column_part": ("part", "部分"),
    "layer.cost.shows.column_parameters": ("parameters", "参数"),
    "layer.cost.shows.column_flops": ("operations", "运算"),
    "layer.cost.shows.column_bytes": ("memory", "内存"),
    "layer.cost.shows.column_seconds": ("time", "时间"),
    "layer.cost.says.part.embeddings": ("embeddings", "嵌入"),
    "layer.cost.says.part.query_key_value": ("query, key, value", "查询、键、值"),
    "layer.cost.says.part.scores": ("scores and softmax", "分数与 softmax"),
    "layer.cost.says.part.weighted_sum": ("weighted sum", "加权和"),
    "layer.cost.says.part.output": ("Wo", "输出矩阵 Wo"),
    "layer.cost.says.part.feed_forward": ("feed-forward", "前馈"),
    "layer.cost.says.part.norms": ("LayerNorm", "层归一化"),
    "layer.cost.says.part.masked_word_head": ("masked-word head, one place", "掩码词预测头（一处）"),
    "layer.cost.says.said": (
        "{tokens} tokens through {layers} layers: {flops} million operations. The feed-forward part takes {feed_forward} of the "
        "encoder's, attention scores and weighted sums {attention}.",
        "{tokens} 个词元经过 {layers} 层：{flops} 百万次运算。编码器中前馈部分占 {feed_forward}，注意力分数与加权和占 {attention}。",
    ),
    "layer.layer.title": ("One layer, step by step", "一层，一步一步"),
    "layer.layer.how": (
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
    "layer.layer.says.said": (
        "Layer {layer} turns “{token}” by {turned}° and leaves it at a length of {norm}. Attention adds {attention}, the "
        "feed-forward part {feed_forward} (lengths of what is added). {fired} of {inner} neurons fire for it (GELU above 0.1).",
        "第 {layer} 层把“{token}”转了 {turned}°，长度为 {norm}。注意力加上的长度是 {attention}，前馈部分是 {feed_forward}。"
        "{inner} 个神经元中有 {fired} 个被它激活（GELU 大于 0.1）。",
    ),
    "layer.layer.shows.stages": ("Stages of the layer for the chosen token", "所选词元在这一层中的各阶段"),
    "layer.layer.shows.length": ("length", "长度"),
    "layer.layer.shows.mean": ("mean of all tokens", "所有词元的平均"),
    "layer.layer.says.stage.states": ("x: what the layer reads", "x：这一层读到的"),
    "layer.layer.says.stage.concatenated": ("{heads} heads beside one another", "{heads} 个头并列"),
    "layer.layer.says.stage.projected": ("times Wo", "乘以 Wo"),
    "layer.layer.says.stage.attention_sum": ("+ x (residual)", "+ x（残差）"),
    "layer.layer.says.stage.attention_norm": ("LayerNorm: y", "层归一化：y"),
    "layer.layer.says.stage.up": ("times W1: {inner} neurons", "乘以 W1：{inner} 个神经元"),
    "layer.layer.says.stage.activated": ("GELU", "激活函数 GELU"),
    "layer.layer.says.stage.down": ("times W2", "乘以 W2"),
    "layer.layer.says.stage.output_sum": ("+ y (residual)", "+ y（残差）"),
    "layer.layer.says.stage.output": ("LayerNorm: the layer's output", "层归一化：这一层的输出"),
    "layer.layer.shows.neurons": ("Neurons that fire most", "激活最强的神经元"),
    "layer.layer.says.neuron": ("no. {number}", "第 {number} 号"),
    "layer.layer.says.norms": (
        "Length of “{token}” after every stage, all layers",
        "“{token}”在各层各阶段之后的长度",
    ),
    "layer.layer.says.checked": (
        "✓ Largest difference from the model's own layer, over all tokens: {error}",
        "✓ 与模型自身这一层的最大差（所有词元）：{error}",
    ),
    "layer.layer.says.wrong": (
        "✗ This differs from the model's own layer by {error}: please tell us",
        "✗ 与模型自身这一层相差 {error}：请告诉我们",
    ),
}
