"""Words of the cards of step "head"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.noun.title": ("“A”, but which noun?", "量词找名词"),
    "card.noun.say": (
        "Each token has a query (what it looks for), a key (what it offers) and a value (what it hands on). Query · key gives "
        "shares of attention, 100 % in all. Chosen is “A”: four words stand between it and its noun.",
        "每个词元都有查询 q（在找什么）、键 k（能对上什么）和值 v（能交出什么）。查询对上键，就得到注意力的份额，一共 100%。选中的“座”是量词。",
    ),
    "card.noun.question": ("Which word gets most from it?", "它把大部分给了哪个字？"),
    "card.noun.said.finds": (
        "“{noun}” gets {percent}, “{other}” {own}. No rule of grammar was written into it: it found the noun across four words.",
        "“{noun}”得到 {percent}，“{other}”只有 {own}。没有人教过它语法规则，隔着四个字，它也找到了名词。",
    ),
    "card.noun.said.misses": (
        "“{token}” gets {percent}, “{other}” {own}: not the noun, “{noun}”. Here the head does not know grammar.",
        "“{token}”得到 {percent}，“{other}”{own}，而名词是“{noun}”。在这句话里，这个头没找对。",
    ),
    "card.noun.said.tie": (
        "It does not decide: “{token}” gets {percent}, “{other}” {own}. The noun is “{noun}”.",
        "它拿不定主意：“{token}”{percent}，“{other}”{own}。名词是“{noun}”。",
    ),
    "card.noun.try": (
        "Put another adjective before the noun.",
        "在名词前面再加一个形容词试试。",
    ),
    "card.root.title": ("A root left out", "漏掉的根号"),
    "card.root.say": (
        "Query · key: multiply two lists of d numbers pair by pair, add up. Such sums grow like √d, so BERT divides by √d; softmax then makes shares. Take the chosen token’s two best matches alone.",
        "查询 · 键：两串 d 个数逐对相乘再相加。这样的和大约随 √d 变大，BERT 就先除以 √d，softmax 再变成份额。只看选中词元最匹配的两个。",
    ),
    "card.root.question": (
        "If BERT did not divide, what share of the two would the better one get?",
        "如果不除，较大的那个份额会怎样？",
    ),
    "card.root.choice.same": ("hardly a larger one", "几乎不变"),
    "card.root.choice.some": ("a somewhat larger one", "大一些"),
    "card.root.choice.all": ("nearly all", "几乎全归它"),
    "card.root.said.all": (
        "“{first}” scores {larger}, “{second}” {smaller}. Of these two alone, “{first}” gets {with_root} after dividing by √{d} = {root}, and {without} without: softmax then hears one voice only. (The picture shares among all tokens.)",
        "“{first}”得 {larger} 分，“{second}”{smaller} 分。只在这两个之间分：除以 √{d} = {root}，“{first}”占 {with_root}；不除就占 {without}，几乎独吞。（图上是在所有词元之间分。）",
    ),
    "card.root.said.some": (
        "“{first}” has {larger}, “{second}” {smaller}. Of the two, “{first}” takes {with_root} after dividing by √{d} = {root}, and {without} without: more, but here not everything.",
        "“{first}”是 {larger}，“{second}”是 {smaller}。除以 √{d} = {root}，两者之中“{first}”占 {with_root}；不除占 {without}：大了一些，但还不是全部。",
    ),
    "card.root.said.same": (
        "“{first}” has {larger}, “{second}” {smaller}, nearly the same: “{first}” takes {with_root} of the two after dividing by √{d} = {root}, and {without} without.",
        "“{first}”是 {larger}，“{second}”是 {smaller}，本来就差不多：除以 √{d} = {root}，“{first}”占 {with_root}；不除占 {without}。",
    ),
    "card.root.bar.divided": ("“{first}”, ÷ √{d}", "“{first}”，除以 √{d}"),
    "card.root.bar.plain": ("“{first}”, not divided", "“{first}”，不除"),
    "card.root.slip": (
        "The article's formula lacks ÷ √d. Where one share is nearly 100 %, a change of the weights changes next to nothing, and learning stalls.",
        "文章的公式漏了“÷ √d”。一个份额接近 100% 时，参数怎么调，结果也几乎不动，学习就停住了。",
    ),
    "card.root.source": (
        "Vaswani et al. 2017, equation 1 and section 3.2.1",
        "Vaswani 等 2017，公式 1 和 3.2.1 节",
    ),
    "card.root.try": (
        "Go to the step softmax and tick “Without ÷ √d”.",
        "走到 softmax 那一步，勾选“不除以 √d”。",
    ),
    "card.itself.title": ("Only the others?", "只看别人？"),
    "card.itself.say": (
        "The article says that each token weighs “the other” tokens.",
        "文章说，每个元素对“其它元素”计算注意力权重。",
    ),
    "card.itself.question": (
        "How much of its attention does “dog” keep for itself in this head?",
        "在这个头里，“狗”给自己留了多少注意力？",
    ),
    "card.itself.choice.none": ("nothing", "一点也没有"),
    "card.itself.choice.some": ("some, under half", "有一些，不到一半"),
    "card.itself.choice.most": ("more than half", "一大半"),
    "card.itself.said.most": (
        "{percent}: here “{token}” looks mostly at itself. Not everywhere, though: the mean over all {heads} heads is {mean}.",
        "{percent}：在这里，“{token}”主要看自己。不过并不处处如此，{heads} 个头平均是 {mean}。",
    ),
    "card.itself.said.some": (
        "{percent}: “{token}” counts among those it looks at. The mean over all {heads} heads is {mean}.",
        "{percent}：“{token}”也看自己。{heads} 个头平均是 {mean}。",
    ),
    "card.itself.said.none": (
        "Next to nothing, {percent}, though it could: the mean over all {heads} heads is {mean}.",
        "几乎没有（{percent}），虽然它可以看自己：{heads} 个头平均是 {mean}。",
    ),
    "card.itself.slip": (
        "A token is compared with all tokens, itself among them. And the article's sum uses the letter j twice: below the line it should run over a letter of its own, Σₘ exp(qᵢ·kₘ).",
        "每个词元要和所有词元比，包括它自己，不只是“其它元素”。另外，公式里 j 用了两次：分母应换一个字母，写成 Σₘ exp(qᵢ·kₘ)。",
    ),
    "card.itself.source": ("Vaswani et al. 2017, section 3.2.1", "Vaswani 等 2017，3.2.1 节"),
    "card.biases.title": ("What is added", "还要加一项"),
    "card.biases.say": (
        "A query is the token's vector times a matrix, plus a fixed row of numbers: the bias. The article leaves the bias out.",
        "查询 = 向量乘以矩阵，再加上一串固定的数，叫偏置。文章漏了这一项。",
    ),
    "card.biases.question": (
        "In this head, where does “dog” look most if one really leaves it out?",
        "如果真的去掉偏置，在这个头里“狗”最看谁？",
    ),
    "card.biases.said.moves": (
        "At “{best}” ({percent}). With biases it is “{was}” ({was_percent}). So they are no detail: they say where to look whatever the word is.",
        "看“{best}”（{percent}）；有偏置时看的是“{was}”（{was_percent}）。可见偏置不是小事：不管是什么词，它都会拉着注意力往一处去。",
    ),
    "card.biases.said.stays": (
        "At “{best}” ({percent}), where it looks with biases too ({was_percent} for “{was}”). Here they hardly matter.",
        "还是“{best}”（{percent}），和有偏置时一样（“{was}”{was_percent}）。在这里，偏置影响不大。",
    ),
    "card.biases.bar.with": ("with biases: “{was}”", "有偏置：“{was}”"),
    "card.biases.bar.without": ("without: “{best}”", "没有偏置：“{best}”"),
    "card.biases.slip": (
        "Not q = Wx but q = Wx + b, and the same for k and v. (The bias of k adds as much to every match, so softmax cancels it.)",
        "不是 q = Wx，而是 q = Wx + b；k、v 也一样。（k 的偏置给每个点积加上同一个数，softmax 之后就抵消了。）",
    ),
    "card.biases.source": (
        "google-research/bert, modeling.py, attention_layer",
        "google-research/bert 源代码，modeling.py 的 attention_layer",
    ),
    "card.pronoun.title": ("King or queen?", "姐姐还是弟弟？"),
    "card.pronoun.say": (
        "Who was kind? The picture shows what “she” makes of it in this head.",
        "谁过生日？图上是“她”在这个头里怎么看。",
    ),
    "card.pronoun.question": (
        "Change “{word}” into “{other}”: whom does it look at more?",
        "把“{word}”换成“{other}”，它更看向谁？",
    ),
    "card.pronoun.said.swings": (
        "“{new}” gives {percent} to “{token}” and {own} to “{other}”; “{word}” looked at “{was}” ({was_percent}). The head matches gender. It does not know who was kind.",
        "“{new}”把 {percent} 给“{token}”，{own} 给“{other}”；“{word}”更看“{was}”（{was_percent}）。这个头只是把性别对上了，并不知道谁过生日。",
    ),
    "card.pronoun.said.stays": (
        "“{new}” gives {percent} to “{token}” and {own} to “{other}”, the same way as “{word}”. In this sentence the head does not match gender.",
        "“{new}”把 {percent} 给“{token}”，{own} 给“{other}”，和“{word}”一样。在这句话里，这个头没有把性别对上。",
    ),
    "card.pronoun.said.tie": (
        "It does not decide: {percent} for “{token}”, {own} for “{other}”. “{word}” looked at “{was}” ({was_percent}).",
        "它拿不定主意：“{token}”{percent}，“{other}”{own}。“{word}”更看“{was}”（{was_percent}）。",
    ),
    "card.pronoun.try": (
        "Put two women into the sentence: Anna and Maria.",
        "把弟弟也换成妹妹：两个都是女的，它看谁？",
    ),
}
