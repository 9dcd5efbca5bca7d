"""What assistants are told that use the app's tools by the Model Context Protocol."""

WORDS: dict[str, tuple[str, str]] = {
    "tools.about": (
        "Everything that a BERT does to a sentence, computed by the model itself: pieces, vectors, attention, layers, "
        "hidden words, labels, names, answers. Layers and heads count from 1; tokens from 0, [CLS] being 0. Answers are "
        "short: ask for more with “decimals” and “token”. Quote the numbers; do not guess them.",
        "一个 BERT 对句子所做的一切，全部由模型本身算出：词片、向量、注意力、各层、被遮住的词、标签、名称、答案。"
        "层和注意力头从 1 数起；词元从 0 数起，[CLS] 是 0。回答是简短的：用“decimals”和“token”可以要更多。"
        "请引用这些数，不要猜。",
    ),
    "tools.models": (
        "The BERT models that can be asked here: key, task, layers, heads, languages.",
        "这里可以提问的 BERT 模型：名称、任务、层数、头数、语言。",
    ),
    "tools.class": (
        "Explain to a class what BERT does to a sentence, with numbers of a real model.",
        "用真实模型的数，向全班讲解 BERT 对一个句子做了什么。",
    ),
    "tools.class_sentence": ("the sentence", "句子"),
    "tools.class_language": ("en or zh: the language of the explanation", "en 或 zh：讲解用的语言"),
    "tools.class_prompt": (
        "Explain to a class of beginners what BERT does to this sentence:\n\n{sentence}\n\n"
        "Use the tools of this server and quote their numbers:\n"
        "1. tokenize: into which pieces is it cut, and which words are more than one piece?\n"
        "2. attention and heads: where does one word that matters look, in which layer and head, and how much of its "
        "attention goes there? Say what [CLS] and [SEP] are for.\n"
        "3. fill_mask: put [MASK] in place of one word. What does BERT expect there, and how sure is it?\n"
        "4. Ask the class one question that they can answer by changing one word, and try it.\n\n"
        "Write short sentences. Explain each term where it first comes. Attention shows where a head looked, not why "
        "the model decided: say so.",
        "请向初学者全班讲解 BERT 对这个句子做了什么：\n\n{sentence}\n\n"
        "请使用这台服务器的工具，并引用它们给出的数：\n"
        "1. tokenize：句子被切成哪些词片？哪些词不止一个词片？\n"
        "2. attention 和 heads：选一个重要的词，它在哪一层、哪个注意力头里看向哪里？分出了多少注意力？"
        "说明 [CLS] 和 [SEP] 是做什么用的。\n"
        "3. fill_mask：把一个词换成 [MASK]。BERT 认为那里该是什么词？有多大把握？\n"
        "4. 给全班出一道题，改一个词就能得到答案，并当场试一试。\n\n"
        "句子要短，术语第一次出现时要解释。注意力只说明一个头看向了哪里，不说明模型为什么这样判断：请讲明这一点。",
    ),
}
