"""Words of step 2: pieces become vectors."""

WORDS: dict[str, tuple[str, str]] = {
    "vectors.embeddings.title": (
        "What does a token become before the first layer?",
        "进入第一层之前，一个词元变成了什么？",
    ),
    "vectors.embeddings.how": (
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$ ([Devlin et al. 2018](https://arxiv.org/abs/1810.04805), figure 2). All three "
        "tables are learned, positions too: nothing else tells BERT the order of the words. **Nearest before context**: the "
        "word pieces whose own vectors point the same way (cosine). **After context**: what the masked-word head reads in "
        "the last layer's vector of this place. So “bank” has one vector before and two after, beside a river and beside money.",
        "$x = \\mathrm{{LayerNorm}}(E_{{\\text{{token}}}} + E_{{\\text{{segment}}}} + E_{{\\text{{position}}}})$（[Devlin 等 2018](https://arxiv.org/abs/1810.04805)，图 2）。三张表都是学来的，"
        "位置也是：除此之外没有别的东西告诉 BERT 词的顺序。**有语境之前的近邻**：自身向量方向相同（余弦）的词片。**有语境之后**："
        "掩码词预测头从最后一层此处的向量读出什么。所以“bank”之前只有一个向量，之后在河边和在钱边各是一个。",
    ),
    "vectors.embeddings.shows.before": ("Nearest before context (cosine)", "有语境之前的近邻（余弦）"),
    "vectors.embeddings.shows.after": (
        "After context, by the masked-word head",
        "有语境之后（掩码词预测头）",
    ),
    "vectors.embeddings.shows.positions": (
        "All position vectors, this one marked",
        "全部位置向量，标出当前位置",
    ),
    "vectors.embeddings.shows.none": ("This model has no masked-word head.", "这个模型没有掩码词预测头。"),
    "vectors.embeddings.says.name.token": ("token “{token}” (id {id})", "词元“{token}”（id {id}）"),
    "vectors.embeddings.says.name.segment": ("+ segment {segment}", "+ 段 {segment}"),
    "vectors.embeddings.says.name.position": ("+ position {position}", "+ 位置 {position}"),
    "vectors.embeddings.says.name.sum": ("= sum", "= 和"),
    "vectors.embeddings.says.name.normalized": ("LayerNorm: what layer 1 reads", "层归一化：第 1 层读到的"),
    "vectors.embeddings.says.said": (
        "“{token}” at place {position}: the lengths are {token_length} for the token, {segment_length} for the segment, "
        "{position_length} for the position; {width} numbers each.",
        "位置 {position} 的“{token}”：词元向量长 {token_length}，段向量长 {segment_length}，位置向量长 {position_length}，各有 {width} 个数。",
    ),
    "vectors.embeddings.says.checked": (
        "✓ Largest difference from the model's own embeddings, over all tokens: {error}",
        "✓ 与模型自身嵌入的最大差（所有词元）：{error}",
    ),
    "vectors.embeddings.says.wrong": (
        "✗ This differs from the model's own embeddings by {error}: please tell us",
        "✗ 与模型自身的嵌入相差 {error}：请告诉我们",
    ),
    "vectors.embeddings.says.positions": (
        "{rows} places, one a row, first on top; {columns} numbers each, blue above zero, orange below.",
        "{rows} 个位置，一行一个，第一个在最上；每行 {columns} 个数，蓝色为正，橙色为负。",
    ),
}
