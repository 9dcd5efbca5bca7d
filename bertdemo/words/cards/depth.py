"""Words of the cards of step "depth"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.both_sides.title": ("It takes both sides", "两边都要看"),
    "card.both_sides.say": ("They fell in ___ and got married.", "我们坐___车去北京。"),
    "card.both_sides.question": (
        "How is BERT surest of “love”?",
        "怎样看，BERT 对“火”最有把握？",
    ),
    "card.both_sides.choice.left": ("with the left alone", "只看左边"),
    "card.both_sides.choice.right": ("with the right alone", "只看右边"),
    "card.both_sides.choice.neither": ("with both together", "两边一起看"),
    "card.both_sides.said.neither": (
        "Both sides together give it {both}; the left alone {left}, the right alone {right}. That is what "
        "“bidirectional” is for.",
        "两边一起看，它得 {both}；只看左边 {left}，只看右边 {right}。“双向”的用处就在这里。",
    ),
    "card.both_sides.said.left": (
        "The left alone gives it {left}, as good as both ({both}); the right alone {right}.",
        "只看左边就有 {left}，不比两边一起（{both}）差；只看右边是 {right}。",
    ),
    "card.both_sides.said.right": (
        "The right alone gives it {right}, as good as both ({both}); the left alone {left}.",
        "只看右边就有 {right}，不比两边一起（{both}）差；只看左边是 {left}。",
    ),
    "card.both_sides.said.tie": (
        "No clear winner: both {both}, left {left}, right {right}.",
        "分不出高下：两边 {both}，左边 {left}，右边 {right}。",
    ),
    "card.both_sides.slip": (
        "The article calls ELMo and GloVe one-directional. ELMo reads both ways, with two models that meet at the end; "
        "GloVe looks at no context at all. BERT looks both ways in every layer.",
        "文章说 ELMo、GloVe 只能单向理解。其实 ELMo 两个方向都读，只是两个模型到最后才合在一起；GloVe 根本不看上下文。BERT 每一层都能看两边。",
    ),
    "card.both_sides.source": (
        "Peters et al. 2018, section 3; Pennington et al. 2014, section 3",
        "Peters 等 2018，第 3 节；Pennington 等 2014，第 3 节",
    ),
    "card.one_side.title": ("One side will do", "一边就够"),
    "card.one_side.say": (
        "The president of the United ___ gave a speech.",
        "战争结___了，人们回家了。",
    ),
    "card.one_side.question": ("And here? Which side alone is enough?", "这一句呢？只看哪边就够？"),
    "card.one_side.choice.left": ("the left", "左边"),
    "card.one_side.choice.right": ("the right", "右边"),
    "card.one_side.choice.neither": ("neither alone", "单看哪边都不够"),
    "card.one_side.said.left": (
        "The left: {left} by itself, {both} with both sides; the right alone {right}. Two directions don't always help.",
        "左边：单独就有 {left}，两边一起是 {both}；只看右边 {right}。双向并不总有帮助。",
    ),
    "card.one_side.said.right": (
        "The right: {right} by itself, {both} with both sides; the left alone {left}.",
        "右边：单独就有 {right}，两边一起是 {both}；只看左边 {left}。",
    ),
    "card.one_side.said.neither": (
        "Neither: both together give {both}, the left alone {left}, the right alone {right}.",
        "都不够：两边一起 {both}，只看左边 {left}，只看右边 {right}。",
    ),
    "card.one_side.said.tie": (
        "No clear winner: both {both}, left {left}, right {right}.",
        "分不出高下：两边 {both}，左边 {left}，右边 {right}。",
    ),
    "card.one_side.try": (
        "Choose another word under “Token”. Can you find one for which the right is enough?",
        "在上面的“词元”里换个字试试：能找到只看右边就够的吗？",
    ),
    "card.late.title": ("A late answer", "何时想到？"),
    "card.late.say": (
        "We ask every layer, not only the last, which word it would write for [MASK].",
        "[MASK] 处该填什么？我们不只问最后一层，每一层都问一遍。",
    ),
    "card.late.question": (
        "When does the final answer take the lead for good?",
        "最后的答案从什么时候起一直领先？",
    ),
    "card.late.choice.early": ("in the first half", "前半段"),
    "card.late.choice.midway": ("in the second half, before the last", "后半段，最后一层之前"),
    "card.late.choice.late": ("in the last layer only", "到最后一层"),
    "card.late.said.early": (
        "“{word}” leads from layer {layer} of {layers} on: the guess is made early and then kept.",
        "“{word}”从第 {layer} 层（共 {layers} 层）起一直领先：很早就想到，后面没有改。",
    ),
    "card.late.said.midway": (
        "“{word}” leads from layer {layer} of {layers} on; one layer before, it was “{before}”. The lower layers don't "
        "know yet.",
        "“{word}”从第 {layer} 层（共 {layers} 层）起一直领先；前一层还是“{before}”。前半段还没有想到。",
    ),
    "card.late.said.late": (
        "Only layer {layer} of {layers}, the last, says “{word}”; the one before still says “{before}”. This small BERT "
        "needs all its layers.",
        "到最后的第 {layer} 层（共 {layers} 层）才说“{word}”，前一层还说“{before}”。每一层都用上了。",
    ),
    "card.late.try": (
        "Put [MASK] in place of another word. Are easy words found earlier?",
        "把 [MASK] 换到别处：容易的字会更早想到吗？",
    ),
    "card.alike.title": ("Three banks", "银行与行李"),
    "card.alike.say": (
        "At first all three “bank” have the same token vector. Then they pass through the layers.",
        "三个“行”，一开始的词元向量一模一样，然后一层层往上走。",
    ),
    "card.alike.question": (
        "Two lend money, one lies by a river. Which two end up alike?",
        "两个“银行”，一个“行李”：走到最后，哪两个“行”最像？",
    ),
    "card.alike.choice.all": ("all three", "三个都像"),
    "card.alike.choice.first_two": ("1st and 2nd", "第一、第二个"),
    "card.alike.choice.outer": ("1st and 3rd", "第一、第三个"),
    "card.alike.choice.last_two": ("2nd and 3rd", "第二、第三个"),
    "card.alike.said.first_two": (
        "The first two: likeness {first_two}, with the third one only {outer} and {last_two} (1 is the same). All began "
        "at {before} or more, apart only by their places: the context made the meaning.",
        "前两个：相似度 {first_two}，与第三个只有 {outer} 和 {last_two}（1 表示相同）。起初两两都在 {before} 以上，差的只是位置：后来的不同来自上下文。",
    ),
    "card.alike.said.outer": (
        "The first and the third: {outer}; the others {first_two} and {last_two}. That is not their meaning.",
        "第一个和第三个：{outer}；其余 {first_two} 和 {last_two}。这并不是按词义分的。",
    ),
    "card.alike.said.last_two": (
        "The second and the third: {last_two}; the others {first_two} and {outer}. Nearness won over meaning.",
        "第二个和第三个：{last_two}；其余 {first_two} 和 {outer}。离得近胜过了意思近。",
    ),
    "card.alike.said.all": (
        "No two stand out: {first_two}, {outer}, {last_two}. It does not tell them apart.",
        "没有哪两个更突出：{first_two}、{outer}、{last_two}。它没有分清。",
    ),
    "card.control.title": ("Is it the meaning?", "真是词义吗？"),
    "card.control.say": (
        "Two banks grew apart. Was it their meaning, or only their places in the sentence? Here “the” means the same "
        "each time.",
        "“银行”和“行李”的“行”分开了。是因为词义，还是只因为位置不同？这里的“了”，意思都一样。",
    ),
    "card.control.question": (
        "Do any two of the three “the” grow apart?",
        "这三个“了”会彼此分开吗？",
    ),
    "card.control.choice.part": ("they grow apart", "会分开"),
    "card.control.choice.stay": ("they stay alike", "不会"),
    "card.control.said.stay": (
        "They don't: even the two that part most are at {before} at first and {after} at the end. So here places alone don't drive a word apart; with "
        "the banks, meaning had a part.",
        "不会：就算是分得最开的两个，起初也是 {before}，最后是 {after}。可见在这一例里，单是位置不同没有把字分开；前面那张卡片里，词义起了作用。",
    ),
    "card.control.said.part": (
        "They do: two of them go from {before} to {after}, with one meaning. So growing apart alone proves nothing about meaning.",
        "会：有两个从 {before} 降到 {after}，而意思并没有变。可见“分开”本身说明不了词义。",
    ),
    "card.control.try": (
        "Try “In May you may plant trees.” One spelling, two words: do they part?",
        "试试“他打电话订了一打鸡蛋。”：两个“打”会分开吗？",
    ),
}
