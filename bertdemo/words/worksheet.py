"""Words of the printed worksheet."""

WORDS: dict[str, tuple[str, str]] = {
    "worksheet.title": ("BERT, live: worksheet", "看得见的 BERT：练习单"),
    "worksheet.name": ("Name", "姓名"),
    "worksheet.date": ("Date", "日期"),
    "worksheet.print": (
        "Print this page (Ctrl+P, or ⌘P on a Mac). The answers are on the last page.",
        "请打印本页（Ctrl+P，苹果电脑用 ⌘P）。答案在最后一页。",
    ),
    "worksheet.answers": ("Answers: what the model did", "答案：模型怎么做的"),
    "worksheet.because": ("Because", "理由"),
    "worksheet.line": ("Line {number}", "第 {number} 行"),
    "worksheet.place": (
        "Word “{token}”, layer {layer}, head {head}",
        "看“{token}”，第 {layer} 层的第 {head} 个头",
    ),
    "worksheet.look": ("Try it on the page: the picture answers.", "在页面上试一试，图会告诉你。"),
    "worksheet.own": ("Our own sentence", "我们自己的句子"),
    "worksheet.own_tokens": (
        "How many tokens does BERT make of it? Count [CLS] and [SEP] too.",
        "BERT 会把它分成多少个词元？[CLS] 和 [SEP] 也算。",
    ),
    "worksheet.own_tokens_told": ("{count}: {tokens}", "{count} 个：{tokens}"),
    "worksheet.own_split": (
        "How many of its words are cut into pieces?",
        "有多少个词会被切成词片？",
    ),
    "worksheet.own_split_told": (
        "{count}. The pieces that go on a word: {pieces}",
        "{count} 个。接在前面的词片：{pieces}",
    ),
    "worksheet.own_looks": (
        "Layer {layer}, head {head}: which other word does “{token}” look at most?",
        "第 {layer} 层的第 {head} 个头里，“{token}”最关注别的哪个词元？",
    ),
    "worksheet.own_looks_told": (
        "“{target}” gets {percent}, more than any other word. [CLS] and [SEP] together get {specials}.",
        "“{target}”得到 {percent}，在别的词元里最多。[CLS] 和 [SEP] 合起来得到 {specials}。",
    ),
    "worksheet.own_writes": (
        "Cover “{token}”. Which word would BERT write there?",
        "遮住“{token}”，BERT 会填什么？",
    ),
    "worksheet.own_writes_told.same": (
        "“{best}” itself, {percent} sure.",
        "就是“{best}”，概率 {percent}。",
    ),
    "worksheet.own_writes_told.among": (
        "“{best}”, {percent} sure. “{token}” is its guess number {rank}.",
        "“{best}”，概率 {percent}。“{token}”排在第 {rank} 位。",
    ),
    "worksheet.own_writes_told.far": (
        "“{best}”, {percent} sure. “{token}” is not among its first thousand guesses.",
        "“{best}”，概率 {percent}。“{token}”不在前一千个之内。",
    ),
    "worksheet.own_judges": (
        "A classifier was trained on reviews. What does it call this sentence?",
        "有个分类器是用评论训练的。它会怎么判断这句话？",
    ),
    "worksheet.own_judges_told": (
        "{label}, {percent} sure. It must choose, even if this is no review.",
        "{label}，概率 {percent}。就算这不是评论，它也必须选一个。",
    ),
}
