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
    "heads.attention.says.where.head": (
        "In layer {layer}, head {head}",
        "在第 {layer} 层的第 {head} 个头里",
    ),
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
        "在第 {head} 个头里，各层平均",
    ),
    "heads.attention.says.where.all": ("On average over all layers and heads", "所有层和头平均"),
    "heads.attention.says.where.layers_max": (
        "On average over the layers, taking the strongest head",
        "各层平均，取最强的头",
    ),
    "heads.attention.says.said": (
        "{where}, the strongest link within the text is “{source}” → “{target}” ({weight}). ",
        "{where}，文本内部最强的联系是“{source}” → “{target}”（{weight}）。",
    ),
    "heads.attention.says.said_one": (
        "{where}, the only word gives {specials} of its attention to [CLS] and [SEP] and {itself} to itself: with no other word to look at, this says nothing about the head.",
        "{where}，唯一的词把 {specials} 的注意力给了 [CLS] 和 [SEP]，{itself} 留给自己：没有别的词可看，因此说明不了这个头在做什么。",
    ),
    "heads.attention.says.habit.special": (
        "But {count} of {words} words look most at [CLS] or [SEP], which take {specials} of the words' attention: a resting place, probably a no-op.",
        "不过 {words} 个词元里有 {count} 个主要看 [CLS] 或 [SEP]，它们共占 {specials}：多半是没有可看的，可能是空操作（no-op）。",
    ),
    "heads.attention.says.habit.itself": (
        "But {count} of {words} words look most at themselves: little passes from word to word here.",
        "不过 {words} 个词元里有 {count} 个主要看自己：这里词与词之间传递得很少。",
    ),
    "heads.attention.says.habit.previous": (
        "And {count} of {words} words look most at the token before: no more than “the previous word” would say.",
        "{words} 个词元里有 {count} 个主要看前一个：不比“看前一个词”这条死规则说得更多。",
    ),
    "heads.attention.says.habit.next": (
        "And {count} of {words} words look most at the token after: no more than “the next word” would say.",
        "{words} 个词元里有 {count} 个主要看后一个：不比“看后一个词”这条死规则说得更多。",
    ),
    "heads.attention.says.habit.far": (
        "And {count} of {words} words look most past their neighbours: “the next word” does not explain this picture.",
        "{words} 个词元里有 {count} 个主要看的不是邻居：“看后一个词”解释不了这张图。",
    ),
    "heads.attention.says.habit.none": (
        "No one habit explains it: no more than half of the {words} words do the same.",
        "没有哪一条习惯能概括：{words} 个词元里做法相同的至多占一半。",
    ),
    "heads.attention.says.habit.max": (
        "Each cell shows the largest weight that any head gives, so rows add up to more than 1, and no single head looks like this.",
        "每格是各头中的最大权重，因此每行之和大于 1，没有哪一个头真是这样看的。",
    ),
    "heads.attention.says.row.special": (
        "{where}, “{token}” gives most, {weight}, to {target}: a resting place, probably a no-op ({alike} of {words} words do so here).",
        "{where}，“{token}”把最多的注意力 {weight} 给了 {target}：多半是没有可看的，可能是空操作（no-op）（这里 {words} 个词元里有 {alike} 个如此）。",
    ),
    "heads.attention.says.row.itself": (
        "{where}, “{token}” keeps most, {weight}, for itself ({alike} of {words} words do so here): little reaches it from the others.",
        "{where}，“{token}”把最多的注意力 {weight} 留给自己（这里 {words} 个词元里有 {alike} 个如此）：从别处来的很少。",
    ),
    "heads.attention.says.row.word": (
        " Of the rest of the text “{word}” gets most ({share}).",
        "文本里其余词元中，得到最多的是“{word}”（{share}）。",
    ),
    "heads.attention.says.row.next": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, right after it: no more than “the next word” would say ({alike} of {words} words do so here).",
        "{where}，“{token}”把 {weight} 的注意力给了紧跟其后的“{target}”：不比“看后一个词”这条死规则说得更多（这里 {words} 个词元里有 {alike} 个如此）。",
    ),
    "heads.attention.says.row.previous": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, right before it: no more than “the previous word” would say ({alike} of {words} words do so here).",
        "{where}，“{token}”把 {weight} 的注意力给了前面紧挨着的“{target}”：不比“看前一个词”这条死规则说得更多（这里 {words} 个词元里有 {alike} 个如此）。",
    ),
    "heads.attention.says.row.again": (
        "{where}, “{token}” gives {weight} of its attention to the same word again, {steps}: it finds what looks alike, which is not yet grammar.",
        "{where}，“{token}”把 {weight} 的注意力给了{steps}的同一个词：它找的是样子相同的，这还不是语法。",
    ),
    "heads.attention.says.row.fixed": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, {steps}; but {alike} of {words} words look just as far, so distance alone would say the same.",
        "{where}，“{token}”把 {weight} 的注意力给了{steps}的“{target}”；但 {words} 个词元里有 {alike} 个最看正好隔这么远的词元，只凭距离也能这样说。",
    ),
    "heads.attention.says.row.far": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, {steps}: no neighbour, and only {alike} of {words} words look exactly that far most, so distance does not explain it; what does, one sentence cannot tell.",
        "{where}，“{token}”把 {weight} 的注意力给了{steps}的“{target}”：不是邻居，而且 {words} 个词元中只有 {alike} 个最看正好隔这么远的词元，不能只用距离来解释；真正的原因，单看一句话还说不清。",
    ),
    "heads.attention.says.row.even": (
        "{where}, “{token}” has no favourite: its largest share is {weight}, to “{target}”, and equal parts would be {equal}.",
        "{where}，“{token}”没有偏好：最大的一份只有 {weight}（给“{target}”），平分则是 {equal}。",
    ),
    "heads.attention.says.row.of_special": (
        "{where}, {token} gives most, {weight}, to “{target}”; but {token} is no word, so this row says nothing about grammar.",
        "{where}，{token} 把最多的注意力 {weight} 给了“{target}”；不过 {token} 不是词，这一行说明不了语法。",
    ),
    "heads.attention.says.row.max": (
        "{where}, some head gives {weight} of “{token}” to “{target}”: these are the largest of several heads put together, so no single head looks like this.",
        "{where}，有一个头把“{token}”的 {weight} 给了“{target}”：这是把几个头的最大值拼在一起，没有哪一个头真是这样看的。",
    ),
    "heads.attention.says.row.agreement": (
        "{where}, “{token}” gives {agrees_weight} of its attention to “{agrees}” and {other_weight} to “{other}”: {verdict}",
        "{where}，“{token}”把 {agrees_weight} 的注意力给了“{agrees}”，{other_weight} 给了“{other}”：{verdict}",
    ),
    "heads.attention.says.agreement.beyond": (
        "here this head follows gender and number, not nearness (the nearest such noun would be “{nearest}”).",
        "这里这个头看的是性和数，不是远近（最近的这类名词是“{nearest}”）。",
    ),
    "heads.attention.says.agreement.as_near": (
        "it agrees in gender and number, but nearness would say the same (“{nearest}” is the nearest such noun), so this alone proves nothing.",
        "性和数都对得上，但只看远近也会这样选（最近的这类名词就是“{nearest}”），所以单凭这一句证明不了什么。",
    ),
    "heads.attention.says.agreement.nearness": (
        "“{other}” is only nearer, it does not agree: here this head follows nearness, not gender and number.",
        "“{other}”只是离得近，性或数并不相符：这里这个头看的是远近，不是性和数。",
    ),
    "heads.attention.says.agreement.neither": (
        "“{other}” neither agrees nor is the nearest such noun: here this head follows neither gender and number nor nearness.",
        "“{other}”既不相符，也不是最近的这类名词：这里这个头看的既不是性和数，也不是远近。",
    ),
    "heads.attention.says.agreement.undecided": (
        "that is about the same, so here this head does not choose between them.",
        "两者差不多，这里这个头没有作出选择。",
    ),
    "heads.attention.says.back": (
        "{count} tokens back",
        "往前第 {count} 个",
    ),
    "heads.attention.says.ahead": (
        "{count} tokens ahead",
        "往后第 {count} 个",
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
    "heads.bertviz.shows.views": ("Views of BertViz", "BertViz 的视图"),
    "heads.bertviz.shows.waiting": ("Drawing …", "正在绘制……"),
    "heads.bertviz.shows.frame": ("BertViz picture of this sentence", "这句话的 BertViz 图"),
    "heads.bertviz.says.said": (
        "{shows}; it counts layers and heads from 0, so its layer 0 is layer 1 of this page. {link}{cut}",
        "{shows}，层和头从 0 数起：它的第 0 层就是本页的第 1 层。{link}{cut}",
    ),
    "heads.bertviz.says.view.head": (
        "BertViz shows one layer at a time, a line for a weight and a colour for a head",
        "BertViz 一次画一层，一条线是一个权重，一种颜色是一个头",
    ),
    "heads.bertviz.says.view.model": (
        "BertViz shows a small picture of each head, a line for a weight",
        "BertViz 给每个头画一张小图，一条线是一个权重",
    ),
    "heads.bertviz.says.view.neuron": (
        "BertViz shows one head with the numbers of query and key behind each weight",
        "BertViz 画一个头，连同每个权重背后查询与键的各个数",
    ),
    "heads.bertviz.says.link_far": (
        "The strongest link within the text is “{source}” → “{target}” ({weight}, layer {layer}, head {head}; there: layer {their_layer}, head {their_head}), {steps} tokens apart, so no matter of neighbours.",
        "文本内部最强的联系是“{source}” → “{target}”（{weight}，第 {layer} 层的第 {head} 个头；在那里是第 {their_layer} 层、头 {their_head}），相隔 {steps} 个词元，不是看邻居。",
    ),
    "heads.bertviz.says.link_neighbour": (
        "The strongest link within the text is “{source}” → “{target}” ({weight}, layer {layer}, head {head}; there: layer {their_layer}, head {their_head}), but they are neighbours: position alone would say so.",
        "文本内部最强的联系是“{source}” → “{target}”（{weight}，第 {layer} 层的第 {head} 个头；在那里是第 {their_layer} 层、头 {their_head}），不过两者紧挨着：只凭位置也能这样说。",
    ),
    "heads.bertviz.says.no_link": (
        "With one word there is no link between words to look for.",
        "只有一个词，没有词与词的联系可看。",
    ),
    "heads.bertviz.says.neuron_hint": (
        " Point at a token on the left, then click its ⊕ for these numbers.",
        "指向左侧的词元，再点它的 ⊕，就能看到这些数。",
    ),
    "heads.bertviz.says.cut_tokens": (
        " Only the first {shown} of {total} tokens are drawn: BertViz makes one line for each weight and would freeze the browser.",
        "只画了 {total} 个词元中的前 {shown} 个：BertViz 每个权重画一条线，再多浏览器会卡死。",
    ),
    "heads.bertviz.says.one_layer": (
        " Only layer {layer} is in it, since all {total} would be too many lines; pick another layer above.",
        "只包含第 {layer} 层，因为全部 {total} 层的线条太多；可在上方另选一层。",
    ),
    "heads.grid.title": ("What do all the heads do?", "所有的头都在做什么？"),
    "heads.grid.shows.grid": (
        "All heads of all layers. Arrow keys move, Enter picks a head.",
        "所有层的所有头。方向键移动，回车键选中一个头。",
    ),
    "heads.grid.shows.hint": (
        "Each square is one head: rows look at columns. Point at one to see its strongest link; a click picks it.",
        "每个方格是一个头，行看列。指向它可看最强的联系，点击即选中它。",
    ),
    "heads.grid.shows.layer_and_head": ("Layer and head", "层与头"),
    "heads.grid.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.grid.shows.head_name": (
        "Layer {layer}, head {head}",
        "第 {layer} 层的第 {head} 个头",
    ),
    "heads.grid.shows.strongest": (" · strongest link within the text: ", " · 文本内部最强的联系："),
    "heads.grid.shows.scale": ("Weight", "权重"),
    "heads.grid.shows.note": (
        "In a long text a dot shows the largest weight of several tokens.",
        "文本较长时，一个点显示几个词元中最大的权重。",
    ),
    "heads.grid.says.said": (
        "On this text {rest} of {heads} heads ({share}) give {least} or more of their attention to [CLS] or [SEP], {neighbours} to a neighbouring token; {others} do neither. {verdict}",
        "在这段文本上，{heads} 个头里有 {rest} 个（{share}）把 {least} 以上的注意力给了 [CLS] 或 [SEP]，{neighbours} 个给了相邻的词元，{others} 个两样都不是。{verdict}",
    ),
    "heads.grid.says.rest": (
        "Of those {rest}, many probably rest on this text (a no-op): look for what heads do here in the {others} others first.",
        "那 {rest} 个里，不少多半在歇着（空操作）：要看头为这段文本做了什么，先看另外 {others} 个。",
    ),
    "heads.grid.says.neighbours": (
        "Most of them only take a fixed step, which needs no grammar.",
        "大多数头只是走固定的一步，用不着语法。",
    ),
    "heads.grid.says.others": (
        "Most of them follow none of these simple rules, so single heads are worth opening here.",
        "大多数头不守这些简单的规则，值得一个个打开来看。",
    ),
    "heads.grid.says.none": (
        "No kind has more than half of them, so there is no “typical head” here.",
        "没有哪一类超过半数，这里谈不上“典型的头”。",
    ),
}
