"""Words of step 2: pieces become vectors."""

WORDS: dict[str, tuple[str, str]] = {
    "vectors.embeddings.title": (
        "What does a token become before the first layer?",
        "进入第一层之前，一个词元变成了什么？",
    ),
    "vectors.embeddings.how": (
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$ ([Devlin et al. 2018](https://arxiv.org/abs/1810.04805), figure 2). All three "
        "tables are learned, positions too: nothing else tells BERT the order of the words. **Nearest before context**: the "
        "word pieces whose own vectors point the same way (cosine: 1 for the same direction, 0 for a right angle). **After context**: what the masked-word head reads in "
        "the last layer's vector of this place. So “bank” has one **token** vector before, whatever it stands beside, and two after, beside a river and beside money. The word itself is left out of both lists: after context it often gets nearly everything and would hide the rest, whose shares are counted as if it could not be said.",
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$（[Devlin 等 2018](https://arxiv.org/abs/1810.04805)，图 2）。三张表都是学来的，"
        "位置也是：除此之外没有别的东西告诉 BERT 词的顺序。**不看上下文时的近邻**：自身向量方向最接近的词片（余弦：同向为 1，垂直为 0）。**结合上下文之后**："
        "掩码词预测头从最后一层此处的向量读出什么。所以“bank”在进入各层之前，不管旁边是什么，只有一个**词元向量**；之后在河边和在钱边各是一个。两张表都不列这个词自己：结合上下文之后，它自己往往几乎占了全部，会把别的都遮住，因此按“不许说它自己”来算其余的份额。",
    ),
    "vectors.embeddings.shows.token": ("Its vectors and its neighbours", "它的向量和近邻"),
    "vectors.embeddings.shows.before": (
        "Nearest words before context (cosine)",
        "不看上下文时最近的词（余弦）",
    ),
    "vectors.embeddings.shows.after": (
        "Other readings after context (masked-word head)",
        "结合上下文之后，这里还可以填什么（掩码词预测头）",
    ),
    "vectors.embeddings.shows.positions": (
        "All position vectors, this one marked",
        "全部位置向量，标出当前位置",
    ),
    "vectors.embeddings.shows.none": ("This model has no masked-word head.", "这个模型没有掩码词预测头。"),
    "vectors.embeddings.says.name.token": (
        "token “{token}” (id {id})",
        "词元“{token}”（编号 {id}）",
    ),
    "vectors.embeddings.says.name.segment": (
        "+ segment {segment}",
        "+ 句段 {segment}",
    ),
    "vectors.embeddings.says.name.position": ("+ position {position}", "+ 位置 {position}"),
    "vectors.embeddings.says.name.sum": ("= sum", "= 和"),
    "vectors.embeddings.says.name.normalized": ("LayerNorm: what layer 1 reads", "层归一化：第 1 层读到的"),
    "vectors.embeddings.says.kept": (
        "Read out after all layers, this place still says “{token}” ({itself}): no wonder, the word stands there. Besides it, {nearest}; {change} ",
        "过完所有层，这里读出来的还是“{token}”（{itself}）：词本来就写在那里，不算猜中。除它以外，{nearest}；{change}",
    ),
    "vectors.embeddings.says.moved": (
        "After all layers the masked-word head would rather write “{after}” here than “{token}” ({itself}): context has made something else of it; {nearest}, and {change} ",
        "过完所有层，掩码词预测头在这里更愿意写“{after}”，而不是“{token}”（{itself}）：上下文已经让它变成了别的；{nearest}，{change}",
    ),
    "vectors.embeddings.says.unknown": (
        "{token} has one vector for every word that the vocabulary lacks, so nothing of this word is in it; after all layers “{after}” ({share} of what is not {token}) is a guess from the words around. ",
        "词表里没有的词都共用 {token} 这一个向量，所以里面没有这个词的任何信息；过完所有层读出的“{after}”（占 {token} 以外的 {share}）是从周围的词猜来的。",
    ),
    "vectors.embeddings.says.mask": (
        "{token} means nothing itself; after all layers “{after}” ({share}) is a guess from the words around, and so comes from context alone. ",
        "{token} 本身没有意思；过完所有层读出的“{after}”（{share}）是从周围的词猜来的，全靠上下文。",
    ),
    "vectors.embeddings.says.still": (
        "the nearest word is “{before}” before and after",
        "最近的词前后都是“{before}”",
    ),
    "vectors.embeddings.says.instead": (
        "the nearest word was “{before}” before the layers, and is “{after}” after them",
        "最近的词原来是“{before}”，看过上下文后变成“{after}”",
    ),
    "vectors.embeddings.says.all_new": (
        "none of the {all} nearest stayed, so context decides here.",
        "最近的 {all} 个词一个也没留下，这里是上下文说了算。",
    ),
    "vectors.embeddings.says.few_stay": (
        "{stay} of the {all} nearest stayed: context has changed more than it kept.",
        "最近的 {all} 个词只留下 {stay} 个，上下文改变的比留下的多。",
    ),
    "vectors.embeddings.says.most_stay": (
        "{stay} of the {all} nearest stayed: context has changed little.",
        "最近的 {all} 个词留下了 {stay} 个，上下文没改变多少。",
    ),
    "vectors.embeddings.says.no_head": (
        "Before context “{token}” is nearest to “{before}”; what context makes of it cannot be read here, since this model has no masked-word head. ",
        "不看上下文时，离“{token}”最近的是“{before}”；上下文把它变成什么，这里读不出来，因为这个模型没有掩码词预测头。",
    ),
    "vectors.embeddings.says.lengths": (
        "Lengths: token {token}, segment {segment}, position {position}: {verdict}",
        "长度：词元 {token}，句段 {segment}，位置 {position}：{verdict}",
    ),
    "vectors.embeddings.says.longest.token": (
        "what the word is weighs most in the sum.",
        "三者相加时，分量最重的是“什么词”。",
    ),
    "vectors.embeddings.says.longest.segment": (
        "which sentence it belongs to weighs most in the sum.",
        "三者相加时，分量最重的是“哪一句”。",
    ),
    "vectors.embeddings.says.longest.position": (
        "where the word stands weighs most in the sum.",
        "三者相加时，分量最重的是“在哪里”。",
    ),
    "vectors.embeddings.says.checked": (
        "✓ Largest difference from the model's own embeddings, over all tokens: {error}",
        "✓ 与模型自身嵌入的最大差（所有词元）：{error}",
    ),
    "vectors.embeddings.says.wrong": (
        "✗ This differs from the model's own embeddings by {error}: please report this",
        "✗ 与模型自身的嵌入相差 {error}：请报告这个问题",
    ),
    "vectors.embeddings.says.positions": (
        "{rows} places, one a row, first on top; {columns} numbers each, blue above zero, orange below.",
        "{rows} 个位置，一行一个，第一个在最上；每行 {columns} 个数，蓝色为正，橙色为负。",
    ),
}
