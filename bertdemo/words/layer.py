"""Words of step 5: one layer by hand, and what it costs."""

WORDS: dict[str, tuple[str, str]] = {
    "layer.cost.title": ("What does this sentence cost?", "算这句话要多少计算量？"),
    "layer.cost.how": (
        "A product of matrices of $m × k$ and $k × n$ counts $2mkn$ operations. Softmax, LayerNorm, GELU and sums are not "
        "counted, as is usual. Only the two rows with scores grow with the **square** of the length, so attention is cheap "
        "for a sentence and expensive for a book; the projections to queries, keys, values and $W_O$ grow with the length, "
        "and are not counted as attention in the finding. Bytes: float32 weights and what the part gives. Seconds are "
        "measured now, part by part, on this server, on one layer times their number; the tests compare the operations "
        "with torch's own counter.",
        "$m × k$ 与 $k × n$ 的矩阵相乘计 $2mkn$ 次运算。"
        "softmax、LayerNorm、GELU 和加法照惯例不计。只有与分数有关的两行随长度的**平方**增长，"
        "所以注意力对一句话很便宜，对一本书很贵；查询、键、值的投影和 $W_O$ 只随长度增长，结论里不算作注意力。字节："
        "float32 权重加上该部分的输出。秒数是此刻在本服务器上逐部分实测，测一层再乘以层数；"
        "测试会把运算次数与 torch 自己的计数器相比。",
    ),
    "layer.cost.shows.table": ("Cost by part", "各部分的开销"),
    "layer.cost.shows.total": ("together", "合计"),
    "layer.cost.shows.column_part": ("part", "部分"),
    "layer.cost.shows.column_parameters": ("parameters", "参数"),
    "layer.cost.shows.column_flops": ("operations", "运算次数"),
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
        "{tokens} tokens through {layers} layers take {flops} million operations in all, most of them in “{part}” ({most}); "
        "attention (scores and weighted sums) takes {attention}, the feed-forward part {feed_forward}. {judgement}",
        "{tokens} 个词元经过 {layers} 层总共要 {flops} 亿次运算，最多的是“{part}”（{most}）；"
        "注意力（分数与加权和）占 {attention}，前馈部分占 {feed_forward}。{judgement}",
    ),
    "layer.cost.says.said_tie": (
        "{tokens} tokens through {layers} layers take {flops} million operations in all; “{part}” and “{other}” tie for the most "
        "({most} each); attention (scores and weighted sums) takes {attention}, the feed-forward part {feed_forward}. "
        "{judgement}",
        "{tokens} 个词元经过 {layers} 层总共要 {flops} 亿次运算，"
        "“{part}”与“{other}”并列最多（各 {most}）；注意力（分数与加权和）占 {attention}，"
        "前馈部分占 {feed_forward}。{judgement}",
    ),
    "layer.cost.says.judged.beyond": (
        "The two would be equal at {equal} tokens, more than the {limit} that this model reads: in it attention never "
        "costs as much.",
        "两者要到 {equal} 个词元才相等，而这个模型最多读 {limit} 个：所以在这个模型里注意力总比前馈便宜。",
    ),
    "layer.cost.says.judged.within": (
        "At {equal} tokens the two would be equal: attention is cheap here, and no longer in a text of that length.",
        "到 {equal} 个词元时两者相等：注意力在这里很便宜，文本长到那么多就不便宜了。",
    ),
    "layer.cost.says.judged.reached": (
        "The two are equal at {equal} tokens: this text is past that, so attention costs at least as much.",
        "两者在 {equal} 个词元时相等：这段文本已到了这个长度，注意力至少一样贵。",
    ),
    "layer.layer.title": ("One layer, step by step", "一层，一步一步"),
    "layer.layer.how": (
        "$y = \\mathrm{{LayerNorm}}(x + W_O\\,[\\text{{head}}_1; …; \\text{{head}}_H] + b_O)$, then $\\mathrm{{LayerNorm}}(y + "
        "W_2\\,\\mathrm{{GELU}}(W_1 y + b_1) + b_2)$ (Vaswani et al. 2017, sections 3.1 and 3.3; [Hendrycks & Gimpel "
        "2016](https://arxiv.org/abs/1606.08415) for GELU). The **residual** adds what came in to what is new; the finding "
        "compares the lengths of the two. **LayerNorm** brings each vector to one scale. BERT normalises after each sum "
        "(post-norm); newer models before. The feed-forward part treats every token alone, and holds two thirds of a "
        "layer's weights.",
        "$y = \\mathrm{{LayerNorm}}(x + W_O\\,[\\text{{head}}_1; …; \\text{{head}}_H] + b_O)$，"
        "接着 $\\mathrm{{LayerNorm}}(y + W_2\\,\\mathrm{{GELU}}(W_1 y + b_1) + b_2)$（Vaswani 等 2017，"
        "3.1 与 3.3 节；"
        "GELU 见 [Hendrycks 与 Gimpel 2016](https://arxiv.org/abs/1606.08415)）。"
        "**残差**把输入加到新算出的部分上；结论比较这两者的长度。**层归一化（LayerNorm）** 把每个向量调到同一尺度。"
        "BERT 用后归一化（post-norm）：先相加再归一化；较新的模型在之前做。前馈部分对每个词元分别计算，互不来往，"
        "占了一层权重的三分之二。",
    ),
    "layer.layer.says.said": (
        "Layer {layer} turns “{token}” by {turned}°; the step that turns it most is {step} ({most}°). Attention adds "
        "{attention} to {read}, the feed-forward part {feed_forward} to {middle} (lengths): {judgement}",
        "第 {layer} 层把“{token}”转了 {turned}°，转得最多的一步是{step}（{most}°）。"
        "注意力在 {read} 上加了 {attention}，"
        "前馈部分在 {middle} 上加了 {feed_forward}（均为长度）：{judgement}",
    ),
    "layer.layer.says.said_tie": (
        "Layer {layer} turns “{token}” by {turned}°; {step} and {other} tie as the steps that turn it most ({most}°). "
        "Attention adds {attention} to {read}, the feed-forward part {feed_forward} to {middle} (lengths): {judgement}",
        "第 {layer} 层把“{token}”转了 {turned}°，{step}与{other}并列转得最多（{most}°）。"
        "注意力在 {read} 上加了 {attention}，"
        "前馈部分在 {middle} 上加了 {feed_forward}（均为长度）：{judgement}",
    ),
    "layer.layer.says.step.attention": ("attention", "注意力"),
    "layer.layer.says.step.attention_norm": ("the first LayerNorm", "第一次层归一化"),
    "layer.layer.says.step.feed_forward": ("the feed-forward part", "前馈部分"),
    "layer.layer.says.step.output_norm": ("the second LayerNorm", "第二次层归一化"),
    "layer.layer.says.judged.changed": (
        "the residual is the larger part both times, so the layer changes the vector and does not replace it.",
        "两次都是残差连接传来的原向量更长，所以这一层是修改向量，而不是替换它。",
    ),
    "layer.layer.says.judged.replaced": (
        "what is new is larger both times, so the layer nearly writes the vector anew.",
        "两次都是新加的更长，所以这一层几乎把向量重写了一遍。",
    ),
    "layer.layer.says.judged.attention_larger": (
        "what attention adds is larger than the residual, what the feed-forward part adds is not.",
        "注意力加上的比残差长，前馈部分加上的则不然。",
    ),
    "layer.layer.says.judged.feed_forward_larger": (
        "what the feed-forward part adds is larger than the residual, what attention adds is not.",
        "前馈部分加上的比残差长，注意力加上的则不然。",
    ),
    "layer.layer.says.judged.even": (
        "what is new and the residual are about as long, so neither outweighs the other.",
        "新加的与残差差不多长，谁也压不过谁。",
    ),
    "layer.layer.says.fired": (
        "{fired} of {inner} neurons fire for this token (GELU above 0.1).",
        "{inner} 个神经元中有 {fired} 个对这个词元激活（GELU 大于 0.1）。",
    ),
    "layer.layer.shows.stages": ("Stages of the layer for the chosen token", "所选词元在这一层中的各阶段"),
    "layer.layer.shows.stage": ("stage", "阶段"),
    "layer.layer.shows.vector": ("vector", "向量"),
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
        "✗ This differs from the model's own layer by {error}: please report this",
        "✗ 与模型自身这一层相差 {error}：请报告这个问题",
    ),
}
