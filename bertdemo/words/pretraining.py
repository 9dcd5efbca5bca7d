"""Words of step 7: pretraining."""

WORDS: dict[str, tuple[str, str]] = {
    "pretraining.masked.title": ("What would BERT write in the gap?", "空缺处 BERT 会填什么？"),
    "pretraining.masked.how": (
        "Each word that you hide is replaced by [MASK] (id 103), and the whole sentence is read again. The last layer's vector "
        "at each [MASK] goes through the masked-word head: a linear layer with GELU and LayerNorm, a dot product with the "
        "embedding of every word piece, a softmax. Several places are guessed at once and independently: no guess knows "
        "the others. *What each word adds*: that word is hidden too, and the probability of the first guess is read again; "
        "what it lost is shown. Source: Devlin et al. 2018, section 3.1, task 1. The tests compare with `BertForPreTraining`.",
        "你遮住的每个词都换成 [MASK]（id 103），整句重新读一遍。每个 [MASK] 位置最后一层的向量经过掩码词预测头："
        "带 GELU 和 LayerNorm 的线性层，与每个词片的嵌入做点积，再做 softmax。多个位置同时且各自独立地猜：任何一个猜测都不知道其他的。"
        "*每个词的贡献*：把那个词也遮住，再读一次首选的概率，显示它下降了多少。"
        "出处：Devlin 等 2018，3.1 节任务一。测试与 `BertForPreTraining` 比对。",
    ),
    "pretraining.masked.shows.hint": (
        "Click words to hide them, one or several; click again to show them.",
        "点击词语把它遮住，可以遮多个；再点一次恢复。",
    ),
    "pretraining.masked.shows.word": ("How likely is the word", "这个词的概率"),
    "pretraining.masked.shows.word_hint": ("any word", "任意一个词"),
    "pretraining.masked.shows.clear": ("Start again", "重新开始"),
    "pretraining.masked.shows.was": ("hidden, was {word}; click to show", "已遮住，原为 {word}；点击恢复"),
    "pretraining.masked.shows.place": ("place {position}: {token}", "位置 {position}：{token}"),
    "pretraining.masked.says.none": (
        "No word is hidden: click one above.",
        "还没有遮住任何词：请点击上面的一个词。",
    ),
    "pretraining.masked.says.at": ("At place {position}: ", "位置 {position}："),
    "pretraining.masked.says.hit": (
        "Right: BERT writes “{guess}” ({probability}), the word that stood there; next comes “{second}” ({next}).",
        "对：BERT 填的是“{guess}”（{probability}），正是原来的词；其次是“{second}”（{next}）。",
    ),
    "pretraining.masked.says.hit_tie": (
        "Right, but by a hair: “{guess}” ({probability}) and “{second}” ({next}) tie.",
        "对，但只是侥幸：“{guess}”（{probability}）和“{second}”（{next}）不相上下。",
    ),
    "pretraining.masked.says.near": (
        "Not quite: BERT writes “{guess}” ({probability}); “{truth}”, which stood there, is number {rank} ({own}).",
        "差一点：BERT 填“{guess}”（{probability}）；原来的“{truth}”排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.miss": (
        "Wrong: BERT writes “{guess}” ({probability}); “{truth}”, which stood there, is only number {rank} ({own}).",
        "错：BERT 填“{guess}”（{probability}）；原来的“{truth}”只排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.miss_repeats": (
        "Wrong: BERT only repeats “{guess}” ({probability}), a word of the sentence; “{truth}”, which stood there, is "
        "number {rank} ({own}).",
        "错：BERT 只是把句中的“{guess}”（{probability}）又填了一遍；原来的“{truth}”排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.repeats": (
        "BERT only repeats “{guess}” ({probability}), a word that already stands in the sentence.",
        "BERT 只是把句中已有的“{guess}”（{probability}）又填了一遍。",
    ),
    "pretraining.masked.says.tie": (
        "BERT cannot decide: “{guess}” ({probability}) and “{second}” ({next}) tie.",
        "BERT 拿不定主意：“{guess}”（{probability}）和“{second}”（{next}）不相上下。",
    ),
    "pretraining.masked.says.sure": (
        "BERT would write “{guess}”: {probability}, more than for all other words together.",
        "BERT 会填“{guess}”：{probability}，比别的词全部加在一起还多。",
    ),
    "pretraining.masked.says.unsure": (
        "BERT writes “{guess}” but is not sure: {probability}, before “{second}” ({next}).",
        "BERT 填“{guess}”，但没有把握：{probability}，其次是“{second}”（{next}）。",
    ),
    "pretraining.masked.says.rate": (
        "In Wikipedia text that it never learned from, its first guess is right for {rate} of the hidden pieces.",
        "在它没学过的维基百科文本里，被遮住的词片它首选猜对 {rate}。",
    ),
    "pretraining.masked.says.helper": (
        "“{word}” helps most: hide it too, and the first guess loses {points} percentage points.",
        "帮助最大的是“{word}”：把它也遮住，首选的概率就下降 {points} 个百分点。",
    ),
    "pretraining.masked.says.named_first": (
        "“{word}” is that first guess.",
        "你问的“{word}”就是首选。",
    ),
    "pretraining.masked.says.named_tie": (
        "“{word}” ({probability}) ties with it.",
        "你问的“{word}”（{probability}）与首选不相上下。",
    ),
    "pretraining.masked.says.named_behind": (
        "“{word}” has {probability} here, {times} times less than “{guess}”.",
        "你问的“{word}”在此处是 {probability}，首选“{guess}”是它的 {times} 倍。",
    ),
    "pretraining.masked.shows.named_before": (
        "“{word}” had {before} before the last change, and has {now} now.",
        "上次改动之前“{word}”是 {before}，现在是 {now}。",
    ),
    "pretraining.masked.says.named_said": (
        "“{word}” has probability {probability} here.",
        "“{word}”在此处的概率为 {probability}。",
    ),
    "pretraining.masked.shows.before": (
        "Before the last change the first guess was “{guess}” ({probability}).",
        "上次改动之前的首选是“{guess}”（{probability}）。",
    ),
    "pretraining.masked.shows.looks": (
        "What place {position} looks at (layer {layer}, head {head})",
        "位置 {position} 在看什么（第 {layer} 层，第 {head} 个头）",
    ),
    "pretraining.masked.shows.looks_many": (
        "What place {position} looks at, over the layers or heads that the bar picks",
        "位置 {position} 在看什么（按横条里选的层和头合起来）",
    ),
    "pretraining.masked.shows.adds": (
        "What each word adds to the first guess",
        "每个词对首选的贡献",
    ),
    "pretraining.masked.shows.adds_legend": (
        "Blue helps, orange hinders; the darker, the more.",
        "蓝色有利，橙色不利；颜色越强，作用越大。",
    ),
    "pretraining.masked.shows.looks_legend": (
        "The darker, the more weight: one head, and no proof that the guess comes from there.",
        "颜色越强，权重越大：这只是一个头，不能证明猜测来自那里。",
    ),
    "pretraining.next.title": ("Does the second sentence follow the first?", "第二句是第一句的下文吗？"),
    "pretraining.next.how": (
        "The second task of pretraining: half of the pairs were neighbours in a text, half were not. The last layer's vector of "
        "[CLS] goes through the **pooler** (one linear layer and a tanh on [CLS]: $h = \\tanh(W c + b)$) and one linear layer with two outputs, the **logits** (scores before the softmax): index **0** means “B "
        "follows A”, index **1** “B is from elsewhere”; a softmax makes probabilities. The negatives of pretraining came from other "
        "documents, so the model learned above all whether two sentences share a topic: pairs that are alike without "
        "following, or that contradict, fool it. RoBERTa (Liu et al. 2019) dropped this task. Source: Devlin et al. 2018, "
        "section 3.1, task 2.",
        "预训练的第二项任务：一半的句对在文中相邻，一半不是。[CLS] 最后一层的向量经过**池化层 pooler**（对 [CLS] 做线性变换加 tanh：$h = \\tanh(W c + b)$）"
        "和一个有两个输出的线性层，输出是 **logit**（未归一化得分）：下标 **0** 表示“B 接在 A 后面”，下标 **1** 表示“B 来自别处”；softmax 得到概率。"
        "预训练的负例来自别的文档，所以模型主要学会了两句话是否同一主题：相似却不连续、或者互相矛盾的句子会骗过它。"
        "RoBERTa（Liu 等 2019）去掉了这项任务。出处：Devlin 等 2018，3.1 节任务二。",
    ),
    "pretraining.next.shows.no_second": (
        "There is no second sentence to judge: write one in the bar, or take one of the pairs.",
        "还没有第二句，无从判断：在上面写一句，或者点一个现成的句对。",
    ),
    "pretraining.next.shows.swap": ("Swap", "交换"),
    "pretraining.next.shows.traps": ("Pairs to try", "可以试试的句对"),
    "pretraining.next.says.all": (
        "Of all {pairs} pairs {right} are answered rightly; who tosses a coin gets half.",
        "{pairs} 对句子全问一遍，答对 {right} 对；抛硬币也能对一半。",
    ),
    "pretraining.next.says.kind_follows": ("B continues A", "B 接着 A"),
    "pretraining.next.says.kind_random": ("unrelated", "毫不相干"),
    "pretraining.next.says.kind_similar": ("trap: alike, no continuation", "陷阱：相似但不连续"),
    "pretraining.next.says.kind_contradiction": ("trap: contradiction", "陷阱：互相矛盾"),
    "pretraining.next.says.kind_question": ("question and answer", "一问一答"),
    "pretraining.next.says.kind_swapped": ("trap: order swapped", "陷阱：前后颠倒"),
    "pretraining.next.shows.ask_all": (
        "How often is it right? Ask all {pairs} pairs",
        "它答对多少？把 {pairs} 对都问一遍",
    ),
    "pretraining.next.says.cls": ("[CLS] after the last layer", "最后一层的 [CLS]"),
    "pretraining.next.says.pooled": ("after the pooler: tanh(W c + b)", "经过 pooler：tanh(W c + b)"),
    "pretraining.next.says.logit_follows": ("index 0: B follows A", "下标 0：B 接在 A 后面"),
    "pretraining.next.says.logit_elsewhere": ("index 1: B is from elsewhere", "下标 1：B 来自别处"),
    "pretraining.next.says.answer_follows": (
        "BERT says that B follows A ({probability})",
        "BERT 认为 B 接在 A 后面（{probability}）",
    ),
    "pretraining.next.says.answer_elsewhere": (
        "BERT says that B is from elsewhere (only {probability} that it follows)",
        "BERT 认为 B 来自别处（接在后面的概率只有 {probability}）",
    ),
    "pretraining.next.says.undecided": (
        "BERT cannot tell: {probability} that B follows A is as good as a coin toss.",
        "BERT 判断不了：B 接在 A 后面的概率是 {probability}，和抛硬币差不多。",
    ),
    "pretraining.next.says.right": ("Right: {answer}, and {reason}.", "对：{answer}，{reason}。"),
    "pretraining.next.says.wrong": ("Wrong: {answer}, but {reason}.", "错：{answer}；其实，{reason}。"),
    "pretraining.next.says.unknown": ("{answer}; {reason}.", "{answer}；不过，{reason}。"),
    "pretraining.next.says.is_follows": ("B does continue A", "B 的确接着 A"),
    "pretraining.next.says.is_question": ("B answers A", "B 回答了 A"),
    "pretraining.next.says.is_random": ("B has nothing to do with A", "B 与 A 毫不相干"),
    "pretraining.next.says.is_similar": ("B only repeats words of A", "B 只是重复了 A 里的词"),
    "pretraining.next.says.is_contradiction": ("B contradicts A", "B 与 A 互相矛盾"),
    "pretraining.next.says.is_swapped": ("the two stand in the wrong order", "两句的前后颠倒了"),
    "pretraining.next.says.repeats": (
        "more than half of B's words stand in A, and that may be all it saw",
        "B 有一半以上的词 A 里都有，它看到的可能只是这一点",
    ),
    "pretraining.next.says.judge": ("whether that is right, you must judge", "对不对要由你来判断"),
    "pretraining.next.says.learned_topics": (
        "This BERT learned topics, not order ({right} of {of} traps).",
        "这个 BERT 学会的是主题，不是先后（{of} 个陷阱识破 {right} 个）。",
    ),
    "pretraining.next.says.learned_order": (
        "This BERT sees through most traps ({right} of {of}), so it learned more than topics.",
        "这个 BERT 识破了大多数陷阱（{of} 个中的 {right} 个），学到的不只是主题。",
    ),
    "pretraining.next.says.learned_some": (
        "On traps this BERT is unreliable ({right} of {of} right).",
        "遇到陷阱时，这个 BERT 不可靠（{of} 个识破 {right} 个）。",
    ),
    "pretraining.next.says.learned_nothing": (
        "Do not trust it: of pairs that have nothing to do with each other it tells only {told} of {unrelated}, "
        "and {right} of {of} traps.",
        "不要相信它：毫不相干的句对它只看出 {unrelated} 对中的 {told} 对，陷阱识破 {of} 个中的 {right} 个。",
    ),
    "pretraining.next.says.checked": (
        "{tick} Largest difference from the model's own logits: {error}",
        "{tick} 与模型自身 logit 的最大差别：{error}",
    ),
}
