"""Words of the cards of step "doubt"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.spare.title": ("Heads to spare", "多余的头"),
    "card.spare.say": (
        "We switch off every attention head in turn and ask for the verdict again.",
        "我们轮流关掉每个注意力头，再问一次判断。",
    ),
    "card.spare.question": (
        "How many of them move it by one percentage point or more?",
        "有多少个头会让它变动 1 个百分点以上？",
    ),
    "card.spare.choice.some": ("about half", "大约一半"),
    "card.spare.choice.few": ("fewer than 1 in 5", "不到五分之一"),
    "card.spare.choice.most": ("more than 4 in 5", "五分之四以上"),
    "card.spare.said.few": (
        "{moving} of {heads}. With half of them ({half}) off at random, the verdict held in {kept} of {draws} draws. A "
        "head that looks right in a picture needn't be what decides.",
        "{heads} 个里只有 {moving} 个。随机关掉一半（{half} 个），{draws} 次里有 {kept} 次判断不变。可见图上看着有道理的头，未必起决定作用。",
    ),
    "card.spare.said.some": (
        "{moving} of {heads}: the work is shared. With {half} off at random, the verdict held in {kept} of {draws} draws.",
        "{heads} 个里有 {moving} 个，可见大家都在出力。随机关掉 {half} 个，{draws} 次里有 {kept} 次判断不变。",
    ),
    "card.spare.said.most": (
        "{moving} of {heads}: this verdict hangs on nearly all. With {half} off at random, it held in {kept} of {draws} draws.",
        "{heads} 个里有 {moving} 个：几乎缺谁都不行。随机关掉 {half} 个，{draws} 次里有 {kept} 次判断不变。",
    ),
    "card.spare.try": (
        "Click heads in the picture to switch several off. How many does it take to flip the verdict?",
        "点图中的头，多关几个：关到多少个，判断才会翻转？",
    ),
    "card.shuffled.title": ("Words shuffled", "打乱字序"),
    "card.shuffled.say": (
        "BERT reads all words at once; only the position vectors tell it their order.",
        "BERT 一次读完所有的字，先后次序全靠位置向量。",
    ),
    "card.shuffled.question": (
        "We shuffle the words. Will the verdict hold?",
        "把字打乱，判断会保持吗？",
    ),
    "card.shuffled.choice.holds": ("it holds", "不变"),
    "card.shuffled.choice.flips": ("it flips", "会翻转"),
    "card.shuffled.said.holds": (
        "It holds: “{label}” {before}, shuffled {after}. Here it weighs words and hardly heeds their order.",
        "不变：“{label}” {before}，打乱后 {after}。这里它看的是有哪些字，不大管次序。",
    ),
    "card.shuffled.said.flips": (
        "It flips: “{label}” falls from {before} to {after}. Here the order decides.",
        "会翻转：“{label}”从 {before} 变成 {after}。这里次序起了决定作用。",
    ),
    "card.shuffled.try": (
        "Try a plain sentence: “A warm, funny film.” Does its order matter?",
        "换成“饭菜不好吃。”，次序重要吗？",
    ),
    "card.reason.title": ("Which word decides?", "哪个字定输赢？"),
    "card.reason.say": (
        "Four methods say which word a verdict hangs on. Attention is one of them.",
        "有四种方法回答“判断取决于哪个字”，看注意力只是其中一种。",
    ),
    "card.reason.question": (
        "Which word will come first most often?",
        "哪个字排在第一的次数最多？",
    ),
    "card.reason.said.agree": (
        "“{word}”, all {of} of them.",
        "“{word}”，{of} 种方法都这么说。",
    ),
    "card.reason.said.differ": (
        "“{word}”, by {votes} of {of}. Attention says “{attention}”, rollout “{rollout}”, gradients “{integrated_gradients}”, "
        "hiding words “{occlusion}”. High attention is no proof: in the curves, does the verdict fall faster when words go by attention?",
        "“{word}”，{of} 种里有 {votes} 种。注意力说“{attention}”，注意力展开说“{rollout}”，积分梯度说“{integrated_gradients}”，遮挡说“{occlusion}”。注意力高，不等于判断靠它：看图下面的曲线，按注意力的排序去遮，概率掉得快吗？",
    ),
    "card.reason.said.tie": (
        "They don't agree: attention says “{attention}”, rollout “{rollout}”, gradients “{integrated_gradients}”, hiding words "
        "“{occlusion}”.",
        "没有一致的答案：注意力说“{attention}”，注意力展开说“{rollout}”，积分梯度说“{integrated_gradients}”，遮挡说“{occlusion}”。",
    ),
    "card.reason.slip": (
        "The article calls large models hard to explain; this small one is, too. And a picture of attention isn't the explanation.",
        "文章说大模型“解释性差”，这么小的模型就已经如此；而一张注意力图还不等于解释。",
    ),
    "card.reason.source": (
        "Jain & Wallace 2019, section 4; Wiegreffe & Pinter 2019, section 3",
        "Jain 与 Wallace 2019，第 4 节；Wiegreffe 与 Pinter 2019，第 3 节",
    ),
    "card.bill.title": ("What does it cost?", "训练要花多少？"),
    "card.bill.say": (
        "BERT-large was pretrained for 4 days on 16 Cloud TPUs. This small one got one GPU.",
        "BERT-large 用 16 个 Cloud TPU 预训练了 4 天。这个小模型只用了一块 GPU。",
    ),
    "card.bill.question": (
        "How long did its last round of pretraining take?",
        "它最后一轮预训练花了多久？",
    ),
    "card.bill.choice.days": ("days", "几天"),
    "card.bill.choice.hours": ("hours", "几小时"),
    "card.bill.choice.minutes": ("minutes", "几分钟"),
    "card.bill.said.minutes": (
        "{time} minutes, for {tokens} million tokens. But it didn't start from nothing: others had trained its weights "
        "before, at a far higher price. That is how most people use BERT.",
        "{time} 分钟，读了 {tokens} 亿个词元。不过它并非从零开始：起步用的是别人训练好的向量模型，花的代价大得多。大多数人都这样用 BERT。",
    ),
    "card.bill.said.hours": (
        "{time} hours, for {tokens} million tokens, and from weights that others had trained before.",
        "{time} 小时，读了 {tokens} 亿个词元；起步的权重还是别人训练好的。",
    ),
    "card.bill.said.days": (
        "{time} days, for {tokens} million tokens, and from weights that others had trained before.",
        "{time} 天，读了 {tokens} 亿个词元；起步的权重还是别人训练好的。",
    ),
    "card.bill.bar.large": ("BERT-large: days of one TPU", "BERT-large：单块 TPU 的天数"),
    "card.bill.bar.own": ("this one: days of a GPU", "这个模型：单块 GPU 的天数"),
    "card.bill.slip": (
        "The article ends in 2018. Since then: RoBERTa (longer training), ALBERT (layers share weights), ELECTRA (finds "
        "swapped words), DeBERTa (positions apart), ModernBERT (8,192 tokens).",
        "文章只写到 2018 年。后来有 RoBERTa（训练更久）、ALBERT（各层共用权重）、ELECTRA（找出被换的词）、DeBERTa（位置分开算）、ModernBERT（能读 8192 个词元）。",
    ),
    "card.bill.source": (
        "Devlin et al. 2018, appendix A.2; Warner et al. 2024, section 2",
        "Devlin 等 2018，附录 A.2；Warner 等 2024，第 2 节",
    ),
    "card.gave.title": ("Quiz: why pretrain?", "测验：预训练"),
    "card.gave.say": (
        "Fresh weights would call all word pieces about equally likely. We hide “love”; nobody labelled a sentence for this.",
        "没训练过的权重，会觉得词表里每个字都差不多可能。现在遮住“都”；没有人为此标注过一句话。",
    ),
    "card.gave.question": (
        "How many times likelier is “love” to the pretrained BERT?",
        "预训练过的 BERT 认为“都”的可能性大多少倍？",
    ),
    "card.gave.choice.ten": ("about 10", "约十倍"),
    "card.gave.choice.hundred": ("about 100", "约一百倍"),
    "card.gave.choice.thousands": ("thousands", "几千倍以上"),
    "card.gave.said.thousands": (
        "{times} times: {percent} instead of one in {pieces}. That knowledge is what fine-tuning starts from, so a few "
        "labelled rows are enough (step 8).",
        "{times} 倍：{percent}，而不是 {pieces} 分之一。微调就从这些知识起步，所以少量标注就够（见第 8 步）。",
    ),
    "card.gave.said.hundred": (
        "{times} times: {percent} instead of one in {pieces}. It learned something, but not this phrase.",
        "{times} 倍：{percent}，而不是 {pieces} 分之一。学到了一些，但还不熟。",
    ),
    "card.gave.said.ten": (
        "{times} times only: {percent} instead of one in {pieces}. Of this phrase it learned little.",
        "只有 {times} 倍：{percent}，而不是 {pieces} 分之一。它没学会这个说法。",
    ),
    "card.gave.bar.learned": ("pretrained", "预训练过"),
    "card.gave.bar.fresh": ("fresh weights", "随机权重"),
    "card.gave.try": (
        "What is pretraining good for? Say it in one sentence of your own.",
        "预训练有什么好处？用自己的一句话说说看。",
    ),
    "card.limit.title": ("Quiz: what limits it?", "测验：限制"),
    "card.limit.say": (
        "Someone pastes a whole book into this BERT.",
        "有人把整本书贴给了这个 BERT。",
    ),
    "card.limit.question": (
        "How many tokens of it can be read at once?",
        "它一次最多能读多少个词元？",
    ),
    "card.limit.said.places": (
        "{limit}: it has a position vector for so many places and no more. And reading in parallel isn't free: a text {length} "
        "times as long as this one takes {times} times as many comparisons.",
        "{limit} 个：位置向量只有这么多。并行也不是白来的：长度是这句话的 {length} 倍，两两比较就要 {times} 倍。",
    ),
    "card.limit.slip": (
        "The article names training cost and poor explanations. Length is the third limit, and writing the fourth: BERT "
        "only reads.",
        "文章说了训练成本和解释性。还有两个限制：长度有限；只会读，不会写。",
    ),
    "card.limit.source": (
        "Devlin et al. 2018, section 3 and appendix A.2",
        "Devlin 等 2018，第 3 节与附录 A.2",
    ),
}
