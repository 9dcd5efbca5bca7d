"""Words of the tab Learn: masked words, the game, next sentence."""

WORDS: dict[str, tuple[str, str]] = {
    "error.no_next_sentence_head": (
        "“{model}” has no next-sentence head. Pick a model that was pretrained with this task, such as classroom.",
        "“{model}”没有下一句预测头。请选择用这项任务预训练过的模型，例如 classroom。",
    ),
    "error.two_sentences": (
        "Two sentences are needed here: write a second sentence too.",
        "这里需要两句话：请也写上第二句。",
    ),
    "error.not_one_piece": (
        "“{word}” is not one word piece of this vocabulary ({pieces}), and {mask} stands for one piece. Choose a shorter "
        "or more common word, or a single character in Chinese.",
        "“{word}”在这个词表里不是单独一个词片（{pieces}），而一个 {mask} 只代表一个词片。请换一个更短或更常见的词；中文请只写一个字。",
    ),
    "error.candidate_list": (
        '“candidates” must be a list of at most {most} words, such as ["river", "bank"], and {given} is none.',
        '“candidates”必须是列表，最多 {most} 个词，例如 ["river", "bank"]，而 {given} 不是。',
    ),
    "error.too_many_candidates": (
        "“candidates” holds {given} words: ask for at most {most} at once.",
        "“candidates”里有 {given} 个词：一次最多 {most} 个。",
    ),
    "error.candidate_text": (
        "Each of “candidates” must be a word in quotes, and {given} is none.",
        "“candidates”的每一项都必须是带引号的词，而 {given} 不是。",
    ),
    "learn.tab": ("Learn", "学习"),
    "learn.masked.title": ("What would BERT write in the gap?", "空缺处 BERT 会填什么？"),
    "learn.masked.how": (
        "Each word that you hide is replaced by [MASK] (id 103), and the whole sentence is read again. The last layer's vector "
        "at each [MASK] goes through the masked-word head: a linear layer with GELU and LayerNorm, a dot product with the "
        "embedding of every word piece, a softmax. Several places are guessed at once and independently: no guess knows "
        "the others. *What each word adds*: that word is hidden too, and the probability of the first guess is read again; "
        "what it lost is shown. Source: Devlin et al. 2018, section 3.1, task 1. The tests compare with `BertForPreTraining`.",
        "你遮住的每个词都换成 [MASK]（id 103），整句重新读一遍。每个 [MASK] 位置最后一层的向量经过掩码词预测头："
        "带 GELU 和 LayerNorm 的线性层，与每个词片的嵌入做点积，再做 softmax。多个位置同时且各自独立地猜：任何一个猜测都不知道其他的。"
        "*每个词的贡献*：把那个词也遮住，再读一次首选的概率，显示它下降了多少。"
        "出处：Devlin 等 2018，3.1 节任务一。测试与 `BertForPreTraining` 比对。",
    ),
    "learn.masked.hint": (
        "Click words to hide them, one or several; click again to show them. Or type [MASK] above.",
        "点击词语把它遮住，可以遮多个；再点一次恢复。也可以在上面的文本里直接写 [MASK]。",
    ),
    "learn.masked.word": ("How likely is the word", "这个词的概率"),
    "learn.masked.word_hint": ("any word", "任意一个词"),
    "learn.masked.clear": ("Start again", "重新开始"),
    "learn.masked.was": ("hidden, was {word}; click to show", "已遮住，原为 {word}；点击恢复"),
    "learn.masked.place": ("place {position}: {token}", "位置 {position}：{token}"),
    "learn.masked.none": (
        "No word is hidden: click one above.",
        "还没有遮住任何词：请点击上面的一个词。",
    ),
    "learn.masked.said": (
        "Hidden places: {hidden}. In the one in focus the first guess is “{guess}” ({probability}).",
        "遮住了 {hidden} 处。当前位置的首选是“{guess}”（{probability}）。",
    ),
    "learn.masked.helper": (
        "“{word}” helps most: without it that guess would lose {loss}.",
        "帮助最大的是“{word}”：没有它，这个猜测的概率会下降 {loss}。",
    ),
    "learn.masked.named_said": (
        "“{word}” has probability {probability} here.",
        "“{word}”在此处的概率为 {probability}。",
    ),
    "learn.masked.before": (
        "Before the last change the first guess was “{guess}” ({probability}).",
        "上次改动之前的首选是“{guess}”（{probability}）。",
    ),
    "learn.masked.looks": (
        "what place {position} looks at, in the layer and head above",
        "位置 {position} 在看什么（上面选的层和头）",
    ),
    "learn.masked.adds": (
        "what each word adds to the first guess (blue helps, orange hinders)",
        "每个词对首选的贡献（蓝色有利，橙色不利）",
    ),
    "learn.game.title": ("Guess before BERT does", "和 BERT 比一比：先猜后看"),
    "learn.game.how": (
        "This is how BERT was pretrained. Dice choose 15 % of the tokens; a chosen one becomes [MASK] with 80 %, a random word of "
        "the vocabulary with 10 %, and stays as it is with 10 %. For each chosen place BERT has to name the word that stood "
        "there, and it is not told which of the three happened: that is why it must also keep an eye on words that look fine. "
        "A point is a first guess that is the word itself. Simplified: of English only whole words are chosen here, so that a "
        "person can play (in Chinese any character); in pretraining any word piece can be. Source: Devlin et al. 2018, section 3.1 and appendix A.1.",
        "BERT 就是这样预训练的。掷骰子选出 15% 的词元；被选中的有 80% 变成 [MASK]，10% 换成词表里的随机词，10% 保持原样。"
        "对每个选中的位置，BERT 必须说出原来的词，而且不知道是三种情况中的哪一种：所以看起来正常的词它也要留意。"
        "首选正好是原词得一分。简化之处：为了让人能玩，英文只选完整的词，中文每个字都可选；预训练时任何词片都可能被选中。"
        "出处：Devlin 等 2018，3.1 节与附录 A.1。",
    ),
    "learn.game.guess": (
        "Your guess for place {number}, where {shown} stands",
        "第 {number} 处（现在显示 {shown}）你猜是什么",
    ),
    "learn.game.you": ("You", "你"),
    "learn.game.fate_mask": ("below 80: hidden by [MASK]", "小于 80：换成 [MASK]"),
    "learn.game.fate_random": (
        "80 to 90: replaced by a random word, “{shown}”",
        "80 到 90：换成随机词“{shown}”",
    ),
    "learn.game.fate_kept": ("90 or more: left as it was", "90 及以上：保持原样"),
    "learn.game.rank": (
        "BERT gives the true word {probability}: number {rank} of its list.",
        "BERT 给原词的概率是 {probability}，在它的列表中排第 {rank}。",
    ),
    "learn.game.score": (
        "Round {round} of {rounds} · you {yours}, BERT {bert}, of {of} words so far",
        "第 {round}/{rounds} 轮 · 到目前为止 {of} 个词：你 {yours}，BERT {bert}",
    ),
    "learn.game.over": (
        "After {rounds} rounds: you {yours}, BERT {bert}, of {of} words.",
        "{rounds} 轮结束，共 {of} 个词：你 {yours}，BERT {bert}。",
    ),
    "learn.game.reveal": ("Reveal", "揭晓"),
    "learn.game.next": ("Next round", "下一轮"),
    "learn.game.again": ("New game", "重新开局"),
    "learn.next.title": ("Does the second sentence follow the first?", "第二句是第一句的下文吗？"),
    "learn.next.how": (
        "The second task of pretraining: half of the pairs were neighbours in a text, half were not. The last layer's vector of "
        "[CLS] goes through the **pooler** ($h = \\tanh(W c + b)$) and one linear layer with two outputs: index **0** means “B "
        "follows A”, index **1** “B is from elsewhere”; a softmax makes probabilities. The negatives of pretraining came from other "
        "documents, so the model learned above all whether two sentences share a topic: pairs that are alike without "
        "following, or that contradict, fool it. RoBERTa (Liu et al. 2019) dropped this task. Source: Devlin et al. 2018, "
        "section 3.1, task 2.",
        "预训练的第二项任务：一半的句对在文中相邻，一半不是。[CLS] 最后一层的向量经过 **pooler**（$h = \\tanh(W c + b)$）"
        "和一个有两个输出的线性层：下标 **0** 表示“B 接在 A 后面”，下标 **1** 表示“B 来自别处”；softmax 得到概率。"
        "预训练的负例来自别的文档，所以模型主要学会了两句话是否同一主题：相似却不连续、或者互相矛盾的句子会骗过它。"
        "RoBERTa（Liu 等 2019）去掉了这项任务。出处：Devlin 等 2018，3.1 节任务二。",
    ),
    "learn.next.first": ("Sentence A", "句子 A"),
    "learn.next.second": ("Sentence B", "句子 B"),
    "learn.next.swap": ("Swap", "交换"),
    "learn.next.traps": ("Pairs to try", "可以试试的句对"),
    "learn.next.kind_follows": ("B continues A", "B 接着 A"),
    "learn.next.kind_random": ("unrelated", "毫不相干"),
    "learn.next.kind_similar": ("trap: alike, no continuation", "陷阱：相似但不连续"),
    "learn.next.kind_contradiction": ("trap: contradiction", "陷阱：互相矛盾"),
    "learn.next.kind_question": ("question and answer", "一问一答"),
    "learn.next.kind_swapped": ("trap: order swapped", "陷阱：前后颠倒"),
    "learn.next.ask_all": (
        "How often is it right? Ask all {pairs} pairs",
        "它答对多少？把 {pairs} 对都问一遍",
    ),
    "learn.next.cls": ("[CLS] after the last layer", "最后一层的 [CLS]"),
    "learn.next.pooled": ("after the pooler: tanh(W c + b)", "经过 pooler：tanh(W c + b)"),
    "learn.next.logit_follows": ("index 0: B follows A", "下标 0：B 接在 A 后面"),
    "learn.next.logit_elsewhere": ("index 1: B is from elsewhere", "下标 1：B 来自别处"),
    "learn.next.said_follows": (
        "BERT says that B follows A, with probability {probability}.",
        "BERT 认为 B 是 A 的下文，概率为 {probability}。",
    ),
    "learn.next.said_not": (
        "BERT says that B does not follow A: its probability is {probability}.",
        "BERT 认为 B 不是 A 的下文：概率只有 {probability}。",
    ),
    "learn.next.checked": (
        "{tick} Largest difference from the model's own logits: {error}",
        "{tick} 与模型自身 logit 的最大差别：{error}",
    ),
    "error.no_mask": (
        "There is no {mask} in the text: write one where a word is to be guessed.",
        "文本里没有 {mask}：请在要猜的地方写上它。",
    ),
    "error.mask_spelled": (
        "There is no {mask} in the text, only “{found}”, which this model does not know. Write the sign exactly as it is named "
        "here first.",
        "文本里没有 {mask}，只有“{found}”，这个模型不认识。请严格按前一种写法书写。",
    ),
    "error.mask_behind_pieces": (
        "A {mask} lies behind token {limit}, where this model stops reading, so it is not seen ({cut} word pieces were cut). "
        "Shorten the text in front of it.",
        "有 {mask} 位于第 {limit} 个词元之后，模型读到那里为止，所以看不到它（有 {cut} 个词片没有读入）。请缩短它前面的文本。",
    ),
    "error.mask_behind_characters": (
        "A {mask} lies behind character {limit}, where reading stops here, so it is not seen ({cut} characters were cut). Shorten "
        "the text in front of it.",
        "有 {mask} 位于第 {limit} 个字符之后，这里只读到那里，所以看不到它（有 {cut} 个字符没有读入）。请缩短它前面的文本。",
    ),
    "error.no_side": (
        "There is no side “{context}”. Choose one of: {contexts}.",
        "没有“{context}”这一侧。请从这些里选：{contexts}。",
    ),
}
