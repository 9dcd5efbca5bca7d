"""Words of the map: the way from the text to the answer."""

WORDS: dict[str, tuple[str, str]] = {
    "page.map.shows.name": (
        "The way through BERT, with this sentence's numbers",
        "BERT 的流程，附这句话的数字",
    ),
    "page.map.shows.text": ("text", "文本"),
    "page.map.shows.text_said": (
        "Text: {count} characters. Look at it at a glance.",
        "文本：{count} 个字符。看总览。",
    ),
    "page.map.shows.pieces": ("pieces", "词片"),
    "page.map.shows.pieces_said": (
        "{count} pieces, {continued} of them continue a word; a bar is as high as its piece is long. Go to the pieces.",
        "{count} 个词片，其中 {continued} 个是词的后续部分；条越高，词片越长。去看词片。",
    ),
    "page.map.shows.vectors": ("vectors", "向量"),
    "page.map.shows.vectors_said": (
        "{count} vectors; their lengths go from {least} (“{least_token}”) to {most} (“{most_token}”). Go to the vectors.",
        "{count} 个向量，长度从 {least}（“{least_token}”）到 {most}（“{most_token}”）。去看向量。",
    ),
    "page.map.shows.layers": ("{layers} layers × {heads} heads", "{layers} 层 × {heads} 个头"),
    "page.map.shows.layers_said": (
        "{layers} layers of {heads} heads each. The darker a head, the more of the words' attention goes to words. Go to all heads.",
        "{layers} 层，每层 {heads} 个头。颜色越深，词的注意力留在词之间的越多。去看所有的头。",
    ),
    "page.map.shows.layer_said": (
        "Layer {layer}: on average its heads leave {share} of the words' attention to words.",
        "第 {layer} 层：各头平均把词的注意力的 {share} 留在词之间。",
    ),
    "page.map.shows.head_said": (
        "Layer {layer}, head {head}: {share} of the words' attention goes to words, the rest to [CLS] and [SEP].",
        "第 {layer} 层的第 {head} 个头：词的注意力有 {share} 给了词，其余给了 [CLS] 和 [SEP]。",
    ),
    "page.map.shows.heads": ("Heads of layer {layer}", "第 {layer} 层的头"),
    "page.map.shows.verdict": ("[CLS] → verdict", "[CLS] → 判断"),
    "page.map.shows.verdict_said": (
        "Read as a review: {label}, {share}. Go to using it.",
        "当作评论来读：{label}，{share}。去看怎么用。",
    ),
    "page.map.shows.verdict_unknown": (
        "The head of a task turns the vector of [CLS] into a verdict. Go to using it.",
        "任务头把 [CLS] 的向量变成判断。去看怎么用。",
    ),
    "page.map.shows.guess": ("[MASK] → guess", "[MASK] → 猜词"),
    "page.map.shows.guess_said": (
        "With “{token}” hidden, BERT would write “{label}”: {share}. Go to pretraining.",
        "遮住“{token}”，BERT 会填“{label}”：{share}。去看预训练。",
    ),
    "page.map.shows.guess_unknown": (
        "The masked-word head turns the vector of a hidden word into a guess. Go to pretraining.",
        "掩码词预测头把被遮住的词的向量变成猜测。去看预训练。",
    ),
}
