"""Words of step 4: all heads."""

WORDS: dict[str, tuple[str, str]] = {
    "heads.arcs.title": ("Who looks at whom?", "谁在看谁？"),
    "heads.arcs.shows.hint": (
        "Point at a word: on the left, whom it looks at; on the right, who looks at it. Click to keep it.",
        "指向左边的词，看它在看谁；指向右边的词，看谁在看它。点击可固定。",
    ),
    "heads.arcs.shows.from": ("looks", "看的词元"),
    "heads.arcs.shows.to": ("is looked at", "被看的词元"),
    "heads.arcs.shows.heads": ("Heads", "头"),
    "heads.arcs.shows.head_number": ("Head {head}", "第 {head} 头"),
    "heads.arcs.shows.all_heads": ("All", "全选"),
    "heads.arcs.shows.only_head": ("Only head {head}", "只看第 {head} 头"),
    "heads.arcs.shows.no_heads": ("None", "全不选"),
    "heads.arcs.shows.in_head": ("head {head}", "第 {head} 头"),
    "heads.arcs.shows.bars_mean": ("bars: mean over the heads shown", "条形：所示各头的平均"),
    "heads.arcs.shows.pairs": ("Pairs", "句对"),
    "heads.arcs.shows.pairs_all": ("all", "全部"),
    "heads.arcs.shows.pairs_aa": ("A → A", "A → A"),
    "heads.arcs.shows.pairs_ab": ("A → B", "A → B"),
    "heads.arcs.shows.pairs_ba": ("B → A", "B → A"),
    "heads.arcs.shows.pairs_bb": ("B → B", "B → B"),
    "heads.arcs.shows.no_head": ("No head is switched on.", "没有选中任何头。"),
    "heads.arcs.shows.some": (
        "Drawn are the {drawn} strongest links; {left} weaker ones are left out.",
        "画出了最强的 {drawn} 条联系，省略了较弱的 {left} 条。",
    ),
    "heads.arcs.shows.every": (
        "All {drawn} links are drawn; the fainter, the weaker.",
        "画出了全部 {drawn} 条联系，颜色越淡越弱。",
    ),
    "heads.arcs.shows.many": (
        "In a text this long, point at a word to see the links of that word.",
        "文本很长，指向一个词可看它自己的联系。",
    ),
    "heads.arcs.shows.mean_of_layers": ("Mean over all layers.", "所有层的平均。"),
    "heads.attention.title": ("Where does each word look?", "每个词在看哪里？"),
    "heads.attention.says.where.head": ("In layer {layer}, head {head}", "在第 {layer} 层第 {head} 头"),
    "heads.attention.says.where.mean": (
        "In layer {layer}, on average over its heads",
        "在第 {layer} 层，各头平均",
    ),
    "heads.attention.says.where.max": (
        "In layer {layer}, taking the strongest head",
        "在第 {layer} 层，取最强的头",
    ),
    "heads.attention.says.where.layers_head": (
        "In head {head}, on average over the layers",
        "在第 {head} 头，各层平均",
    ),
    "heads.attention.says.where.all": ("On average over all layers and heads", "所有层和头平均"),
    "heads.attention.says.where.layers_max": (
        "On average over the layers, taking the strongest head",
        "各层平均，取最强的头",
    ),
    "heads.attention.says.said": (
        "{where}, the strongest link between two words is “{source}” → “{target}” ({weight}). Of their attention, words "
        "give {specials} to [CLS] and [SEP] and {itself} to themselves.",
        "{where}，词与词之间最强的联系是“{source}” → “{target}”（{weight}）。词的注意力有 {specials} 给了 [CLS] 和 [SEP]，"
        "{itself} 留给自己。",
    ),
    "heads.attention.says.said_max": (
        "{where}, the strongest link between two words is “{source}” → “{target}” ({weight}). Each cell shows the largest "
        "weight that any head gives, so rows add up to more than 1.",
        "{where}，词与词之间最强的联系是“{source}” → “{target}”（{weight}）。每格是各头中的最大权重，因此每行之和大于 1。",
    ),
    "heads.attention.says.said_one": (
        "{where}, the only word gives {specials} of its attention to [CLS] and [SEP] and {itself} to itself.",
        "{where}，唯一的词把 {specials} 的注意力给了 [CLS] 和 [SEP]，{itself} 留给自己。",
    ),
    "heads.attention.how": (
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
    "heads.attention.shows.threshold": ("Only weights above", "只显示大于"),
    "heads.attention.shows.matrix": (
        "Attention matrix: rows look, columns are looked at. Arrow keys move from cell to cell.",
        "注意力矩阵：行是看的词元，列是被看的词元。用方向键逐格移动。",
    ),
    "heads.attention.shows.hint": (
        "Rows look at columns. Point at a cell, or use the arrow keys, to read its weight.",
        "行看列。指向一格，或用方向键移动，即可读出权重。",
    ),
    "heads.attention.shows.scale": ("Weight", "权重"),
    "heads.attention.shows.not_renormalised": (
        "[CLS] and [SEP] are hidden. The other weights stay as they are, so a row adds up to less than 1.",
        "[CLS] 和 [SEP] 已隐藏，其余权重保持原值，因此每行之和小于 1。",
    ),
    "heads.attention.shows.nothing": ("There is no other token to show.", "没有别的词元可显示。"),
    "heads.attention.shows.table": ("Table", "表格"),
    "heads.attention.shows.table_all": (
        "Attention weights: each row looks at the columns",
        "注意力权重：每行的词元看各列的词元",
    ),
    "heads.attention.shows.table_cut": (
        "Attention weights: each row looks at the columns. The first {shown} of {all} tokens.",
        "注意力权重：每行的词元看各列的词元。只列出 {all} 个词元中的前 {shown} 个。",
    ),
    "heads.bertviz.title": ("The same in BertViz", "用 BertViz 看同样的内容"),
    "heads.bertviz.how": (
        "[BertViz](https://github.com/jessevig/bertviz) (Vig 2019) is the classic picture of attention. It draws here from "
        "the same weights, rounded to four digits, inside a frame that may load nothing from outside. The head view shows "
        "one layer, each head in a colour; the model view every head of every layer.",
        "[BertViz](https://github.com/jessevig/bertviz)（Vig 2019）是经典的注意力可视化工具。这里它用同样的权重（保留四位小数）"
        "在一个不能访问外部网络的框架里绘图。头视图显示一层，每个头一种颜色；模型视图显示所有层的所有头。",
    ),
    "heads.bertviz.shows.head": ("Head view", "头视图"),
    "heads.bertviz.shows.model": ("Model view", "模型视图"),
    "heads.bertviz.shows.neuron": ("Neuron view", "神经元视图"),
    "heads.bertviz.shows.choose": (
        "Choose a BertViz view to draw it here.",
        "选择一个 BertViz 视图，即在此处绘出。",
    ),
    "heads.bertviz.shows.waiting": ("Drawing …", "正在绘制……"),
    "heads.bertviz.shows.frame": ("BertViz picture of this sentence", "这句话的 BertViz 图"),
    "heads.bertviz.says.said": (
        "BertViz counts layers and heads from 0: its layer 0 is layer 1 of this page. {tokens} {layers}",
        "BertViz 的层和头从 0 数起：它的第 0 层就是本页的第 1 层。{tokens}{layers}",
    ),
    "heads.bertviz.says.neuron_hint": (
        "Point at a token on the left, then click its ⊕ for the numbers of query and key.",
        "指向左侧的词元，再点它的 ⊕，就能看到查询与键的各个数。",
    ),
    "heads.bertviz.says.all_tokens": ("All {total} tokens are drawn.", "画出了全部 {total} 个词元。"),
    "heads.bertviz.says.cut_tokens": (
        "Only the first {shown} of {total} tokens are drawn: BertViz makes one line for each weight and would freeze "
        "the browser.",
        "只画了 {total} 个词元中的前 {shown} 个：BertViz 每个权重画一条线，再多浏览器会卡死。",
    ),
    "heads.bertviz.says.all_layers": ("All {total} layers are in it.", "包含全部 {total} 层。"),
    "heads.bertviz.says.one_layer": (
        "Only layer {layer} is in it, since all {total} would be too many lines; pick another layer above.",
        "只包含第 {layer} 层，因为全部 {total} 层的线条太多；可在上方另选一层。",
    ),
    "heads.finder.title": ("What does each head do here?", "每个头在做什么？"),
    "heads.finder.how": (
        "For every head: the share of its attention that follows a pattern, averaged over the words of this text "
        "([CLS] and [SEP] look at themselves and are left out). The pattern with the largest share names the head if it "
        "takes 40 % or more. Else a head is **broad** when its entropy is above 85 % of the largest possible one, and "
        "**mixed** when not. Clark et al. 2019, [section 3](https://arxiv.org/abs/1906.04341), found the same kinds in "
        "BERT-base; they also call looking at [SEP] a pause: nothing to do here.",
        "对每个头：其注意力中符合某种模式的份额，对本文各词取平均（[CLS] 与 [SEP] 看向别处另当别论，不计）。份额最大的模式若达 40%，"
        "就用它给头命名；否则，熵超过最大可能值的 85% 称为**分散**，不到则称为**混合**。Clark 等 2019 "
        "[第 3 节](https://arxiv.org/abs/1906.04341)在 BERT-base 中发现了同样的种类；他们把看向 [SEP] 视为“停顿”：此处无事可做。",
    ),
    "heads.finder.shows.grid": ("Heads by what they do", "各头的作用"),
    "heads.finder.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.finder.shows.head_said": (
        "Layer {layer}, head {head}: {kind}, {share}",
        "第 {layer} 层第 {head} 头：{kind}，{share}",
    ),
    "heads.finder.shows.kind_previous": ("previous word", "前一词"),
    "heads.finder.shows.kind_next": ("next word", "后一词"),
    "heads.finder.shows.kind_itself": ("itself", "自己"),
    "heads.finder.shows.kind_first": ("[CLS]: the first token", "[CLS]：第一个词元"),
    "heads.finder.shows.kind_separator": ("[SEP]: the separator", "[SEP]：分隔符"),
    "heads.finder.shows.kind_same": ("same word", "同一个词"),
    "heads.finder.shows.kind_broad": ("broad", "分散"),
    "heads.finder.shows.kind_mixed": ("mixed", "混合"),
    "heads.finder.shows.means_previous": ("looks one token back", "看前一个词元"),
    "heads.finder.shows.means_next": ("looks one token ahead", "看后一个词元"),
    "heads.finder.shows.means_itself": ("stays where it is", "停在原处"),
    "heads.finder.shows.means_first": ("collects at the front", "聚到句首"),
    "heads.finder.shows.means_separator": ("rests: nothing to do", "歇着：无事可做"),
    "heads.finder.shows.means_same": (
        "pieces of one word, or the word come again",
        "同一词的词片，或再次出现的词",
    ),
    "heads.finder.shows.means_broad": ("a bit of everything", "每处都看一点"),
    "heads.finder.shows.means_mixed": ("none of these patterns", "不属于以上模式"),
    "heads.finder.says.said": (
        "The clearest of all is head {head} of layer {layer}: {share} of its attention goes to {kind}. The number in a "
        "cell is the share of its pattern; for broad and mixed heads it is the entropy, of the largest possible.",
        "最清楚的是第 {layer} 层第 {head} 头：{share} 的注意力给了{kind}。格中的数是该模式的份额；分散与混合的头则是熵占最大可能值的比例。",
    ),
    "heads.finder.says.relations": (
        "Over {sentences} sentences of this app: which head finds which word?",
        "在本应用的 {sentences} 个句子上：哪个头能找到哪个词？",
    ),
    "heads.finder.shows.relations_note": (
        "“Finds” means: of all words, the head gives most to the right one. Beside it what the best fixed distance finds, "
        "which knows no grammar (Clark et al. 2019, section 4). The sentences are few, so a few points say little.",
        "“找到”指：在所有词中，这个头给正确的词最多。旁边是最佳固定距离所能找到的，它不懂语法（Clark 等 2019，第 4 节）。句子不多，相差几个点说明不了什么。",
    ),
    "heads.finder.says.relation.determiner": ("determiner → its noun", "限定词 → 它的名词"),
    "heads.finder.says.relation.possessive": ("possessive → its noun", "物主词 → 它的名词"),
    "heads.finder.says.relation.object": ("object → its verb", "宾语 → 它的动词"),
    "heads.finder.says.relation.passive": ("passive auxiliary → its verb", "被动助动词 → 它的动词"),
    "heads.finder.says.relation.preposition": ("noun → its preposition", "名词 → 它的介词"),
    "heads.finder.says.relation.classifier": ("classifier → its noun", "量词 → 它的名词"),
    "heads.finder.says.relation.subject": ("subject → its verb", "主语 → 它的动词"),
    "heads.finder.says.relation.adverb": ("adverb or negation → its verb", "副词或否定词 → 它的动词"),
    "heads.finder.says.relation.possessor": ("owner → what is owned", "所有者（“的”之前）→ 所属之物"),
    "heads.finder.says.relation.coreference": ("pronoun → whom it means", "代词 → 所指的人或物"),
    "heads.finder.says.relation_said": (
        "layer {layer}, head {head} finds {accuracy} of {pairs}; always going {distance} words finds {by_distance}. “{source}” → “{target}”",
        "第 {layer} 层第 {head} 头在 {pairs} 个中找到 {accuracy}；总走 {distance} 个词则找到 {by_distance}。“{source}” → “{target}”",
    ),
    "heads.grid.title": ("What do all the heads do?", "所有的头都在做什么？"),
    "heads.grid.shows.grid": (
        "All heads of all layers. Arrow keys move, Enter opens a head.",
        "所有层的所有头。方向键移动，回车键打开一个头。",
    ),
    "heads.grid.shows.hint": (
        "Each square is one head: rows look at columns. Point at one to see its strongest link; click to open it.",
        "每个方格是一个头，行看列。指向它可看最强的联系，点击即可打开。",
    ),
    "heads.grid.shows.layer_and_head": ("Layer and head", "层与头"),
    "heads.grid.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.grid.shows.head_name": ("Layer {layer}, head {head}", "第 {layer} 层第 {head} 头"),
    "heads.grid.shows.strongest": (" · strongest link between words: ", " · 词与词之间最强的联系："),
    "heads.grid.shows.note": (
        "The darker (in the dark theme: the lighter), the larger the weight, on the same scale as the large matrix. In a long text one dot stands for several tokens and shows their largest weight.",
        "颜色越深（深色主题下越亮），权重越大，色阶与大图一致。文本较长时，一个点代表几个词元，显示其中最大的权重。",
    ),
}
