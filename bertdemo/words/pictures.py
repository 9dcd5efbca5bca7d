"""Words of the attention pictures: matrix, all heads, arcs, BertViz."""

from bertdemo.words.explore import SERVER_SILENT

WORDS: dict[str, tuple[str, str]] = {
    "pick.layer": ("Layer", "层"),
    "pick.head": ("Head", "头"),
    "pick.previous_layer": ("Previous layer", "上一层"),
    "pick.next_layer": ("Next layer", "下一层"),
    "pick.previous_head": ("Previous head", "上一个头"),
    "pick.next_head": ("Next head", "下一个头"),
    "pick.mean": ("mean", "平均"),
    "pick.max": ("maximum", "最大"),
    "pick.hide_specials": ("Hide [CLS] and [SEP]", "隐藏 [CLS] 和 [SEP]"),
    "pick.failed": SERVER_SILENT,
    "heatmap.threshold": ("Only weights above", "只显示大于"),
    "heatmap.matrix": (
        "Attention matrix: rows look, columns are looked at. Arrow keys move from cell to cell.",
        "注意力矩阵：行是看的词元，列是被看的词元。用方向键逐格移动。",
    ),
    "heatmap.hint": (
        "Rows look at columns. Point at a cell, or use the arrow keys, to read its weight.",
        "行看列。指向一格，或用方向键移动，即可读出权重。",
    ),
    "heatmap.scale": ("Weight", "权重"),
    "heatmap.not_renormalised": (
        "[CLS] and [SEP] are hidden. The other weights stay as they are, so a row adds up to less than 1.",
        "[CLS] 和 [SEP] 已隐藏，其余权重保持原值，因此每行之和小于 1。",
    ),
    "heatmap.nothing": ("There is no other token to show.", "没有别的词元可显示。"),
    "heatmap.table": ("Table", "表格"),
    "heatmap.table_all": (
        "Attention weights: each row looks at the columns",
        "注意力权重：每行的词元看各列的词元",
    ),
    "heatmap.table_cut": (
        "Attention weights: each row looks at the columns. The first {shown} of {all} tokens.",
        "注意力权重：每行的词元看各列的词元。只列出 {all} 个词元中的前 {shown} 个。",
    ),
    "heads.grid": (
        "All heads of all layers. Arrow keys move, Enter opens a head.",
        "所有层的所有头。方向键移动，回车键打开一个头。",
    ),
    "heads.hint": (
        "Each square is one head: rows look at columns. Point at one to see its strongest link; click to open it.",
        "每个方格是一个头，行看列。指向它可看最强的联系，点击即可打开。",
    ),
    "heads.layer_and_head": ("Layer and head", "层与头"),
    "heads.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.head_name": ("Layer {layer}, head {head}", "第 {layer} 层第 {head} 头"),
    "heads.strongest": (" · strongest link between words: ", " · 词与词之间最强的联系："),
    "heads.note": (
        "The darker (in the dark theme: the lighter), the larger the weight, on the same scale as the large matrix. In a long text one dot stands for several tokens and shows their largest weight.",
        "颜色越深（深色主题下越亮），权重越大，色阶与大图一致。文本较长时，一个点代表几个词元，显示其中最大的权重。",
    ),
    "arcs.hint": (
        "Point at a word: on the left, whom it looks at; on the right, who looks at it. Click to keep it.",
        "指向左边的词，看它在看谁；指向右边的词，看谁在看它。点击可固定。",
    ),
    "arcs.from": ("looks", "看的词元"),
    "arcs.to": ("is looked at", "被看的词元"),
    "arcs.heads": ("Heads", "头"),
    "arcs.head_number": ("Head {head}", "第 {head} 头"),
    "arcs.all_heads": ("All", "全选"),
    "arcs.only_head": ("Only head {head}", "只看第 {head} 头"),
    "arcs.no_heads": ("None", "全不选"),
    "arcs.in_head": ("head {head}", "第 {head} 头"),
    "arcs.bars_mean": ("bars: mean over the heads shown", "条形：所示各头的平均"),
    "arcs.pairs": ("Pairs", "句对"),
    "arcs.pairs_all": ("all", "全部"),
    "arcs.pairs_aa": ("A → A", "A → A"),
    "arcs.pairs_ab": ("A → B", "A → B"),
    "arcs.pairs_ba": ("B → A", "B → A"),
    "arcs.pairs_bb": ("B → B", "B → B"),
    "arcs.no_head": ("No head is switched on.", "没有选中任何头。"),
    "arcs.some": (
        "Drawn are the {drawn} strongest links; {left} weaker ones are left out.",
        "画出了最强的 {drawn} 条联系，省略了较弱的 {left} 条。",
    ),
    "arcs.every": (
        "All {drawn} links are drawn; the fainter, the weaker.",
        "画出了全部 {drawn} 条联系，颜色越淡越弱。",
    ),
    "arcs.many": (
        "In a text this long, point at a word to see the links of that word.",
        "文本很长，指向一个词可看它自己的联系。",
    ),
    "arcs.mean_of_layers": ("Mean over all layers.", "所有层的平均。"),
    "bertviz.head": ("Head view", "头视图"),
    "bertviz.model": ("Model view", "模型视图"),
    "bertviz.neuron": ("Neuron view", "神经元视图"),
    "bertviz.choose": ("Choose a BertViz view to draw it here.", "选择一个 BertViz 视图，即在此处绘出。"),
    "bertviz.waiting": ("Drawing …", "正在绘制……"),
    "bertviz.frame": ("BertViz picture of this sentence", "这句话的 BertViz 图"),
    "bertviz.said": (
        "BertViz counts layers and heads from 0: its layer 0 is layer 1 of this page. {tokens} {layers}",
        "BertViz 的层和头从 0 数起：它的第 0 层就是本页的第 1 层。{tokens}{layers}",
    ),
    "bertviz.neuron_hint": (
        "Point at a token on the left, then click its ⊕ for the numbers of query and key.",
        "指向左侧的词元，再点它的 ⊕，就能看到查询与键的各个数。",
    ),
    "bertviz.all_tokens": ("All {total} tokens are drawn.", "画出了全部 {total} 个词元。"),
    "bertviz.cut_tokens": (
        "Only the first {shown} of {total} tokens are drawn: BertViz makes one line for each weight and would freeze "
        "the browser.",
        "只画了 {total} 个词元中的前 {shown} 个：BertViz 每个权重画一条线，再多浏览器会卡死。",
    ),
    "bertviz.all_layers": ("All {total} layers are in it.", "包含全部 {total} 层。"),
    "bertviz.one_layer": (
        "Only layer {layer} is in it, since all {total} would be too many lines; pick another layer above.",
        "只包含第 {layer} 层，因为全部 {total} 层的线条太多；可在上方另选一层。",
    ),
}
