"""Words of step 10: doubting it."""

WORDS: dict[str, tuple[str, str]] = {
    "doubt.remove.title": (
        "Switch heads off: what does the prediction lose?",
        "关掉一些头：预测会失去什么？",
    ),
    "doubt.remove.how": (
        "An attention head that is off gives zeros to $W_O$; everything above is computed again. The colour of a cell: by "
        "how much the probability of the label falls (orange) or rises (blue) when that head **alone** is off, all heads "
        "in a few batches. Michel et al. 2019, [Are sixteen heads really better than "
        "one?](https://arxiv.org/abs/1905.10650), found that most heads can go one at a time, many layers work with a "
        "single one, and a large part (not the majority) can go together before quality falls.",
        "关掉的注意力头向 $W_O$ 送零，其上各层全部重算。格子的颜色：**单独**关掉这个头时，该标签的概率下降（橙）或上升（蓝）多少，"
        "所有头分几批算出。"
        "Michel 等 2019 [Are sixteen heads really better than one?](https://arxiv.org/abs/1905.10650) 发现："
        "多数头可以单独去掉，许多层只留一个头也行；一起去掉一大部分（不到半数）仍影响不大，再多就会明显变差。",
    ),
    "doubt.remove.shows.task": ("Prediction", "预测"),
    "doubt.remove.shows.task_sentiment": ("sentiment", "情感"),
    "doubt.remove.shows.task_topic": ("topic", "主题"),
    "doubt.remove.shows.all_on": ("All heads on", "全部打开"),
    "doubt.remove.shows.at_random": ("{count} off at random", "随机关掉 {count} 个"),
    "doubt.remove.shows.before": ("before", "之前"),
    "doubt.remove.shows.after": ("after", "之后"),
    "doubt.remove.shows.grid": ("Heads; click to switch one off", "各头；点击可关掉"),
    "doubt.remove.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "doubt.remove.shows.head_said": (
        "Layer {layer}, head {head}: alone off, the probability changes by {effect}",
        "第 {layer} 层的第 {head} 个头：单独关掉时概率变化 {effect}",
    ),
    "doubt.remove.says.said": (
        "“{label}” ({before}): {harmless} of {heads} heads may go, one at a time, and change it by less than one point; "
        "what matters most is head {head} of layer {layer} (without it {after}). {judgement}",
        "“{label}”（{before}）：{heads} 个头中有 {harmless} 个可以单独去掉，变化不到 1 个百分点；"
        "最要紧的是第 {layer} 层的第 {head} 个头（没有它是 {after}）。{judgement}",
    ),
    "doubt.remove.says.judged.spare": (
        "No single head carries this verdict; what several do together is another question: switch them off.",
        "没有哪个头独自撑起这个判断；几个头一起去掉会怎样是另一回事：关掉试试。",
    ),
    "doubt.remove.says.judged.shared": (
        "The verdict stays whichever one goes, but many heads have a part in it.",
        "无论去掉哪一个，判断都不变，但不少头都出了力。",
    ),
    "doubt.remove.says.judged.flipped": (
        "Heads that flip the verdict alone: {flips}, so here it hangs on single heads.",
        "单独去掉就会翻转判断的头：{flips} 个，可见这个判断系于个别的头。",
    ),
    "doubt.remove.says.said_off": (
        "Heads off together: {off}. “{label}” goes from {before} to {after}: {judgement}",
        "一起关掉 {off} 个头：“{label}”从 {before} 变为 {after}，{judgement}",
    ),
    "doubt.remove.says.together.same": ("the verdict does not need them.", "这个判断用不着它们。"),
    "doubt.remove.says.together.weaker": ("the verdict is kept, but weaker.", "判断没有变，但把握小了。"),
    "doubt.remove.says.together.surer": (
        "the verdict is kept, and surer without them.",
        "判断没有变，去掉之后反而更有把握。",
    ),
    "doubt.remove.says.together.flipped": ("the verdict flips to “{other}”.", "判断翻转为“{other}”。"),
    "doubt.remove.shows.parts": (
        "Larger parts out, one at a time: the label's probability, %",
        "每次去掉某一大块之后，该标签的概率（%）",
    ),
    "doubt.remove.shows.legend": (
        "Change of the label's probability without this head alone. Click several to switch them off together.",
        "单独关掉这个头时，该标签概率的变化。点几个，就把它们一起关掉。",
    ),
    "doubt.remove.shows.layers": ("layer", "层"),
    "doubt.remove.shows.layer": ("layer {layer}", "第 {layer} 层"),
    "doubt.remove.shows.whole": ("all of it", "整体"),
    "doubt.remove.says.part.before": ("nothing taken out", "什么都不去掉"),
    "doubt.remove.says.part.positions": ("no position vectors", "不加位置向量"),
    "doubt.remove.says.part.segments": ("no segment vectors", "不加句段向量"),
    "doubt.remove.says.part.shuffled": ("words shuffled", "打乱词序"),
    "doubt.remove.says.part.attention": ("no attention in layer …", "某层去掉注意力"),
    "doubt.remove.says.part.feed_forward": ("no feed-forward in layer …", "某层去掉前馈"),
    "doubt.remove.says.part.residuals": ("no residuals in layer …", "某层去掉残差"),
    "doubt.why.title": ("Is attention an explanation?", "注意力是解释吗？"),
    "doubt.why.how": (
        "**Attention**: what [CLS] looks at in the last layer, mean of its heads. **Rollout**: attention through all "
        "layers, half of it staying in place ([Abnar & Zuidema 2020](https://arxiv.org/abs/2005.00928)). **Integrated "
        "gradients**: the gradient (slope) of the label's logit (its score before softmax), added up on the way from a "
        "text of [MASK]s to this one, so that the scores sum to the difference of the logits ([Sundararajan et al. "
        "2017](https://arxiv.org/abs/1703.01365), by captum); the error of that sum is shown. **Occlusion**: what the "
        "probability loses when one word is hidden. The test: hide the words that a method calls most important, one after "
        "another. The method whose curve falls fastest names the words that the decision hangs on. **Random order** "
        "(grey): the mean of ten orders from fixed seeds; what one of the ten does as well may be luck. The test leans "
        "towards occlusion, since hiding words is what occlusion does, and a text full of [MASK]s is unlike any that the "
        "model was trained on. See Jain & Wallace 2019 and Wiegreffe & Pinter 2019 for the dispute.",
        "**注意力**：最后一层中 [CLS] 看向哪里，各头平均。**注意力展开（rollout）**：贯穿各层的注意力，"
        "每层一半留在原处（[Abnar 与 Zuidema 2020](https://arxiv.org/abs/2005.00928)）。"
        "**积分梯度**：从一串 [MASK] 走到这句话的路上，把标签 logit（未归一化的得分）的梯度累加，"
        "使得分之和等于两端 logit 之差（[Sundararajan 等 2017](https://arxiv.org/abs/1703.01365)，"
        "由 captum 计算），并给出求和的误差。**遮挡**：遮住一个词时概率降低多少。检验办法：按某方法所说的重要程度依次遮住词；"
        "哪个方法的曲线降得最快，说明它找到的词正是判断的依据。**随机顺序**（灰线）：十个固定种子的顺序的平均；只要其中有一个做得一样好，"
        "就可能只是碰巧。这一检验偏向遮挡法，因为遮住词正是遮挡法所做的事；而满是 [MASK] 的文本也不像模型训练时见过的任何文本。"
        "相关争论见 Jain 与 Wallace 2019、Wiegreffe 与 Pinter 2019。",
    ),
    "doubt.why.shows.task": ("Prediction", "预测"),
    "doubt.why.shows.task_sentiment": ("sentiment", "情感"),
    "doubt.why.shows.task_topic": ("topic", "主题"),
    "doubt.why.shows.method_attention": ("attention of [CLS]", "[CLS] 的注意力"),
    "doubt.why.shows.method_rollout": ("rollout", "注意力展开（rollout）"),
    "doubt.why.shows.method_integrated_gradients": ("integrated gradients", "积分梯度"),
    "doubt.why.shows.method_occlusion": ("occlusion", "遮挡"),
    "doubt.why.shows.curves": (
        "What is left as the words ranked first are hidden: the faster it falls, the better the ranking",
        "依次遮住排在最前的词之后剩下的概率：掉得越快，这个排序越可信",
    ),
    "doubt.why.shows.legend": (
        "Blue: the word speaks for the label; orange: against it; the darker, the more.",
        "蓝色：这个词支持该标签；橙色：反对；颜色越强，作用越大。",
    ),
    "doubt.why.says.axis": ("words hidden", "遮住的词数"),
    "doubt.why.says.said": (
        "“{label}” ({probability}) is lost fastest when words are hidden as ranked by {best}: {area} is left on average, "
        "{random} in a random order (mean of {draws}). {judgement}",
        "按“{best}”的排序遮住词，“{label}”（{probability}）掉得最快：平均剩 {area}，"
        "按随机顺序遮（{draws} 次平均）还剩 {random}。{judgement}",
    ),
    "doubt.why.says.judged.none": (
        "That is no better than chance: no ranking explains this verdict here.",
        "这并不比随机更好：在这句话上，哪种排序都没有解释这个判断。",
    ),
    "doubt.why.says.judged.luck": (
        "Random orders that do as well: {as_good} of {draws}, so it may be luck.",
        "{draws} 次随机顺序中有 {as_good} 次同样好，所以可能只是碰巧。",
    ),
    "doubt.why.says.judged.tied": (
        "It beats every random order, but ties with {second}.",
        "它胜过每一次随机顺序，但与“{second}”打成平手。",
    ),
    "doubt.why.says.judged.occlusion": (
        "It beats every random order, in a test that leans towards it: occlusion hides words, too.",
        "它胜过每一次随机顺序，不过这一检验本来就偏向它：遮挡法做的也是遮住词。",
    ),
    "doubt.why.says.judged.other": (
        "It beats every random order, and occlusion too, although this test favours occlusion: both hide words.",
        "它胜过每一次随机顺序，也胜过遮挡法，尽管这个检验本来对遮挡法有利：两者做的都是遮住词。",
    ),
    "doubt.why.says.attention.beats": ("Attention ({area}) beats them, too.", "注意力（{area}）也胜过它们。"),
    "doubt.why.says.attention.luck": (
        "Attention ({area}) may be luck: {as_good} of {draws} random orders do as well.",
        "注意力（{area}）可能只是碰巧：{draws} 次随机顺序中有 {as_good} 次同样好。",
    ),
    "doubt.why.says.attention.none": (
        "Attention ({area}) is no better than chance here.",
        "注意力（{area}）在这里不比随机更好。",
    ),
    "doubt.why.says.checked": (
        "Integrated gradients: the scores miss the difference of the logits by {error}.",
        "积分梯度：得分之和与 logit 之差相差 {error}。",
    ),
    "doubt.why.says.random": ("random order", "随机顺序"),
}
