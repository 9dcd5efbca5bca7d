"""Words of the cards of step "pretraining"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.dice.title": ("Always [MASK]?", "全用 [MASK]？"),
    "card.dice.say": (
        "In pretraining, dice choose tokens (15 % in the paper), and BERT has to say what stood there. You can play it here.",
        "预训练时用掷骰子的办法挑出一些词元（论文里是 15%），让 BERT 猜原来是什么。你也可以在这里玩一玩。",
    ),
    "card.dice.question": (
        "Of 100 tokens that were chosen, how many turn into [MASK]?",
        "挑出来的 100 个词元里，有多少个换成 [MASK]？",
    ),
    "card.dice.said.rolled": (
        "We rolled for {of} tokens just now: {mask} became [MASK], {random} another word, {kept} stayed (the rule is 80, 10, "
        "10). [MASK] never comes up in fine-tuning; with [MASK] only, BERT would learn to think just where it sees one.",
        "刚才掷了 {of} 个：{mask} 个变成 [MASK]，{random} 个换成别的字，{kept} 个不变（规则是 80、10、10）。微调时不会有 [MASK]；如果总是换成它，模型就只会处理 [MASK]。",
    ),
    "card.dice.slip": (
        "The article says only that words are replaced by [MASK]. One in five of the chosen isn't.",
        "文章只说词汇会被替换为 [MASK]；其实挑出来的有五分之一不是。",
    ),
    "card.dice.source": (
        "Devlin et al. 2018, section 3.1 and appendix A.1",
        "Devlin 等 2018，3.1 节与附录 A.1",
    ),
    "card.gap.title": ("Fill the gap", "一封还是一本？"),
    "card.gap.say": (
        "The picture shows what BERT writes for [MASK].",
        "图上是 BERT 会在 [MASK] 处填的字。",
    ),
    "card.gap.question": (
        "If “{word}” were “{other}”: “she” or “he”?",
        "把“一{word}”换成“一{other}”，它会填“信”还是“书”？",
    ),
    "card.gap.said.swings": (
        "It swings. First “she” {before_one}, “he” {before_other}; now {after_one} and {after_other}. Nobody taught it "
        "that: it is what the texts it read mostly say, prejudice included.",
        "答案变了：原先“信” {before_one}、“书” {before_other}，现在 {after_one}、{after_other}。没有人教过它量词，都是从上下文里学来的。",
    ),
    "card.gap.said.stays": (
        "It stays: “she” {before_one}, “he” {before_other} at first; {after_one} and {after_other} now.",
        "没有变：原先“信” {before_one}、“书” {before_other}，现在 {after_one}、{after_other}。",
    ),
    "card.gap.said.tie": (
        "It does not decide: “she” {after_one}, “he” {after_other} (before: {before_one} and {before_other}).",
        "它拿不定主意：“信” {after_one}、“书” {after_other}（原先 {before_one}、{before_other}）。",
    ),
    "card.gap.try": (
        "Try teacher, soldier, king. Which word pulls which way?",
        "换成“一张”“一首”试试。",
    ),
    "card.stranger.title": ("Does B follow?", "接得上吗？"),
    "card.stranger.say": (
        "Second task of pretraining: does B follow A? In half of the pairs B comes from another text, as here.",
        "预训练的第二个任务：B 是 A 的下一句吗？一半的句对里，B 是从别处随便拿来的，就像这一对。",
    ),
    "card.stranger.question": ("Will BERT say that B follows?", "BERT 会说 B 接在 A 后面吗？"),
    "card.stranger.choice.yes": ("it follows", "会"),
    "card.stranger.choice.no": ("it doesn't", "不会"),
    "card.stranger.said.no": (
        "It doesn't ({percent} for “follows”). The two are about different things, and BERT sees that.",
        "不会（“接在后面”只有 {percent}）。两句说的不是一回事，这一点它看得出来。",
    ),
    "card.stranger.said.yes": (
        "It says that B follows ({percent}): it didn't even notice the change of subject.",
        "会（{percent}）：连换了话题它都没看出来。",
    ),
    "card.denied.title": ("Denied", "前后相反"),
    "card.denied.say": ("The second sentence denies the first.", "第二句否定了第一句。"),
    "card.denied.question": ("Will BERT say that it follows?", "BERT 会说它是下一句吗？"),
    "card.denied.choice.no": ("it doesn't follow", "不是下一句"),
    "card.denied.choice.yes": ("it follows", "是下一句"),
    "card.denied.said.yes": (
        "It says so, with {percent}. Same words, same topic: that is enough for it.",
        "它说是，而且有 {percent} 的把握。字差不多，话题一样，它就满意了。",
    ),
    "card.denied.said.no": (
        "It doesn't: only {percent} for “follows”. It noticed the contradiction.",
        "它说不是：“接在后面”只有 {percent}。它看出了矛盾。",
    ),
    "card.denied.slip": (
        "The article: the task makes BERT understand how sentences relate. That is too much: RoBERTa dropped the task "
        "and lost nothing; ALBERT asks for the order instead.",
        "文章说这让模型“理解句子之间的关系”，说得太满了：RoBERTa 去掉这个任务，成绩并没有下降；ALBERT 改成了判断先后。",
    ),
    "card.denied.source": (
        "Liu et al. 2019, section 4.2; Lan et al. 2020, section 3.1",
        "Liu 等 2019，4.2 节；Lan 等 2020，3.1 节",
    ),
    "card.backwards.title": ("Back to front", "前后颠倒"),
    "card.backwards.say": (
        "First the taxi, then the missed bus: these two stand in the wrong order.",
        "先叫车，后误车：这两句的先后颠倒了。",
    ),
    "card.backwards.question": ("Will BERT say that B follows A?", "BERT 会说 B 接在 A 后面吗？"),
    "card.backwards.choice.yes": ("it follows", "会"),
    "card.backwards.choice.no": ("it doesn't", "不会"),
    "card.backwards.said.yes": (
        "It does ({percent}). The topic fits, and wrong order was never in its lessons: strangers always came from "
        "another text.",
        "会（{percent}）。话题对得上就行；训练时的反例都来自别的文章，颠倒先后它从没见过。",
    ),
    "card.backwards.said.no": (
        "It doesn't (only {percent} for “follows”): it noticed the order.",
        "不会（“接在后面”只有 {percent}）：它看出了先后。",
    ),
    "card.backwards.try": ("Swap the two sentences. What does it say now?", "把两句对调，它怎么说？"),
    "card.traps.title": ("All 24 pairs", "24 对句子"),
    "card.traps.say": (
        "The page has 24 pairs. Half are traps like this one: same topic, but B doesn't follow A.",
        "本页有 24 对句子，一半是像这样的陷阱：话题相同，但 B 并不接着 A。",
    ),
    "card.traps.question": ("How many of the 24 will BERT get right?", "24 对里，BERT 能答对几对？"),
    "card.traps.said.topics": (
        "{whole} of {pairs}. Strangers it tells apart ({told} of {unrelated}), but of the traps it sees through {right} of "
        "{of}. It learned topics, not what follows from what.",
        "{pairs} 对中的 {whole} 对。毫不相干的它看得出（{unrelated} 对中的 {told} 对），陷阱却只识破 {of} 个中的 {right} 个。它学会的是话题，不是先后。",
    ),
    "card.traps.said.order": (
        "{whole} of {pairs}, and it sees through {right} of {of} traps: it learned more than topics ({told} of {unrelated} "
        "strangers).",
        "{pairs} 对中的 {whole} 对，陷阱识破 {of} 个中的 {right} 个：学到的不只是话题（毫不相干的 {unrelated} 对中看出 {told} 对）。",
    ),
    "card.traps.said.little": (
        "{whole} of {pairs}: {right} of {of} traps, {told} of {unrelated} strangers. You can't rely on it.",
        "{pairs} 对中的 {whole} 对：陷阱 {of} 个中的 {right} 个，毫不相干的 {unrelated} 对中的 {told} 对。靠不住。",
    ),
    "card.traps.try": (
        "Write a trap of your own. Can you make BERT say that B doesn't follow?",
        "自己写一个陷阱：能让 BERT 说出“不是下一句”吗？",
    ),
}
