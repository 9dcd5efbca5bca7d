"""Words of the frame around the tabs."""

WORDS: dict[str, tuple[str, str]] = {
    "page.title": ("BERT, live", "看得见的 BERT"),
    "page.subtitle": (
        "Type a sentence. Every number below is computed from it, now.",
        "输入一句话，下面的每个数字都由它当场算出。",
    ),
    "page.sentence": ("Your sentence", "你的句子"),
    "page.sentence_hint": ("Type or paste a text", "输入或粘贴文本"),
    "page.second": ("Second sentence (optional)", "第二句（可不填）"),
    "page.second_hint": ("Makes a pair: [CLS] A [SEP] B [SEP]", "组成句对：[CLS] A [SEP] B [SEP]"),
    "page.model": ("Model", "模型"),
    "page.model_choice": ("{name} · {layers} layers · {heads} heads", "{name} · {layers} 层 · {heads} 头"),
    "page.model_classroom": ("classroom BERT, English", "英文课堂 BERT"),
    "page.model_classroom_zh": ("classroom BERT, Chinese", "中文课堂 BERT"),
    "page.footer": (
        "Everything runs on this server, on weights that lie beside the app; nothing you type is kept. "
        "Limits: {tokens} word pieces, {characters} characters a text.",
        "全部计算都在本服务器上进行，权重随应用附带；你输入的内容不会被保存。"
        "上限：{tokens} 个词片，每段文本 {characters} 个字符。",
    ),
    "page.tools.other_language": ("中文", "English"),
    "page.tools.other_language_name": ("这个页面的中文版", "This page in English"),
    "page.tools.dark": ("Dark or light", "深色或浅色"),
    "page.tools.projector": ("Projector size", "投影大字"),
    "page.tools.link": ("Copy a link to this view", "复制此视图的链接"),
    "page.tools.copied": ("Link copied", "链接已复制"),
    "page.tools.not_copied": ("Copy it from here:", "请从这里复制："),
    "page.how": ("How it is computed", "如何计算"),
    "page.code": ("Code that gives the same numbers", "得出相同数字的代码"),
    "page.example.animal": ("it: animal or street?", "“它”指谁？"),
    "page.example.bank": ("river bank, money bank", "一词多义"),
    "page.example.dog": ("the article's line", "文章里的例句"),
    "page.example.pair": ("a question and its answer", "一问一答"),
    "page.example.pieces": ("long words, small pieces", "长词与词片"),
    "page.example.irony": ("praise or blame?", "是褒还是贬？"),
}
