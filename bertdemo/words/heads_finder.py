"""What each head does on a text, and which of them finds a relation of grammar (steps/heads/finder.py)."""

WORDS: dict[str, tuple[str, str]] = {
    "heads.finder.title": ("What does each head do here?", "每个头在做什么？"),
    "heads.finder.how": (
        "For every head: the share of its attention that follows a pattern, averaged over the words of this text (rows of [CLS] and [SEP] are not counted). The pattern with the largest share names the head if it takes 40 % or more, and the number in its cell is that share. Else a head is **broad** when its entropy (how spread out its attention is) is above 85 % of the largest possible one, and **mixed** when not; the number is then the entropy. Clark et al. 2019, [section 3](https://arxiv.org/abs/1906.04341), found previous, next, [SEP] and broad heads in BERT-base, and suspect that a head looks at [SEP] as a **no-op**: it has nothing to do. In the classroom BERT that place is mostly [CLS].",
        "对每个头：其注意力中符合某种模式的份额，对本文各词取平均（[CLS] 和 [SEP] 这两行不计入）。份额最大的模式若达 40%，就用它给头命名，格中的数就是这个份额；否则看熵（注意力有多分散）：超过最大可能值的 85% 称为**分散**，不到则称为**混合**，格中的数就是熵所占的比例。Clark 等 2019 [第 3 节](https://arxiv.org/abs/1906.04341)在 BERT-base 中发现了看前一词、看后一词、看 [SEP] 和分散的头，并推测看向 [SEP] 是“空操作”（no-op）：没有事要做。课堂 BERT 里担当此职的多半是 [CLS]。",
    ),
    "heads.finder.shows.grid": ("Heads by what they do", "各头的作用"),
    "heads.finder.shows.views": ("What is shown", "显示什么"),
    "heads.finder.shows.view_kinds": ("All heads on this text", "这段文本上的各头"),
    "heads.finder.shows.view_grammar": ("Best heads for grammar", "语法上最好的头"),
    "heads.finder.shows.layer_name": ("Layer {layer}", "第 {layer} 层"),
    "heads.finder.shows.head_said": (
        "Layer {layer}, head {head}: {kind}, {share}",
        "第 {layer} 层的第 {head} 个头：{kind}，{share}",
    ),
    "heads.finder.shows.kind_previous": ("previous word", "前一词"),
    "heads.finder.shows.kind_next": ("next word", "下一个词"),
    "heads.finder.shows.kind_itself": ("itself", "自己"),
    "heads.finder.shows.kind_first": ("[CLS]: the first token", "[CLS]：第一个词元"),
    "heads.finder.shows.kind_separator": ("[SEP]: the separator", "[SEP]：分隔符"),
    "heads.finder.shows.kind_same": ("same word", "同一个词"),
    "heads.finder.shows.kind_broad": ("broad", "分散"),
    "heads.finder.shows.kind_mixed": ("mixed", "混合"),
    "heads.finder.shows.means_previous": ("looks one token back", "看前一个词元"),
    "heads.finder.shows.means_next": ("looks one token ahead", "看后一个词元"),
    "heads.finder.shows.means_itself": ("stays where it is", "停在原处"),
    "heads.finder.shows.means_first": (
        "probably rests (a no-op)",
        "把注意力放到 [CLS]：可能是空操作",
    ),
    "heads.finder.shows.means_separator": (
        "probably rests (a no-op)",
        "可能是空操作（没有可看的）",
    ),
    "heads.finder.shows.means_same": (
        "pieces of one word, or the same word again",
        "同一词的词片，或再次出现的词",
    ),
    "heads.finder.shows.means_broad": ("a bit of everything", "每处都看一点"),
    "heads.finder.shows.means_mixed": ("none of these patterns", "不属于以上模式"),
    "heads.finder.says.said": (
        "The clearest of all is head {head} of layer {layer}: {share} of its attention follows “{kind}”, {verdict}",
        "最清楚的是第 {layer} 层的第 {head} 个头：{share} 的注意力属于“{kind}”，{verdict}",
    ),
    "heads.finder.says.clearest.step": (
        "a fixed step that needs no grammar.",
        "走的是固定的一步，用不着语法。",
    ),
    "heads.finder.says.clearest.rest": (
        "so what is clearest is probably a head at rest (a no-op), not one at work.",
        "所以最清楚的多半是一个歇着的头（空操作），而不是一个干活的头。",
    ),
    "heads.finder.says.clearest.itself": (
        "so it passes little from word to word.",
        "所以它在词与词之间几乎不传递什么。",
    ),
    "heads.finder.says.clearest.same": (
        "which finds what looks alike and is not yet grammar.",
        "它找的是样子相同的，这还不是语法。",
    ),
    "heads.finder.says.said_none": (
        "No head of this model follows one of the six patterns with {least} of its attention or more: on this text none can be named.",
        "在这段文本上，没有一个头有 {least} 以上的注意力符合六种模式之一：一个也叫不出名字。",
    ),
    "heads.finder.says.against.better": (
        "better than distance, though chosen and measured on the same sentences.",
        "胜过固定距离，不过挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.against.hardly": (
        "hardly better than distance, no more than chance could give over so few pairs.",
        "只比固定距离略好，例子这样少，碰巧也能差这么多。",
    ),
    "heads.finder.says.against.tie": (
        "no better than distance, so no evidence of grammar.",
        "与固定距离相同（或更差），不能说明它懂语法。",
    ),
    "heads.finder.says.right": (
        "right",
        "右",
    ),
    "heads.finder.says.left": (
        "left",
        "左",
    ),
    "heads.finder.says.grammar_all": (
        "For each of {relations} relations some head clearly beats every fixed distance, but each head was chosen and measured on the same sentences.",
        "{relations} 种关系都有某个头明显胜过一切固定距离，不过挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.grammar_some": (
        "For {better} of {relations} relations some head clearly beats every fixed distance; for the others the best head is no better, or hardly. Each was chosen and measured on the same sentences.",
        "{relations} 种关系里，有 {better} 种能找到明显胜过一切固定距离的头；其余几种，最好的头也不胜过它，或只略胜一点。挑选与评测用的是同一批句子。",
    ),
    "heads.finder.says.grammar_none": (
        "For none of {relations} relations does a head clearly beat a fixed distance, although each was chosen and measured on the same sentences: no evidence of grammar.",
        "{relations} 种关系中，没有一个头明显胜过固定距离，尽管挑选与评测用的是同一批句子：不能说明它懂语法。",
    ),
    "heads.finder.says.relations": (
        "Over {sentences} sentences of this app: which head finds which word?",
        "在本应用的 {sentences} 个句子上：哪个头能找到哪个词？",
    ),
    "heads.finder.shows.relations_note": (
        "“Finds” means: of all words, the head gives most to the right one. Beside it what the best fixed distance finds, which knows no grammar (Clark et al. 2019, section 4). Head and distance are both chosen and measured on the same sentences, and these are few, so a few points say little.",
        "“找到”指：在所有词中，这个头给正确的词最多。旁边是最佳固定距离所能找到的，它不懂语法（Clark 等 2019，第 4 节）。头和距离的挑选与评测用的都是同一批句子，句子又不多，相差几个点说明不了什么。",
    ),
    "heads.finder.says.relation.determiner": ("determiner → its noun", "限定词 → 它的名词"),
    "heads.finder.says.relation.possessive": ("possessive → its noun", "物主词 → 它的名词"),
    "heads.finder.says.relation.object": ("object → its verb", "宾语 → 它的动词"),
    "heads.finder.says.relation.passive": ("passive auxiliary → its verb", "被动助动词 → 它的动词"),
    "heads.finder.says.relation.preposition": ("noun → its preposition", "名词 → 它的介词"),
    "heads.finder.says.relation.classifier": ("classifier → its noun", "量词 → 它的名词"),
    "heads.finder.says.relation.subject": ("subject → its verb", "主语 → 它的动词"),
    "heads.finder.says.relation.adverb": ("adverb or negation → its verb", "副词或否定词 → 它的动词"),
    "heads.finder.says.relation.possessor": ("owner → what is owned", "所有者（“的”之前）→ 所属之物"),
    "heads.finder.says.relation.coreference": ("pronoun → whom it means", "代词 → 所指的人或物"),
    "heads.finder.says.relation_said": (
        "layer {layer}, head {head} finds {accuracy} of {pairs}; always taking word number {distance} to the {side} finds {by_distance}: {verdict} “{source}” → “{target}”",
        "第 {layer} 层的第 {head} 个头在 {pairs} 个中找到 {accuracy}；若一律取{side}边第 {distance} 个词，能找到 {by_distance}：{verdict}“{source}” → “{target}”",
    ),
}
