"""English to Chinese, beam by beam (steps/using/translate.py)."""

WORDS: dict[str, tuple[str, str]] = {
    "using.translate.title": ("Can BERT translate?", "BERT 会翻译吗？"),
    "using.translate.how": (
        "BERT alone cannot: it has no decoder. It fills gaps in a text that is there, looking left and right at once; to write, one "
        "must produce a word without seeing those to come. Here BERT only **reads** (the bundled encoder, unchanged), and a small "
        "decoder of three layers **writes** Chinese, one character at a time. Each of its layers looks at the characters written so "
        "far (masked self-attention), then at BERT's last layer (**cross-attention**). Rothe et al. 2020 start such decoders from "
        "BERT's own weights; this one starts from the encoder's layers 4 to 6 and read 27,818 pairs of short Tatoeba sentences. Names, "
        "numbers and rare words go wrong, fluently. **Beam search** "
        "carries the likeliest beginnings on; a finished sentence is scored by the mean log-probability of its characters, and the best "
        "one wins. The tests compare every output with the library's `generate`. Longer texts are translated sentence by sentence.",
        "单靠 BERT 不行：它没有解码器。它能在现成的文本里填空，同时看左边和右边；而生成文字时看不到后文，只能一个词一个词往下写。"
        "这里 BERT 只负责**读**（自带的编码器，原样不动），一个三层的小解码器负责**写**中文，一次一个字。"
        "它的每一层先看已经写出的字（带掩码的自注意力），再看 BERT 的最后一层（**交叉注意力**）。"
        "Rothe 等 2020 用 BERT 自己的权重初始化这样的解码器；这个解码器从编码器的第 4 到 6 层出发，只读过 27,818 对 Tatoeba 短句，"
        "人名、数字和生僻词常出错，而且错得很流利。"
        "**束搜索**留下几种最可能的开头接着写；写完的句子按每个字的平均对数概率打分，最高者胜出。"
        "测试把每个输出与库的 `generate` 比对。较长的文本逐句翻译。",
    ),
    "using.translate.shows.beams": ("Beams", "束宽"),
    "using.translate.shows.sentence": ("Sentence", "句子"),
    "using.translate.shows.previous_sentence": ("Previous sentence", "上一句"),
    "using.translate.shows.next_sentence": ("Next sentence", "下一句"),
    "using.translate.shows.tree": (
        "Beam search: the beginnings that are carried on",
        "束搜索：留下来接着写的几种开头",
    ),
    "using.translate.shows.tree_said": (
        "Left to right, a character a step, with its probability; thicker lines are likelier. Blue: the likeliest now. Below the "
        "line: looked at and dropped; ∎ ([SEP]) ends the sentence.",
        "从左到右，每步一个字及其概率；线越粗越可能。蓝色：目前最可能的。横线以下：考虑过但放弃的；∎（[SEP]）表示句子结束。",
    ),
    "using.translate.shows.views": ("What is shown", "看什么"),
    "using.translate.shows.view_tree": ("Beam search", "束搜索"),
    "using.translate.shows.view_cross": ("What each character looks at", "每个字在看哪里"),
    "using.translate.shows.view_bertviz": ("BertViz", "BertViz"),
    "using.translate.shows.cross_said": (
        "Rows: what is written, the end mark [SEP] last. Columns: what BERT read. The stronger the colour, the larger the share of the "
        "row's cross-attention.",
        "行：写出的字，最后是结束标记 [SEP]。列：BERT 读到的词元。颜色越深，这一行的交叉注意力在那里占得越多。",
    ),
    "using.translate.says.ahead": (
        "The best, “{best}”, is ahead: a character of the second, “{second}”, is {ratio} as likely.",
        "最佳的“{best}”领先：第二名“{second}”平均每个字的概率只有它的 {ratio}。",
    ),
    "using.translate.says.tie": (
        "It hesitates: “{best}” and “{second}” tie (a character of the second is {ratio} as likely).",
        "它犹豫不决：“{best}”和“{second}”不相上下（第二名平均每个字的概率是它的 {ratio}）。",
    ),
    "using.translate.says.alone": (
        "It wrote “{text}” and kept no second output to compare with.",
        "它写的是“{text}”，没有留下第二种写法可比。",
    ),
    "using.translate.says.risky": (
        "Check {risky}: it read {pairs} pairs only (BLEU {bleu} of 100 on held-back everyday sentences), and names, numbers and rare words "
        "go wrong, fluently.",
        "请核对 {risky}：它只读过 {pairs} 对句子（留出的日常句子上 BLEU 为 {bleu}，满分 100），人名、数字和生僻词常出错，而且错得很流利。",
    ),
    "using.translate.says.rate": (
        "It read {pairs} pairs only (BLEU {bleu} of 100 on held-back everyday sentences); names, numbers and rare words go wrong, fluently.",
        "它只读过 {pairs} 对句子（留出的日常句子上 BLEU 为 {bleu}，满分 100）；人名、数字和生僻词常出错，而且错得很流利。",
    ),
    "using.translate.says.cut": (
        "{count} more sentences are beyond the limit and were left out.",
        "另有 {count} 句超出上限，未翻译。",
    ),
    "using.translate.says.checked": (
        "{tick} Largest difference from one pass over the whole output: {error}",
        "{tick} 与对整个输出一次性计算的最大差别：{error}",
    ),
}
