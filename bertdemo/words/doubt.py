"""Words of step 10: doubting it."""

WORDS: dict[str, tuple[str, str]] = {
    "doubt.remove.title": (
        "Switch heads off: what does the prediction lose?",
        "关掉一些头：预测会失去什么？",
    ),
    "doubt.remove.how": (
        "A head that is off gives zeros to $W_O$; everything above is computed again. The colour of a cell: by how much the "
        "probability of the label falls (orange) or rises (blue) when that head **alone** is off, all heads in a few "
        "batches. Michel et al. 2019, [Are sixteen heads really better than one?](https://arxiv.org/abs/1905.10650), found that most "
        "heads can go one at a time, and few can go together.",
        "关掉的头向 $W_O$ 送零，其上各层全部重算。格子的颜色：**单独**关掉这个头时，该标签的概率下降（橙）或上升（蓝）多少，"
        "所有头分几批算出。Michel 等 2019 [Are sixteen heads really better than one?](https://arxiv.org/abs/1905.10650) 发现："
        "大多数头可以逐个去掉，但很少能一起去掉。",
    ),
    "doubt.remove.shows.task": ("Prediction", "预测"),
    "doubt.remove.shows.task_sentiment": ("sentiment", "情感"),
    "doubt.remove.shows.task_topic": ("topic", "主题"),
    "doubt.remove.shows.all_on": ("All heads on", "全部打开"),
    "doubt.remove.shows.before": ("before", "之前"),
    "doubt.remove.shows.after": ("after", "之后"),
    "doubt.remove.shows.grid": ("Heads; click to switch one off", "各头；点击可关掉"),
    "doubt.remove.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "doubt.remove.shows.head_said": (
        "Layer {layer}, head {head}: alone off, the probability changes by {effect}",
        "第 {layer} 层第 {head} 头：单独关掉时概率变化 {effect}",
    ),
    "doubt.remove.says.said": (
        "Alone, head {head} of layer {layer} matters most: without it, “{label}” goes from {before} to {after}. "
        "{harmless} of {heads} heads change it by less than 0.01.",
        "单个来看，第 {layer} 层第 {head} 头最要紧：没有它，“{label}”从 {before} 变为 {after}。{heads} 个头中有 {harmless} 个的影响不到 0.01。",
    ),
    "doubt.remove.says.said_off": (
        "{off} heads off together: “{label}” goes from {before} to {after}.",
        "一起关掉 {off} 个头：“{label}”从 {before} 变为 {after}。",
    ),
    "doubt.remove.shows.parts": (
        "Larger parts out, one at a time: probability of the label that is left",
        "逐个去掉更大的部分：标签剩余的概率",
    ),
    "doubt.remove.shows.legend": (
        "Orange: without this head the label's probability falls; blue: it rises. A click switches heads off together.",
        "橙色：没有这个头，该标签的概率下降；蓝色：上升。点击可把多个头一起关掉。",
    ),
    "doubt.remove.shows.layer": ("layer {layer}", "第 {layer} 层"),
    "doubt.remove.shows.whole": ("all of it", "整体"),
    "doubt.remove.says.part.before": ("nothing taken out", "什么都不去掉"),
    "doubt.remove.says.part.positions": ("no position vectors", "不加位置向量"),
    "doubt.remove.says.part.segments": ("no segment vectors", "不加段向量"),
    "doubt.remove.says.part.shuffled": ("words shuffled", "打乱词序"),
    "doubt.remove.says.part.attention": ("no attention in layer …", "某层去掉注意力"),
    "doubt.remove.says.part.feed_forward": ("no feed-forward in layer …", "某层去掉前馈"),
    "doubt.remove.says.part.residuals": ("no residuals in layer …", "某层去掉残差"),
    "doubt.why.title": ("Is attention an explanation?", "注意力是解释吗？"),
    "doubt.why.how": (
        "**Attention**: what [CLS] looks at in the last layer, mean of its heads. **Rollout**: attention through all layers, half "
        "of it staying in place ([Abnar & Zuidema 2020](https://arxiv.org/abs/2005.00928)). **Integrated gradients**: the "
        "gradient of the label's logit, added up on the way from a text of [MASK]s to this one, so that the scores sum to the "
        "difference of the logits ([Sundararajan et al. 2017](https://arxiv.org/abs/1703.01365), by captum); the error of that sum "
        "is told. **Occlusion**: what the probability loses when one word is hidden. The test: hide the words that a method "
        "calls most important, one after another. The method whose curve falls fastest names the words that the decision "
        "hangs on. See Jain & Wallace 2019 and Wiegreffe & Pinter 2019 for the dispute.",
        "**注意力**：最后一层中 [CLS] 看向哪里，各头平均。**rollout**：贯穿各层的注意力，每层一半留在原处"
        "（[Abnar 与 Zuidema 2020](https://arxiv.org/abs/2005.00928)）。**积分梯度**：从一串 [MASK] 走到这句话的路上，"
        "把标签 logit 的梯度累加，使得分之和等于两端 logit 之差（[Sundararajan 等 2017](https://arxiv.org/abs/1703.01365)，由 captum 计算），"
        "并给出求和的误差。**遮挡**：遮住一个词时概率损失多少。检验办法：按某方法所说的重要程度依次遮住词；曲线降得最快的方法，"
        "指出的正是决定所依赖的词。相关争论见 Jain 与 Wallace 2019、Wiegreffe 与 Pinter 2019。",
    ),
    "doubt.why.shows.task": ("Prediction", "预测"),
    "doubt.why.shows.task_sentiment": ("sentiment", "情感"),
    "doubt.why.shows.task_topic": ("topic", "主题"),
    "doubt.why.shows.method_attention": ("attention of [CLS]", "[CLS] 的注意力"),
    "doubt.why.shows.method_rollout": ("rollout", "rollout（逐层展开）"),
    "doubt.why.shows.method_integrated_gradients": ("integrated gradients", "积分梯度"),
    "doubt.why.shows.method_occlusion": ("occlusion", "遮挡"),
    "doubt.why.shows.curves": (
        "Probability left as the most important words are hidden; lower is more faithful",
        "依次遮住最重要的词后剩余的概率；越低越忠实",
    ),
    "doubt.why.says.axis": ("words hidden", "遮住的词数"),
    "doubt.why.says.said": (
        "The answer is “{label}” with {probability}. On this sentence {best} finds the words it hangs on best (mean of its "
        "curve {area}); {worst} worst ({worst_area}).",
        "回答是“{label}”，概率 {probability}。就这句话而言，{best}最能找出它所依赖的词（曲线平均 {area}），{worst}最差（{worst_area}）。",
    ),
    "doubt.why.says.checked": (
        "Integrated gradients: the scores miss the difference of the logits by {error}.",
        "积分梯度：得分之和与 logit 之差相差 {error}。",
    ),
}
