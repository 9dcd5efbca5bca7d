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
        " Of the other words “{word}” gets most ({share}).",
        "其余的词里，得到最多的是“{word}”（{share}）。",
    ),
    "heads.attention.says.row.next": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, right behind it: no more than “the next word” would say ({alike} of {words} words do so here).",
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
        "{where}，“{token}”把 {weight} 的注意力给了{steps}的“{target}”；但 {words} 个词元里有 {alike} 个看得一样远，只凭距离也能这样说。",
    ),
    "heads.attention.says.row.far": (
        "{where}, “{token}” gives {weight} of its attention to “{target}”, {steps}: no neighbour, and only {alike} of {words} words look just as far, so distance does not explain it; what does, one sentence cannot tell.",
        "{where}，“{token}”把 {weight} 的注意力给了{steps}的“{target}”：不是邻居，而且 {words} 个词元中只有 {alike} 个看得这么远，不能只用距离来解释；真正的原因，单看一句话还说不清。",
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
    "heads.finder.title": ("What does each head do here?", "每个头在做什么？"),
    "heads.finder.how": (
        "For every head: the share of its attention that follows a pattern, averaged over the words of this text (rows of [CLS] and [SEP] are not counted). The pattern with the largest share names the head if it takes 40 % or more, and the number in its cell is that share. Else a head is **broad** when its entropy (how spread out its attention is) is above 85 % of the largest possible one, and **mixed** when not; the number is then the entropy. Clark et al. 2019, [section 3](https://arxiv.org/abs/1906.04341), found previous, next, [SEP] and broad heads in BERT-base, and suspect that a head looks at [SEP] as a **no-op**: it has nothing to do. In the classroom BERT that place is mostly [CLS].",
        "对每个头：其注意力中符合某种模式的份额，对本文各词取平均（[CLS] 和 [SEP] 这两行不计入）。份额最大的模式若达 40%，就用它给头命名，格中的数就是这个份额；否则看熵（注意力有多分散）：超过最大可能值的 85% 称为**分散**，不到则称为**混合**，格中的数就是熵所占的比例。Clark 等 2019 [第 3 节](https://arxiv.org/abs/1906.04341)在 BERT-base 中发现了看前一词、看后一词、看 [SEP] 和分散的头，并推测看向 [SEP] 是“空操作”（no-op）：没有事要做。课堂 BERT 里担当此职的多半是 [CLS]。",
    ),
    "heads.finder.shows.grid": ("Heads by what they do", "各头的作用"),
    "heads.finder.shows.views": ("What is shown", "显示什么"),
    "heads.finder.shows.view_kinds": ("All heads on this text", "这段文本上的各头"),
    "heads.finder.shows.view_grammar": ("Best heads for grammar", "语法上最好的头"),
    "heads.finder.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.finder.shows.head_said": (
        "Layer {layer}, head {head}: {kind}, {share}",
        "第 {layer} 层的第 {head} 个头：{kind}，{share}",
    ),
    "heads.finder.shows.kind_previous": ("previous word", "前一词"),
    "heads.finder.shows.kind_next": ("next word", "下一个词"),
    "heads.finder.shows.kind_itself": ("itself", "自己"),
    "heads.finder.shows.kind_first": ("[CLS]: the first token", "[CLS]：第一个词元"),
    "heads.finder.shows.kind_separator": ("[SEP]: the separator", "[SEP]：分隔符"),
    "heads.finder.shows.kind_same": ("same word", "同一个词"),
    "heads.finder.shows.kind_broad": ("broad", "分散"),
    "heads.finder.shows.kind_mixed": ("mixed", "混合"),
    "heads.finder.shows.means_previous": ("looks one token back", "看前一个词元"),
    "heads.finder.shows.means_next": ("looks one token ahead", "看后一个词元"),
    "heads.finder.shows.means_itself": ("stays where it is", "停在原处"),
    "heads.finder.shows.means_first": (
        "probably rests (a no-op)",
        "把注意力放到 [CLS]：可能是空操作",
    ),
    "heads.finder.shows.means_separator": (
        "probably rests (a no-op)",
        "可能是空操作（没有可看的）",
    ),
    "heads.finder.shows.means_same": (
        "pieces of one word, or the same word again",
        "同一词的词片，或再次出现的词",
    ),
    "heads.finder.shows.means_broad": ("a bit of everything", "每处都看一点"),
    "heads.finder.shows.means_mixed": ("none of these patterns", "不属于以上模式"),
    "heads.finder.says.said": (
        "The clearest of all is head {head} of layer {layer}: {share} of its attention follows “{kind}”, {verdict}",
        "最清楚的是第 {layer} 层的第 {head} 个头：{share} 的注意力属于“{kind}”，{verdict}",
    ),
    "heads.finder.says.clearest.step": (
        "a fixed step that needs no grammar.",
        "走的是固定的一步，用不着语法。",
    ),
    "heads.finder.says.clearest.rest": (
        "so what is clearest is probably a head at rest (a no-op), not one at work.",
        "所以最清楚的多半是一个歇着的头（空操作），而不是一个干活的头。",
    ),
    "heads.finder.says.clearest.itself": (
        "so it passes little from word to word.",
        "所以它在词与词之间几乎不传递什么。",
    ),
    "heads.finder.says.clearest.same": (
        "which finds what looks alike and is not yet grammar.",
        "它找的是样子相同的，这还不是语法。",
    ),
    "heads.finder.says.said_none": (
        "No head of this model follows one of the six patterns with {least} of its attention or more: on this text none can be named.",
        "在这段文本上，没有一个头有 {least} 以上的注意力符合六种模式之一：一个也叫不出名字。",
    ),
    "heads.finder.says.against.better": (
        "better than distance, though chosen and measured on the same sentences.",
        "胜过固定距离，不过挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.against.hardly": (
        "hardly better than distance, no more than chance could give over so few pairs.",
        "只比固定距离略好，例子这样少，碰巧也能差这么多。",
    ),
    "heads.finder.says.against.tie": (
        "no better than distance, so no evidence of grammar.",
        "与固定距离相同（或更差），不能说明它懂语法。",
    ),
    "heads.finder.says.right": (
        "right",
        "右",
    ),
    "heads.finder.says.left": (
        "left",
        "左",
    ),
    "heads.finder.says.grammar_all": (
        "For each of {relations} relations some head clearly beats every fixed distance, but each head was chosen and measured on the same sentences.",
        "{relations} 种关系都有某个头明显胜过一切固定距离，不过挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.grammar_some": (
        "For {better} of {relations} relations some head clearly beats every fixed distance; for the others the best head is no better, or hardly. Each was chosen and measured on the same sentences.",
        "{relations} 种关系里，有 {better} 种能找到明显胜过一切固定距离的头；其余几种，最好的头也不胜过它，或只略胜一点。挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.grammar_none": (
        "For none of {relations} relations does a head clearly beat a fixed distance, although each was chosen and measured on the same sentences: no evidence of grammar.",
        "{relations} 种关系中，没有一个头明显胜过固定距离，尽管挑选与评测用的是同一批句子：不能说明它懂语法。",
    ),
    "heads.finder.says.relations": (
        "Over {sentences} sentences of this app: which head finds which word?",
        "在本应用的 {sentences} 个句子上：哪个头能找到哪个词？",
    ),
    "heads.finder.shows.relations_note": (
        "“Finds” means: of all words, the head gives most to the right one. Beside it what the best fixed distance finds, which knows no grammar (Clark et al. 2019, section 4). Head and distance are both chosen and measured on the same sentences, and these are few, so a few points say little.",
        "“找到”指：在所有词中，这个头给正确的词最多。旁边是最佳固定距离所能找到的，它不懂语法（Clark 等 2019，第 4 节）。头和距离的挑选与评测用的都是同一批句子，句子又不多，相差几个点说明不了什么。",
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
        "layer {layer}, head {head} finds {accuracy} of {pairs}; always taking word number {distance} to the {side} finds {by_distance}: {verdict} “{source}” → “{target}”",
        "第 {layer} 层的第 {head} 个头在 {pairs} 个中找到 {accuracy}；若一律取{side}边第 {distance} 个词，能找到 {by_distance}：{verdict}“{source}” → “{target}”",
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
