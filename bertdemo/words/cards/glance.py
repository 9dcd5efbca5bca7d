"""Words of the cards of step "glance"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.flip.title": ("Change one word", "只改一个字"),
    "card.flip.question": (
        "The picture shows where “{word}” looks; a thicker arc is more. Guess before you see: if “{other}” stood there, where would it look?",
        "图上是“{word}”看向哪里，弧线越粗，看得越多。先猜再看：换成“{other}”之后，“{other}”会看向谁？",
    ),
    "card.flip.said.swings": (
        "“{new}” looks at “{token}” ({percent}; “{other}” {own}). “{word}” looked at “{was}” ({was_percent}). This is one head, picked because it does this.",
        "“{new}”看向“{token}”（{percent}，“{other}”只有 {own}）；“{word}”看的是“{was}”（{was_percent}）。这只是许多注意力头中的一个；挑它来演示，就是因为换一个字，它的目光会跟着变。",
    ),
    "card.flip.said.stays": (
        "It stays with “{token}” ({percent}; “{other}” {own}), as with “{word}”. You had good reason to expect a change.",
        "它没有转向，还是看“{token}”（{percent}，“{other}”{own}），和“{word}”一样。猜它会转，其实很有道理。",
    ),
    "card.flip.said.tie": (
        "It does not decide: “{token}” gets {percent}, “{other}” {own}. “{word}” looked at “{was}” ({was_percent}).",
        "它拿不定主意：“{token}”{percent}，“{other}”{own}。“{word}”看的是“{was}”（{was_percent}）。",
    ),
    "card.who.title": ("How large is it?", "它有多大？"),
    "card.who.say": (
        "The paper's BERT comes as base (12 layers, 110 million weights) and large (24 layers, 340 million). Weights are numbers learned in training.",
        "论文里的 BERT 有两种：base 有 12 层、1.1 亿个参数，large 有 24 层、3.4 亿个。参数就是训练时学到的数。",
    ),
    "card.who.question": (
        "How many weights has the BERT on this page, beside base?",
        "和 base 相比，本页的 BERT 有多少参数？",
    ),
    "card.who.choice.tenth": ("a tenth or less", "不到十分之一"),
    "card.who.choice.part": ("a fifth to a third", "五分之一到三分之一"),
    "card.who.choice.half": ("about half", "一半左右"),
    "card.who.choice.same": ("about as large", "差不多大"),
    "card.who.said.smaller": (
        "It has {weights} weights in {layers} layers, {percent} of base. It works the same way but guesses worse, so do not blame BERT for its mistakes.",
        "它有 {weights}个参数、{layers} 层，是 base 的 {percent}。原理完全一样，但猜得没有那么准：它出的错，不能都算在 BERT 头上。",
    ),
    "card.who.said.like": (
        "It has {weights} weights in {layers} layers, {percent} of base: you see BERT at full size.",
        "它有 {weights}个参数、{layers} 层，相当于 base 的 {percent}：你看到的就是正常大小的 BERT。",
    ),
    "card.who.slip": (
        "These cards follow an article about BERT and put right what it gets wrong. It opens with “understanding and generating” language. BERT only reads; writing takes a decoder, which adds one word after another.",
        "这套卡片跟着一篇介绍 BERT 的文章走，说错的地方就改过来。它开头说“理解和生成人类语言”，其实 BERT 只管读；要生成文字，得有解码器，一个词接一个词地写。",
    ),
    "card.who.source": ("Devlin et al. 2018, section 3", "Devlin 等 2018，第 3 节"),
    "card.name.title": ("What the name says", "名字的意思"),
    "card.name.say": (
        "Bidirectional Encoder Representations from Transformers. Chosen is the first word, “Once” (Token, above).",
        "全称 Bidirectional Encoder Representations from Transformers，即双向的编码器表示。选中的是“很”。",
    ),
    "card.name.question": (
        "In which layers does “Once” look at words that come later?",
        "“很”在哪些层会看后面的字？",
    ),
    "card.name.choice.never": ("in none of them", "都不会"),
    "card.name.choice.every": ("in every layer", "每一层都会"),
    "card.name.choice.some": ("only in some of the layers", "只在其中几层"),
    "card.name.said.every": (
        "In every layer: from {least} to {most} of its attention, the mean of a layer’s heads, goes to later words. That is the B, “bidirectional”. A decoder, which writes, may only look back.",
        "每一层都会：一层里各头平均，有 {least} 到 {most} 的注意力给了后面的字，这就是 B（双向）。负责写的解码器只许往回看。",
    ),
    "card.name.said.some": (
        "In {count} of {layers} layers, with up to {most} of its attention. It may look ahead anywhere; a decoder, which writes, may nowhere.",
        "{layers} 层里有 {count} 层会，最多给出 {most} 的注意力。它哪一层都可以往后看；负责写的解码器则一层也不行。",
    ),
    "card.name.said.never": (
        "In none of {layers}: never more than {most}. It may look ahead, unlike a decoder, but on this text it does not.",
        "{layers} 层都不看，最多只给 {most}。它本来可以往后看，不像解码器那样被禁止，只是在这句话里没有这样做。",
    ),
    "card.name.slip": (
        "The article passes over the E. A Transformer has an encoder, which reads, and a decoder, which writes; BERT is the encoder alone.",
        "文章从名字里读出两个特性，却漏了 E（编码器）。Transformer 有编码器和解码器，一个读，一个写；BERT 只用了编码器。",
    ),
    "card.name.source": (
        "Vaswani et al. 2017, section 3; Devlin et al. 2018, section 3",
        "Vaswani 等 2017，第 3 节；Devlin 等 2018，第 3 节",
    ),
    "card.hidden.title": ("Hide a word", "遮住一个字"),
    "card.hidden.say": (
        "BERT learned by guessing hidden words from both sides. You see the whole sentence; it sees [MASK] for “France”.",
        "BERT 靠猜被遮住的字来学习，左右两边都看。你看得见整句话，它却只看到“雨”的位置上有个 [MASK]。",
    ),
    "card.hidden.question": ("Which word will it write there?", "它会在那里填哪个字？"),
    "card.hidden.try": (
        "Choose another word under “Token”, above: is it easier to guess?",
        "在上面的“词元”里换一个字：会不会更好猜？",
    ),
    "card.no_review.title": ("No review, no news", "不是评论"),
    "card.no_review.say": (
        "One classifier has learned to judge reviews, another to sort news. This sentence is neither.",
        "这里有两个分类器：一个学的是判断评论好坏，一个学的是给新闻标题分类。这句话既不是评论，也不是新闻。",
    ),
    "card.no_review.question": ("What will the first one say?", "判断评论的那个会怎么说？"),
    "card.no_review.choice.positive": ("positive", "正面"),
    "card.no_review.choice.negative": ("negative", "负面"),
    "card.no_review.choice.neither": ("it stays undecided", "它拿不定主意"),
    "card.no_review.said.positive": (
        "Positive, {percent}. It has no way to say “this is no review”. The other one picks {topic} out of {topics} topics, at {share}. Ask a classifier only what it was made for.",
        "正面，{percent}。它没有办法说“这不是评论”。另一个在 {topics} 类里选了“{topic}”，{share}。分类器只能回答它学过的问题。",
    ),
    "card.no_review.said.negative": (
        "Negative, {percent}. It has no way to say “this is no review”. The other one picks {topic} out of {topics} topics, at {share}. Ask a classifier only what it was made for.",
        "负面，{percent}。它没有办法说“这不是评论”。另一个在 {topics} 类里选了“{topic}”，{share}。分类器只能回答它学过的问题。",
    ),
    "card.no_review.said.neither": (
        "Undecided: its best answer has {percent}. A good sign here, but it could not have said “no review”. The other one picks {topic} out of {topics} topics, at {share}.",
        "拿不定主意：最可能的答案也只有 {percent}。这倒是好事，不过“这不是评论”它说不出来。另一个在 {topics} 类里选了“{topic}”，{share}。",
    ),
    "card.no_review.try": (
        "Type a review of a film you dislike.",
        "输入一句影评，批评一部你不喜欢的电影。",
    ),
}
