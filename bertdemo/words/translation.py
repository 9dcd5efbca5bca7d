"""Words of translation."""

WORDS: dict[str, tuple[str, str]] = {
    "error.beams": (
        "{given} beams cannot be carried on: choose a whole number from 1 to {most}.",
        "不能用 {given} 条束：请选 1 到 {most} 之间的整数。",
    ),
    "error.no_translator": (
        "“{model}” translates nothing: it has no decoder. Choose one that has, such as classroom-translate-en-zh.",
        "“{model}”不能翻译：它没有解码器。请选择有解码器的模型，例如 classroom-translate-en-zh。",
    ),
    "error.translates_english": (
        "This model translates English, and the text is not: type an English one.",
        "这个模型翻译英文，而这段文字不是英文：请输入英文。",
    ),
    "error.translates_chinese": (
        "This model translates Chinese, and the text is not: type a Chinese one.",
        "这个模型翻译中文，而这段文字不是中文：请输入中文。",
    ),
    "translate.title": ("Can BERT translate?", "BERT 会翻译吗？"),
    "translate.how": (
        "BERT alone cannot: it has no decoder. It fills gaps in a text that is there, looking left and right at once; to write, one "
        "must produce a word without seeing those to come. Here BERT only **reads** (the bundled encoder, unchanged), and a small "
        "decoder of three layers **writes** Chinese, one character at a time. Each of its layers looks at the characters written so "
        "far (masked self-attention), then at BERT's last layer (**cross-attention**). Rothe et al. 2020 start such decoders from "
        "BERT's own weights; this one starts from the encoder's layers 4 to 6 and learned on short Tatoeba sentences. **Beam search** "
        "carries the likeliest beginnings on; a finished sentence is scored by the mean log-probability of its characters, and the best "
        "one wins. The tests compare every output with the library's `generate`. Longer texts are translated sentence by sentence.",
        "单靠 BERT 不行：它没有解码器。它能在现成的文本里填空，同时看左边和右边；而写作必须在看不到后文的情况下产生一个词。"
        "这里 BERT 只负责**读**（自带的编码器，原样不动），一个三层的小解码器负责**写**中文，一次一个字。"
        "它的每一层先看已经写出的字（带掩码的自注意力），再看 BERT 的最后一层（**交叉注意力**）。"
        "Rothe 等 2020 用 BERT 自己的权重初始化这样的解码器；这个解码器从编码器的第 4 到 6 层出发，在 Tatoeba 的短句上学习。"
        "**束搜索**保留几个最可能的开头继续写；写完的句子按每个字的平均对数概率打分，最高者胜出。"
        "测试把每个输出与库的 `generate` 比对。较长的文本逐句翻译。",
    ),
    "translate.text": ("English text", "英文文本"),
    "translate.example": ("Example", "例"),
    "translate.beams": ("Beams", "束数"),
    "translate.again": ("Write it again", "再写一遍"),
    "translate.sentence": ("Sentence", "句子"),
    "translate.previous_sentence": ("Previous sentence", "上一句"),
    "translate.next_sentence": ("Next sentence", "下一句"),
    "translate.tree": ("The beams: beginnings that are carried on", "束：继续写下去的开头"),
    "translate.tree_said": (
        "Left to right, a character a step, with its probability; thicker lines are likelier. Blue: the likeliest now. Below the "
        "line: looked at and dropped; ∎ ends the sentence.",
        "从左到右，每步一个字及其概率；线越粗越可能。蓝色：目前最可能的。横线以下：考虑过但放弃的；∎ 表示句子结束。",
    ),
    "translate.cross": ("What does each character look at?", "每个字在看哪里？"),
    "translate.cross_said": (
        "Rows: what is written, the end mark [SEP] last. Columns: what BERT read. Cross-attention of the layer and head above.",
        "行：写出的字，最后是结束标记 [SEP]。列：BERT 读到的词元。显示上面选的层和头的交叉注意力。",
    ),
    "translate.said": ("It wrote: {text}", "译文：{text}"),
    "translate.cut": (
        "{count} more sentences are beyond the limit and were left out.",
        "另有 {count} 句超出上限，未翻译。",
    ),
    "translate.checked": (
        "{tick} Largest difference from one pass over the whole output: {error}",
        "{tick} 与对整个输出一次性计算的最大差别：{error}",
    ),
}
