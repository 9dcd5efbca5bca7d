"""Guessing hidden words against BERT (steps/pretraining/game.py)."""

WORDS: dict[str, tuple[str, str]] = {
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
}
