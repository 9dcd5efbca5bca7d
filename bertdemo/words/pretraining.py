"""Words of step 7: pretraining."""

WORDS: dict[str, tuple[str, str]] = {
    "pretraining.born.title": ("Born before your eyes", "看一个 BERT 从零诞生"),
    "pretraining.born.how": (
        "A BERT with two layers, 128 numbers a token and four heads, every weight random. In each step it reads 32 pairs of "
        "sentences; 15 % of the tokens are hidden as in the game above, half of the pairs are neighbours. The sum of both "
        "cross-entropies (how surprised it is by the right answers) is made smaller by the optimizer AdamW. One document in ten is never learned from; accuracies are measured on these. "
        "Simplified against the real pretraining: hundreds of sentences instead of millions, one word is one token unless it is "
        "new, no dropout (numbers switched off at random). At first it says the commonest word everywhere; then it learns which words stand in which places; then "
        "which go together. Source: Devlin et al. 2018, section 3.1.",
        "一个两层的 BERT，每个词元 128 个数，四个头，所有权重都是随机的。每一步读 32 个句对；像上面的游戏那样遮住 15% 的词元，"
        "一半的句对是相邻的。优化器 AdamW 一步步改动权重，让两个交叉熵（对正确答案的意外程度）之和变小。十篇文档中有一篇从不用来学习，准确率在这些文档上测量。"
        "与真正的预训练相比的简化：几百句而不是几百万句，一个词就是一个词元（新词除外），没有随机失活（dropout）。"
        "起初它到处都填最常见的词；然后学会什么位置放什么词；再学会哪些词常在一起。出处：Devlin 等 2018，3.1 节。",
    ),
    "pretraining.born.shows.unborn": (
        "Not born yet: every weight will be random, so its first guesses are worth nothing. Start, and see what the text "
        "makes of them.",
        "它还没有诞生：所有权重都将是随机的，最初的猜测毫无价值。点“开始”，看文本怎样改变它们。",
    ),
    "pretraining.born.shows.recipe": ("What it reads, and for how long", "读什么、读多久"),
    "pretraining.born.shows.text": ("Text to learn from", "用来学习的文本"),
    "pretraining.born.shows.source_en": ("English stories", "英文小故事"),
    "pretraining.born.shows.source_zh": ("Chinese stories", "中文小故事"),
    "pretraining.born.shows.source_own": ("A text of yours", "你自己的文本"),
    "pretraining.born.shows.paste_hint": (
        "At least 30 sentences, paragraphs separated by blank lines.",
        "至少 30 句，段落之间空一行。",
    ),
    "pretraining.born.shows.sentence": ("Sentence with [MASK]", "带 [MASK] 的句子"),
    "pretraining.born.shows.second": (
        "Second sentence: does it follow? (optional)",
        "第二句：是下文吗？（可选）",
    ),
    "pretraining.born.shows.steps": ("Steps", "步数"),
    "pretraining.born.shows.seed": ("Seed", "随机种子"),
    "pretraining.born.shows.start": ("Start", "开始"),
    "pretraining.born.says.corpus": (
        "{sentences} sentences, {held} of them held back.",
        "共 {sentences} 句，其中 {held} 句留作验证，不参与学习。",
    ),
    "pretraining.born.says.begins": (
        "{parameters} random numbers, a vocabulary of {vocabulary} pieces from the text. Always guessing the commonest token would be "
        "right {commonest} of the time.",
        "{parameters} 个随机的数，词表有来自文本的 {vocabulary} 个词片。永远猜最常见的词元，正确率为 {commonest}。",
    ),
    "pretraining.born.says.unknown": (
        "Your sentence has words that the text does not: {words}. They are read letter by letter.",
        "你的句子里有文本中没有的词：{words}。这些词会拆成单个字符来读。",
    ),
    "pretraining.born.shows.figures": (
        "Step {step} of {steps} · masked words {mlm}, next sentence {nsp} (loss) · {speed} tokens/s · {left} s left",
        "第 {step}/{steps} 步 · 损失：掩码词 {mlm}，下一句 {nsp} · {speed} 词元/秒 · 还剩 {left} 秒",
    ),
    "pretraining.born.shows.loss": ("Loss", "损失"),
    "pretraining.born.shows.accuracy": (
        "Accuracy on documents that it never learned from",
        "在从未学过的文档上的准确率",
    ),
    "pretraining.born.says.mlm": ("masked words", "掩码词"),
    "pretraining.born.says.nsp": ("next sentence", "下一句"),
    "pretraining.born.shows.step": ("step", "步"),
    "pretraining.born.says.chance": (
        "dotted: always the commonest token, {share}",
        "虚线：永远猜最常见的词元，{share}",
    ),
    "pretraining.born.shows.guesses": ("What it would write now", "它现在会填什么"),
    "pretraining.born.shows.at": ("step {step}", "第 {step} 步"),
    "pretraining.born.says.follows": (
        "It says that your second sentence follows with probability {probability}.",
        "它认为你的第二句是下文的概率为 {probability}。",
    ),
    "pretraining.born.says.speaker": (
        "the small BERT trained on this page (2 layers, every weight from nothing)",
        "在本页从零训练的小 BERT（2 层）",
    ),
    "pretraining.born.says.now": (
        "After {step} steps: {words}; {pairs}.",
        "{step} 步之后：{words}；{pairs}。",
    ),
    "pretraining.born.says.end": (
        "Done after {seconds} s. In stories that it never saw: {words}; {pairs}.",
        "{seconds} 秒后完成。在没见过的文档里：{words}；{pairs}。",
    ),
    "pretraining.born.says.words_nothing": (
        "hidden words {share} right, no better than always the commonest token ({chance})",
        "掩码词答对 {share}，并不比永远猜最常见的词元（{chance}）好",
    ),
    "pretraining.born.says.words_some": (
        "hidden words {share} right, where always the commonest token gives {chance}: it has learned which words stand where",
        "掩码词答对 {share}，永远猜最常见的词元只有 {chance}：它已学到哪些词站在哪里",
    ),
    "pretraining.born.says.pairs_nothing": (
        "pairs {share} right, no better than tossing a coin",
        "句对答对 {share}，和抛硬币差不多",
    ),
    "pretraining.born.says.pairs_some": (
        "pairs {share} right, better than tossing a coin",
        "句对答对 {share}，比抛硬币好",
    ),
    "pretraining.born.says.heart": (
        "In the batches that it learns from, {batch} of the pairs are right: it learned those pairs by heart. To tell what follows "
        "what in new stories takes far more text.",
        "在它学习的批次里，{batch} 的句对是对的：它把那些句对背了下来。要判断新故事里的上下文，需要多得多的文本。",
    ),
    "pretraining.born.shows.mine": ("Your small BERT", "你训练出的小 BERT"),
    "pretraining.born.shows.gone": (
        "It is yours alone, and gone after your visit; download it to keep it.",
        "它只属于你，离开页面后就没有了；想保留请下载。",
    ),
    "pretraining.born.says.card": (
        "# A small BERT of your own\n\nTwo layers, trained in a browser on a few hundred sentences, for a lesson.",
        "# 你训练出的小 BERT\n\n两层，在浏览器里用几百个句子训练，用于教学。",
    ),
    "pretraining.game.title": ("Guess before BERT does", "和 BERT 比一比：先猜后看"),
    "pretraining.game.how": (
        "This is how BERT was pretrained. Dice choose 15 % of the tokens (of this page's classroom BERT: 25 %); a chosen one becomes "
        "[MASK] with 80 %, a random word of the vocabulary with 10 %, and stays as it is with 10 %. For each chosen place BERT has to "
        "name the word that stood there. Why not always [MASK]? Because [MASK] never occurs when BERT is fine-tuned: with [MASK] only, "
        "it would learn to work only where it sees one. "
        "A point is a first guess that is the word itself. Simplified: of English only whole words are chosen here, so that a "
        "person can play (in Chinese any character); in pretraining any word piece can be. Source: Devlin et al. 2018, section 3.1 and appendix A.1.",
        "BERT 就是这样预训练的。掷骰子选出 15% 的词元（本页的课堂 BERT 选了 25%）；被选中的有 80% 变成 [MASK]，10% 换成词表里的随机词，"
        "10% 保持原样。对每个选中的位置，BERT 必须说出原来的词。为什么不总是换成 [MASK]？因为微调时不会出现 [MASK]："
        "若总是换成 [MASK]，模型就只在看到它时才用心。"
        "首选正好是原词得一分。简化之处：为了让人能玩，英文只选完整的词，中文每个字都可选；预训练时任何词片都可能被选中。"
        "出处：Devlin 等 2018，3.1 节与附录 A.1。",
    ),
    "pretraining.game.shows.guess": (
        "Your guess for place {number}, where {shown} stands",
        "第 {number} 处（现在显示 {shown}）你猜是什么",
    ),
    "pretraining.game.shows.you": ("You", "你"),
    "pretraining.game.says.fate_mask": ("below 80: hidden by [MASK]", "小于 80：换成 [MASK]"),
    "pretraining.game.says.fate_random": (
        "80 to 90: replaced by a random word, “{shown}”",
        "80 到 90：换成随机词“{shown}”",
    ),
    "pretraining.game.says.fate_kept": ("90 or more: left as it was", "90 及以上：保持原样"),
    "pretraining.game.says.rank": (
        "BERT gives the true word {probability}: number {rank} of its list.",
        "BERT 给原词的概率是 {probability}，在它的列表中排第 {rank}。",
    ),
    "pretraining.game.says.few": (
        "You {yours}, BERT {bert}, of {of} so far: too few words to tell who is better.",
        "到目前为止 {of} 个词，你 {yours}，BERT {bert}：词太少，还看不出谁更强。",
    ),
    "pretraining.game.says.tie": (
        "You tie: {yours} each, of {of} words.",
        "打成平手：{of} 个词，各对 {yours} 个。",
    ),
    "pretraining.game.says.you_luck": (
        "You lead {yours} to {bert}, of {of} words; with so few that may be luck.",
        "{of} 个词，你以 {yours} 比 {bert} 领先；词这么少，可能只是运气。",
    ),
    "pretraining.game.says.bert_luck": (
        "BERT leads {bert} to {yours}, of {of} words; with so few that may be luck.",
        "{of} 个词，BERT 以 {bert} 比 {yours} 领先；词这么少，可能只是运气。",
    ),
    "pretraining.game.says.you_better": (
        "You beat BERT {yours} to {bert}, of {of} words, and by more than luck: you know what the sentence is about, it knows which words often stand there.",
        "{of} 个词，你以 {yours} 比 {bert} 胜过 BERT，不只是运气：你懂句子在说什么，它只知道那里常出现哪些词。",
    ),
    "pretraining.game.says.bert_better": (
        "BERT beats you {bert} to {yours}, of {of} words, and by more than luck: it has seen which words stand there far more often than you.",
        "{of} 个词，BERT 以 {bert} 比 {yours} 胜过你，不只是运气：那里该是什么词，它见得比你多得多。",
    ),
    "pretraining.game.says.unmasked": (
        "This round {count} of {places} chosen words stood without [MASK]: it never occurs when BERT is fine-tuned, so BERT must also learn to "
        "judge words that it sees.",
        "这一轮选中的 {places} 个词里有 {count} 个没有换成 [MASK]：微调时不会出现 [MASK]，所以 BERT 也得学会判断看得见的词。",
    ),
    "pretraining.game.shows.score": (
        "Round {round} of {rounds} · you {yours}, BERT {bert}, of {of} words so far",
        "第 {round}/{rounds} 轮 · 到目前为止 {of} 个词：你 {yours}，BERT {bert}",
    ),
    "pretraining.game.shows.over": (
        "After {rounds} rounds: you {yours}, BERT {bert}, of {of} words.",
        "{rounds} 轮结束，共 {of} 个词：你 {yours}，BERT {bert}。",
    ),
    "pretraining.game.shows.begins": (
        "Your turn: guess what stood in {places} places before BERT does. Not every place shows [MASK]; some show a wrong "
        "word, some the right one.",
        "轮到你：先猜猜 {places} 处原来是什么词，再看 BERT 的。不是每一处都写着 [MASK]：有的换成了别的词，有的就是原词。",
    ),
    "pretraining.game.shows.reveal": ("Reveal", "揭晓"),
    "pretraining.game.shows.next": ("Next round", "下一轮"),
    "pretraining.game.shows.again": ("New game", "重新开局"),
    "pretraining.masked.title": ("What would BERT write in the gap?", "空缺处 BERT 会填什么？"),
    "pretraining.masked.how": (
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
    "pretraining.masked.shows.hint": (
        "Click words to hide them, one or several; click again to show them.",
        "点击词语把它遮住，可以遮多个；再点一次恢复。",
    ),
    "pretraining.masked.shows.word": ("How likely is the word", "这个词的概率"),
    "pretraining.masked.shows.word_hint": ("any word", "任意一个词"),
    "pretraining.masked.shows.clear": ("Start again", "重新开始"),
    "pretraining.masked.shows.was": ("hidden, was {word}; click to show", "已遮住，原为 {word}；点击恢复"),
    "pretraining.masked.shows.place": ("place {position}: {token}", "位置 {position}：{token}"),
    "pretraining.masked.says.none": (
        "No word is hidden: click one above.",
        "还没有遮住任何词：请点击上面的一个词。",
    ),
    "pretraining.masked.says.at": ("At place {position}: ", "位置 {position}："),
    "pretraining.masked.says.hit": (
        "Right: BERT writes “{guess}” ({probability}), the word that stood there; next comes “{second}” ({next}).",
        "对：BERT 填的是“{guess}”（{probability}），正是原来的词；其次是“{second}”（{next}）。",
    ),
    "pretraining.masked.says.hit_tie": (
        "Right, but by a hair: “{guess}” ({probability}) and “{second}” ({next}) tie.",
        "对，但只是侥幸：“{guess}”（{probability}）和“{second}”（{next}）不相上下。",
    ),
    "pretraining.masked.says.near": (
        "Not quite: BERT writes “{guess}” ({probability}); “{truth}”, which stood there, is number {rank} ({own}).",
        "差一点：BERT 填“{guess}”（{probability}）；原来的“{truth}”排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.miss": (
        "Wrong: BERT writes “{guess}” ({probability}); “{truth}”, which stood there, is only number {rank} ({own}).",
        "错：BERT 填“{guess}”（{probability}）；原来的“{truth}”只排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.miss_repeats": (
        "Wrong: BERT only repeats “{guess}” ({probability}), a word of the sentence; “{truth}”, which stood there, is "
        "number {rank} ({own}).",
        "错：BERT 只是把句中的“{guess}”（{probability}）又填了一遍；原来的“{truth}”排第 {rank}（{own}）。",
    ),
    "pretraining.masked.says.repeats": (
        "BERT only repeats “{guess}” ({probability}), a word that already stands in the sentence.",
        "BERT 只是把句中已有的“{guess}”（{probability}）又填了一遍。",
    ),
    "pretraining.masked.says.tie": (
        "BERT cannot decide: “{guess}” ({probability}) and “{second}” ({next}) tie.",
        "BERT 拿不定主意：“{guess}”（{probability}）和“{second}”（{next}）不相上下。",
    ),
    "pretraining.masked.says.sure": (
        "BERT would write “{guess}”: {probability}, more than for all other words together.",
        "BERT 会填“{guess}”：{probability}，比别的词全部加在一起还多。",
    ),
    "pretraining.masked.says.unsure": (
        "BERT writes “{guess}” but is not sure: {probability}, before “{second}” ({next}).",
        "BERT 填“{guess}”，但没有把握：{probability}，其次是“{second}”（{next}）。",
    ),
    "pretraining.masked.says.rate": (
        "In Wikipedia text that it never learned from, its first guess is right for {rate} of the hidden pieces.",
        "在它没学过的维基百科文本里，被遮住的词片它首选猜对 {rate}。",
    ),
    "pretraining.masked.says.helper": (
        "“{word}” helps most: hide it too, and the first guess loses {points} percentage points.",
        "帮助最大的是“{word}”：把它也遮住，首选的概率就下降 {points} 个百分点。",
    ),
    "pretraining.masked.says.named_first": (
        "“{word}” is that first guess.",
        "你问的“{word}”就是首选。",
    ),
    "pretraining.masked.says.named_tie": (
        "“{word}” ({probability}) ties with it.",
        "你问的“{word}”（{probability}）与首选不相上下。",
    ),
    "pretraining.masked.says.named_behind": (
        "“{word}” has {probability} here, {times} times less than “{guess}”.",
        "你问的“{word}”在此处是 {probability}，首选“{guess}”是它的 {times} 倍。",
    ),
    "pretraining.masked.shows.named_before": (
        "“{word}” had {before} before the last change, and has {now} now.",
        "上次改动之前“{word}”是 {before}，现在是 {now}。",
    ),
    "pretraining.masked.says.named_said": (
        "“{word}” has probability {probability} here.",
        "“{word}”在此处的概率为 {probability}。",
    ),
    "pretraining.masked.shows.before": (
        "Before the last change the first guess was “{guess}” ({probability}).",
        "上次改动之前的首选是“{guess}”（{probability}）。",
    ),
    "pretraining.masked.shows.looks": (
        "What place {position} looks at (layer {layer}, head {head})",
        "位置 {position} 在看什么（第 {layer} 层，第 {head} 个头）",
    ),
    "pretraining.masked.shows.looks_many": (
        "What place {position} looks at, over the layers or heads that the bar picks",
        "位置 {position} 在看什么（按横条里选的层和头合起来）",
    ),
    "pretraining.masked.shows.adds": (
        "What each word adds to the first guess",
        "每个词对首选的贡献",
    ),
    "pretraining.masked.shows.adds_legend": (
        "Blue helps, orange hinders; the darker, the more.",
        "蓝色有利，橙色不利；颜色越强，作用越大。",
    ),
    "pretraining.masked.shows.looks_legend": (
        "The darker, the more weight: one head, and no proof that the guess comes from there.",
        "颜色越强，权重越大：这只是一个头，不能证明猜测来自那里。",
    ),
    "pretraining.next.title": ("Does the second sentence follow the first?", "第二句是第一句的下文吗？"),
    "pretraining.next.how": (
        "The second task of pretraining: half of the pairs were neighbours in a text, half were not. The last layer's vector of "
        "[CLS] goes through the **pooler** (one linear layer and a tanh on [CLS]: $h = \\tanh(W c + b)$) and one linear layer with two outputs, the **logits** (scores before the softmax): index **0** means “B "
        "follows A”, index **1** “B is from elsewhere”; a softmax makes probabilities. The negatives of pretraining came from other "
        "documents, so the model learned above all whether two sentences share a topic: pairs that are alike without "
        "following, or that contradict, fool it. RoBERTa (Liu et al. 2019) dropped this task. Source: Devlin et al. 2018, "
        "section 3.1, task 2.",
        "预训练的第二项任务：一半的句对在文中相邻，一半不是。[CLS] 最后一层的向量经过**池化层 pooler**（对 [CLS] 做线性变换加 tanh：$h = \\tanh(W c + b)$）"
        "和一个有两个输出的线性层，输出是 **logit**（未归一化得分）：下标 **0** 表示“B 接在 A 后面”，下标 **1** 表示“B 来自别处”；softmax 得到概率。"
        "预训练的负例来自别的文档，所以模型主要学会了两句话是否同一主题：相似却不连续、或者互相矛盾的句子会骗过它。"
        "RoBERTa（Liu 等 2019）去掉了这项任务。出处：Devlin 等 2018，3.1 节任务二。",
    ),
    "pretraining.next.shows.no_second": (
        "There is no second sentence to judge: write one in the bar, or take one of the pairs.",
        "还没有第二句，无从判断：在上面写一句，或者点一个现成的句对。",
    ),
    "pretraining.next.shows.swap": ("Swap", "交换"),
    "pretraining.next.shows.traps": ("Pairs to try", "可以试试的句对"),
    "pretraining.next.says.kind_follows": ("B continues A", "B 接着 A"),
    "pretraining.next.says.kind_random": ("unrelated", "毫不相干"),
    "pretraining.next.says.kind_similar": ("trap: alike, no continuation", "陷阱：相似但不连续"),
    "pretraining.next.says.kind_contradiction": ("trap: contradiction", "陷阱：互相矛盾"),
    "pretraining.next.says.kind_question": ("question and answer", "一问一答"),
    "pretraining.next.says.kind_swapped": ("trap: order swapped", "陷阱：前后颠倒"),
    "pretraining.next.shows.ask_all": (
        "How often is it right? Ask all {pairs} pairs",
        "它答对多少？把 {pairs} 对都问一遍",
    ),
    "pretraining.next.says.cls": ("[CLS] after the last layer", "最后一层的 [CLS]"),
    "pretraining.next.says.pooled": ("after the pooler: tanh(W c + b)", "经过 pooler：tanh(W c + b)"),
    "pretraining.next.says.logit_follows": ("index 0: B follows A", "下标 0：B 接在 A 后面"),
    "pretraining.next.says.logit_elsewhere": ("index 1: B is from elsewhere", "下标 1：B 来自别处"),
    "pretraining.next.says.answer_follows": (
        "BERT says that B follows A ({probability})",
        "BERT 认为 B 接在 A 后面（{probability}）",
    ),
    "pretraining.next.says.answer_elsewhere": (
        "BERT says that B is from elsewhere (only {probability} that it follows)",
        "BERT 认为 B 来自别处（接在后面的概率只有 {probability}）",
    ),
    "pretraining.next.says.undecided": (
        "BERT cannot tell: {probability} that B follows A is as good as a coin toss.",
        "BERT 判断不了：B 接在 A 后面的概率是 {probability}，和抛硬币差不多。",
    ),
    "pretraining.next.says.right": ("Right: {answer}, and {reason}.", "对：{answer}，{reason}。"),
    "pretraining.next.says.wrong": ("Wrong: {answer}, but {reason}.", "错：{answer}；其实，{reason}。"),
    "pretraining.next.says.unknown": ("{answer}; {reason}.", "{answer}；不过，{reason}。"),
    "pretraining.next.says.is_follows": ("B does continue A", "B 的确接着 A"),
    "pretraining.next.says.is_question": ("B answers A", "B 回答了 A"),
    "pretraining.next.says.is_random": ("B has nothing to do with A", "B 与 A 毫不相干"),
    "pretraining.next.says.is_similar": ("B only repeats words of A", "B 只是重复了 A 里的词"),
    "pretraining.next.says.is_contradiction": ("B contradicts A", "B 与 A 互相矛盾"),
    "pretraining.next.says.is_swapped": ("the two stand in the wrong order", "两句的前后颠倒了"),
    "pretraining.next.says.repeats": (
        "more than half of B's words stand in A, and that may be all it saw",
        "B 有一半以上的词 A 里都有，它看到的可能只是这一点",
    ),
    "pretraining.next.says.judge": ("whether that is right, you must judge", "对不对要由你来判断"),
    "pretraining.next.says.learned_topics": (
        "This BERT learned topics, not order ({right} of {of} traps).",
        "这个 BERT 学会的是主题，不是先后（{of} 个陷阱识破 {right} 个）。",
    ),
    "pretraining.next.says.learned_order": (
        "This BERT sees through most traps ({right} of {of}), so it learned more than topics.",
        "这个 BERT 识破了大多数陷阱（{of} 个中的 {right} 个），学到的不只是主题。",
    ),
    "pretraining.next.says.learned_some": (
        "On traps this BERT is unreliable ({right} of {of} right).",
        "遇到陷阱时，这个 BERT 不可靠（{of} 个识破 {right} 个）。",
    ),
    "pretraining.next.says.learned_nothing": (
        "Do not trust it: of pairs that have nothing to do with each other it tells only {told} of {unrelated}, "
        "and {right} of {of} traps.",
        "不要相信它：毫不相干的句对它只看出 {unrelated} 对中的 {told} 对，陷阱识破 {of} 个中的 {right} 个。",
    ),
    "pretraining.next.says.checked": (
        "{tick} Largest difference from the model's own logits: {error}",
        "{tick} 与模型自身 logit 的最大差别：{error}",
    ),
}
