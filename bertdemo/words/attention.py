"""Words of the tab Attention, and of attention pictures anywhere."""

WORDS: dict[str, tuple[str, str]] = {
    "attention.tab": ("Attention", "注意力"),
    "attention.large.title": ("Where does each word look?", "每个词在看哪里？"),
    "attention.heads.title": ("What do all the heads do?", "所有的头都在做什么？"),
    "attention.arcs.title": ("Who looks at whom?", "谁在看谁？"),
    "attention.bertviz.title": ("The same in BertViz", "用 BertViz 看同样的内容"),
    "attention.bertviz.how": (
        "[BertViz](https://github.com/jessevig/bertviz) (Vig 2019) is the classic picture of attention. It draws here from "
        "the same weights, rounded to four digits, inside a frame that may load nothing from outside. The head view shows "
        "one layer, each head in a colour; the model view every head of every layer.",
        "[BertViz](https://github.com/jessevig/bertviz)（Vig 2019）是经典的注意力可视化工具。这里它用同样的权重（保留四位小数）"
        "在一个不能访问外部网络的框架里绘图。头视图显示一层，每个头一种颜色；模型视图显示所有层的所有头。",
    ),
    "attention.where.head": ("In layer {layer}, head {head}", "在第 {layer} 层第 {head} 头"),
    "attention.where.mean": ("In layer {layer}, on average over its heads", "在第 {layer} 层，各头平均"),
    "attention.where.max": ("In layer {layer}, taking the strongest head", "在第 {layer} 层，取最强的头"),
    "attention.where.layers_head": ("In head {head}, on average over the layers", "在第 {head} 头，各层平均"),
    "attention.where.all": ("On average over all layers and heads", "所有层和头平均"),
    "attention.where.layers_max": (
        "On average over the layers, taking the strongest head",
        "各层平均，取最强的头",
    ),
    "attention.said": (
        "{where}, the strongest link between two words is “{source}” → “{target}” ({weight}). Of their attention, words "
        "give {specials} to [CLS] and [SEP] and {itself} to themselves.",
        "{where}，词与词之间最强的联系是“{source}” → “{target}”（{weight}）。词的注意力有 {specials} 给了 [CLS] 和 [SEP]，"
        "{itself} 留给自己。",
    ),
    "attention.said_max": (
        "{where}, the strongest link between two words is “{source}” → “{target}” ({weight}). Each cell shows the largest "
        "weight that any head gives, so rows add up to more than 1.",
        "{where}，词与词之间最强的联系是“{source}” → “{target}”（{weight}）。每格是各头中的最大权重，因此每行之和大于 1。",
    ),
    "attention.said_one": (
        "{where}, the only word gives {specials} of its attention to [CLS] and [SEP] and {itself} to itself.",
        "{where}，唯一的词把 {specials} 的注意力给了 [CLS] 和 [SEP]，{itself} 留给自己。",
    ),
    "attention.how": (
        "Each token asks (query $q_i$), each token offers (key $k_j$): "
        "$a_{{ij}} = \\mathrm{{softmax}}_j(q_i \\cdot k_j / \\sqrt{{d_k}})$. A row shows where one token looks; its weights add "
        "up to 1. The article's formula leaves out the division by $\\sqrt{{d_k}}$; BERT has it "
        "([Vaswani et al. 2017](https://arxiv.org/abs/1706.03762), section 3.2.1). The weights come straight from the model "
        "(`output_attentions=True`) and travel here rounded to 1/65535. Layers and heads count from 1, as in "
        "[Clark et al. 2019](https://arxiv.org/abs/1906.04341). Attention shows where information may flow, not why the "
        "model decides.",
        "每个词元提问（query $q_i$），每个词元应答（key $k_j$）：$a_{{ij}} = \\mathrm{{softmax}}_j(q_i \\cdot k_j / \\sqrt{{d_k}})$。"
        "一行表示一个词元在看哪里，权重之和为 1。文章里的公式漏掉了除以 $\\sqrt{{d_k}}$，BERT 里是有的"
        "（[Vaswani 等 2017](https://arxiv.org/abs/1706.03762)，3.2.1 节）。权重直接取自模型（`output_attentions=True`），"
        "传到这里时舍入到 1/65535。层和头从 1 数起，与 [Clark 等 2019](https://arxiv.org/abs/1906.04341) 相同。"
        "注意力说明信息可能从哪里流过，并不说明模型为何这样判断。",
    ),
}
