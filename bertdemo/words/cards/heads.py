"""Words of the cards of step "heads"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.many.title": ("How many heads?", "有多少个头？"),
    "card.many.say": (
        "The article describes one attention: one set of queries, keys and values. Such a set is called a head.",
        "文章只讲了一套查询、键和值。这样的一套叫一个注意力头。",
    ),
    "card.many.question": (
        "How many heads has this BERT?",
        "这个 BERT 一共有多少个头？",
    ),
    "card.many.said.count": (
        "{count}: {heads} in each of {layers} layers. Each has matrices of its own and can look somewhere else at the same time.",
        "{count} 个：{layers} 层，每层 {heads} 个。每个头都有自己的矩阵，同一时间可以看不同的地方。",
    ),
    "card.many.slip": (
        "Section 4.1 never names them. One head gives one average a token; with many, a verb can follow its subject and its object at once.",
        "文章 4.1 节从没提过“多头”。一个头只能给出一种加权平均；有了多个头，动词就能同时看主语和宾语。",
    ),
    "card.many.source": ("Vaswani et al. 2017, section 3.2.2", "Vaswani 等 2017，3.2.2 节"),
    "card.mix.title": ("The mixing matrix", "没提到的 W_O"),
    "card.mix.say": (
        "Each head puts out a row of numbers, z. Those of a layer are put side by side; then a matrix, W_O, mixes them. We hide the chosen word and let BERT guess it: once as it is, once without W_O in any layer.",
        "每个头算出一串数，叫 z；一层里各个头的 z 先并排拼起来，再由矩阵 W_O 混合。遮住选中的字让 BERT 猜：一次照常，一次把各层的 W_O 都去掉。",
    ),
    "card.mix.question": ("Does the first guess stay the same?", "首选的答案还一样吗？"),
    "card.mix.choice.same": ("yes, the heads do the work", "一样，干活的是各个头"),
    "card.mix.choice.other": ("no, it writes something else", "不一样，会填别的字"),
    "card.mix.said.other": (
        "No: “{written}” had {percent} and keeps {left}; now comes “{other}” ({share}). The rest of the layer was trained to read mixed numbers, not the heads' own.",
        "不一样：“{written}”从 {percent} 变成 {left}，现在填的是“{other}”（{share}）。后面的部分只学过读混合之后的数，读不懂各个头的原样输出。",
    ),
    "card.mix.said.same": (
        "Yes: “{written}” had {percent} and keeps {left}. For this word the heads' own numbers are enough.",
        "一样：“{written}”从 {percent} 变成 {left}，仍是首选。就这个字来说，各个头的原样输出已经够用。",
    ),
    "card.mix.bar.whole": ("“{written}”, with W_O", "“{written}”，有 W_O"),
    "card.mix.bar.left": ("“{written}”, without", "“{written}”，没有"),
    "card.mix.bar.other": ("“{other}”, without", "“{other}”，没有"),
    "card.mix.slip": (
        "In the article z, what a head puts out, goes straight on. In BERT each head has its own z; they are joined, multiplied by W_O, and only then added to what was there.",
        "文章里，头的输出 z 直接就往下走。BERT 里，一层各个头的 z 要先拼接，乘以 W_O，然后才进入残差连接。",
    ),
    "card.mix.source": ("Vaswani et al. 2017, section 3.2.2", "Vaswani 等 2017，3.2.2 节"),
    "card.tired.title": ("Too tired, too wide", "太累，太宽"),
    "card.tired.say": (
        "A reader knows at once what “it” is: an animal gets tired, a street is wide.",
        "“它”是谁，我们一看就懂：累的是狗，宽的是路。",
    ),
    "card.tired.question": (
        "“{word}” becomes “{other}”: which noun does “it” look at then, in this head?",
        "把“{word}”换成“{other}”，在这个头里，“它”会看向谁？",
    ),
    "card.tired.said.stays": (
        "Of the two still “{token}” ({percent}; “{other}” {own}). Elsewhere, {movers} of {heads} heads go over to the other noun. To know what is wide, one must know the world.",
        "两者相比，还是“{token}”多（{percent}，“{other}”{own}）。{heads} 个头里，有 {movers} 个会跟着转过去。要知道什么会“宽”，得了解世界才行。",
    ),
    "card.tired.said.none": (
        "Of the two still “{token}” ({percent}; “{other}” {own}), and none of the {heads} heads goes over to the other noun. To know what is wide, one must know the world.",
        "两者相比，还是“{token}”多（{percent}，“{other}”{own}），{heads} 个头里没有一个转过去。要知道什么会“宽”，得了解世界才行。",
    ),
    "card.tired.said.swings": (
        "It moves, from “{was}” to “{token}” ({percent}; “{other}” {own}). Of {heads} heads, {movers} move as a reader does.",
        "它转了：从“{was}”转向“{token}”（{percent}，“{other}”{own}）。{heads} 个头里，有 {movers} 个像读者那样转。",
    ),
    "card.tired.said.tie": (
        "It does not decide: {percent} for “{token}”, {own} for “{other}”. Of {heads} heads, {movers} move as a reader does.",
        "它拿不定主意：“{token}”{percent}，“{other}”{own}。{heads} 个头里，有 {movers} 个像读者那样转。",
    ),
    "card.tired.try": (
        "Write a pair of your own: a cup that does not fit in a bag, because it is too big, or too small.",
        "自己造一对试试：箱子装不进车里，因为它太大，或太小。",
    ),
    "card.nurse.title": ("Doctor or nurse?", "医生还是护士？"),
    "card.nurse.say": (
        "Who was late? The sentence does not say who is a woman, who a man.",
        "谁迟到了？句子里没有说谁是男、谁是女。",
    ),
    "card.nurse.question": (
        "With “{other}” in place of “{word}”, whom does this head pick?",
        "把 {word} 换成 {other}，这个头选医生（doctor）还是护士（nurse）？",
    ),
    "card.nurse.gloss": (
        "The doctor called the nurse because she was late.",
        "医生打电话给护士，因为她迟到了。",
    ),
    "card.nurse.said.swings": (
        "“{new}” goes to the {token} ({percent}; {other} {own}), “{word}” to the {was} ({was_percent}). Only the pronoun changed, and the sentence says nothing of women or men: that looks like a prejudice, learned from what people write.",
        "{new} 看向 {token}（{percent}，{other} {own}），{word} 看向 {was}（{was_percent}）。变的只有代词，句子又没说谁是男是女：这像是偏见，从人们写的文字里学来的。",
    ),
    "card.nurse.said.stays": (
        "“{new}” goes to the {token} ({percent}; {other} {own}), as “{word}” did. On this sentence the head shows no prejudice; try another job.",
        "{new} 看向 {token}（{percent}，{other} {own}），和 {word} 一样。在这句话里，这个头没有表现出偏见；换个职业再试。",
    ),
    "card.nurse.said.tie": (
        "It does not decide: {token} {percent}, {other} {own}. That is right: the sentence does not say. (“{word}”: {was}, {was_percent}.)",
        "它没有偏向：{token} {percent}，{other} {own}。这才对，句子本来就没说。（{word}：{was}，{was_percent}）",
    ),
    "card.nurse.try": (
        "Swap “doctor” and “nurse”. Is it the order of words that decides?",
        "把 doctor 和 nurse 对调：会不会只是词序的缘故？",
    ),
    "card.rest.title": ("Where heads rest", "头都看哪里？"),
    "card.rest.say": (
        "[CLS] stands in front of every text and is no word at all.",
        "[CLS] 加在每段文本的最前面，根本不是词。",
    ),
    "card.rest.question": (
        "How many heads give it, on average, more than any other token?",
        "平均下来，有多少个头给它的注意力最多？",
    ),
    "card.rest.choice.few": ("under a quarter", "不到四分之一"),
    "card.rest.choice.some": ("a quarter to a half", "四分之一到一半"),
    "card.rest.choice.most": ("more than half", "一半以上"),
    "card.rest.said.most": (
        "{first} of {heads} ({percent}). A head cannot look nowhere, its shares must add up to 100 %. So where it finds nothing, it seems to rest there.",
        "{heads} 个里有 {first} 个（{percent}）。份额加起来总要是 100%，一个头不能什么都不看。没什么可看时，它好像就歇在那里。",
    ),
    "card.rest.said.most_short": (
        "{first} of {heads} ({percent}; below the picture [SEP] counts too). Shares must add up to 100 %, so a head that finds nothing seems to rest there. It does little harm: they give [CLS] {looked} of their attention, but what it passes on, its value v, is short: only {taken} of what they take.",
        "{heads} 个里有 {first} 个（{percent}；图下还算上了 [SEP]）。份额加起来总要是 100%，没什么可看时，头好像就歇在那里，也不碍事：它们把 {looked} 的注意力给了 [CLS]，可它交出的值 v 很短，取到的只占 {taken}。",
    ),
    "card.rest.said.some": (
        "{first} of {heads} ({percent}): many, though not most. A head cannot look nowhere, so where it finds nothing, it seems to rest there.",
        "{heads} 个里有 {first} 个（{percent}）：不少，但不到一半。一个头不能什么都不看，没什么可看时，好像就歇在那里。",
    ),
    "card.rest.said.few": (
        "{first} of {heads} ({percent}). In this BERT few heads need such a place to rest.",
        "{heads} 个里有 {first} 个（{percent}）。在这个 BERT 里，很少有头需要这样一个歇脚的地方。",
    ),
    "card.rest.bar.looked": ("attention that [CLS] gets", "[CLS] 得到的注意力"),
    "card.rest.bar.taken": ("taken from it (share × length of v)", "从它取到的（份额 × v 的长度）"),
    "card.rest.try": (
        "Type a longer sentence: do fewer rest?",
        "换一句长一点的：歇着的头会变少吗？",
    ),
    "card.grammar.title": ("A head for articles", "认得量词的头"),
    "card.grammar.say": (
        "In sentences where people marked the noun, one head was found that leads from “the” or “a” to its noun. A simpler rule is “take the next word”.",
        "在一批标注好的句子里，找出了一个从量词看向名词的头。还有个更简单的规则：一律取下一个词。",
    ),
    "card.grammar.question": (
        "How often is the simple rule right?",
        "这个简单的规则能对多少？",
    ),
    "card.grammar.choice.quarter": ("about 1 in 4", "四分之一左右"),
    "card.grammar.choice.half": ("about half", "一半左右"),
    "card.grammar.choice.three": ("about 3 in 4", "四分之三左右"),
    "card.grammar.said.wins": (
        "{rule} of {pairs} pairs; layer {layer}, head {head} finds {found}. It wins where adjectives stand between. But it was picked on these very sentences, so expect less of it elsewhere.",
        "{pairs} 对里能对 {rule}；第 {layer} 层的第 {head} 个头找对 {found}，赢在中间隔着形容词的句子。不过它正是在这些句子上挑出来的，换别的句子不一定这么准。",
    ),
    "card.grammar.said.loses": (
        "{rule} of {pairs} pairs, and the best head, layer {layer}, head {head}, finds {found}. So no head here knows more than the simple rule.",
        "{pairs} 对里能对 {rule}；最好的头（第 {layer} 层第 {head} 个）也只找对 {found}。所以这里没有哪个头比简单规则懂得更多。",
    ),
    "card.grammar.try": (
        "Write a noun with three adjectives before it.",
        "在名词前面加上三个形容词，看它还找得到吗。",
    ),
}
