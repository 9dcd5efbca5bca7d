"""Answers out of a text (steps/using/answers.py)."""

WORDS: dict[str, tuple[str, str]] = {
    "using.answers.title": ("Where in the text is the answer?", "答案在文中的哪里？"),
    "using.answers.how": (
        "BERT reads [CLS] question [SEP] text [SEP]. One linear layer gives every token two **logits** (scores before the softmax): how "
        "well an answer could **start** and **end** there. Of all spans of at most 30 pieces whose end is not before their start, the one "
        "with the largest sum wins; the best start and the best end need not be such a pair. The pair [CLS], [CLS] stands for “no "
        "answer”; it is said when it beats the best span by more than a threshold fitted on held-back questions. Probabilities are the "
        "softmax of the sums over all spans and “no answer”. A text that does not fit is read in windows that overlap by half. BERT only "
        "points at words of the text: it writes none. Source: Devlin et al. 2018, sections 4.2 and 4.3.",
        "BERT 读入 [CLS] 问题 [SEP] 文本 [SEP]。一个线性层给每个词元两个 **logit**（未归一化得分）：答案从这里**开始**、在这里**结束**的可能性。"
        "在所有不超过 30 个词片、结尾不在开头之前的片段中，两个 logit 之和最大的获胜；最佳开头和最佳结尾未必能配成一对。"
        "[CLS]、[CLS] 这一对代表“没有答案”；当它超过最佳片段的量大于在留出问题上拟合的阈值时，就说没有答案。"
        "概率是对所有片段和“没有答案”的和做 softmax。放不下的文本用重叠一半的窗口来读。BERT 只能指出文中的词，不会自己写。"
        "出处：Devlin 等 2018，4.2 与 4.3 节。",
    ),
    "using.answers.shows.context": ("Text", "文本"),
    "using.answers.shows.no_passage": (
        "BERT only points at answers in a text, and there is none yet: add a second sentence in the bar above. The first one is the "
        "question.",
        "BERT 只能在文中指出答案，而现在还没有文本：请在上面加上第二句作为文本，第一句就是问题。",
    ),
    "using.answers.shows.pair": ("Best start and best end by themselves", "单看开头和结尾"),
    "using.answers.shows.example": ("Take an example", "用一个例子"),
    "using.answers.says.ahead": (
        "“{answer}” ({probability}) is ahead of “{second}” ({next}) and of “no answer” ({none}).",
        "“{answer}”（{probability}）领先于“{second}”（{next}）和“没有答案”（{none}）。",
    ),
    "using.answers.says.same_place": (
        "“{answer}” ({probability}); the second, “{second}” ({next}), is the same place cut in another way, and “no answer” has {none}.",
        "“{answer}”（{probability}）；第二名“{second}”（{next}）是同一处，只是截取得不同；“没有答案”是 {none}。",
    ),
    "using.answers.says.tie": (
        "BERT cannot decide: “{answer}” ({probability}) and “{second}” ({next}) tie; “no answer” has {none}.",
        "BERT 拿不定主意：“{answer}”（{probability}）和“{second}”（{next}）不相上下；“没有答案”是 {none}。",
    ),
    "using.answers.says.alone": (
        "“{answer}” ({probability}) is the only span there is; “no answer” has {none}.",
        "“{answer}”（{probability}）是唯一的片段；“没有答案”是 {none}。",
    ),
    "using.answers.says.none": (
        "BERT says that the text holds no answer ({none}); its best guess would be “{answer}” ({probability}).",
        "BERT 认为文中没有答案（{none}）；如果一定要猜，会是“{answer}”（{probability}）。",
    ),
    "using.answers.says.not_enough": (
        "No answer is given: “{answer}” ({probability}) is likelier than “no answer” ({none}), but by less than the threshold asks.",
        "不作回答：“{answer}”（{probability}）虽然比“没有答案”（{none}）更可能，但领先得不够，没有达到阈值的要求。",
    ),
    "using.answers.says.in_spite": (
        "“{answer}” ({probability}), although “no answer” is likelier ({none}), but by less than the threshold asks.",
        "“{answer}”（{probability}）；“没有答案”（{none}）更可能一些，但领先得不够，没有达到阈值的要求。",
    ),
    "using.answers.says.rate": (
        "Of held-back questions without an answer it refuses {refused}, and where there is one its F1 is {f1}: it can be sure and wrong.",
        "留出的问题里，没有答案的它拒答 {refused}；有答案的 F1 是 {f1}：很有把握时也可能答错。",
    ),
    "using.answers.says.margin": (
        "“No answer” scores {margin} against the best span; it is said above {threshold}.",
        "“没有答案”相对最佳片段的得分为 {margin}；超过 {threshold} 才会说没有答案。",
    ),
    "using.answers.says.pair": (
        "Best start alone: “{start}”. Best end alone: “{end}”. {verdict}",
        "单看开头，最佳是“{start}”；单看结尾，最佳是“{end}”。{verdict}",
    ),
    "using.answers.says.obstacle_ok": ("Together they are an allowed span.", "两者合起来是允许的片段。"),
    "using.answers.says.obstacle_end_before_start": (
        "They are no answer together: the end comes before the start. So the best allowed pair is searched.",
        "两者不能配成答案：结尾在开头之前。所以要在允许的组合中寻找最佳的一对。",
    ),
    "using.answers.says.obstacle_too_long": (
        "They are no answer together: more than 30 pieces lie between. So the best allowed pair is searched.",
        "两者不能配成答案：中间超过 30 个词片。所以要在允许的组合中寻找最佳的一对。",
    ),
    "using.answers.says.obstacle_other_window": (
        "They are no answer together: they come from different windows. So the best allowed pair is searched.",
        "两者不能配成答案：它们来自不同的窗口。所以要在允许的组合中寻找最佳的一对。",
    ),
    "using.answers.shows.sum": ("logits {sum}", "logit 之和 {sum}"),
    "using.answers.shows.no_answer": ("no answer", "没有答案"),
    "using.answers.shows.scores": ("Start and end scores of every token", "每个词元作为开头和结尾的得分"),
    "using.answers.shows.start": ("best start", "最佳开头"),
    "using.answers.shows.end": ("best end", "最佳结尾"),
    "using.answers.shows.legend": (
        "Blue, upwards: start logit. Orange, downwards: end logit, each from the lowest of this window. Tinted: the answer.",
        "蓝色向上：开头的 logit；橙色向下：结尾的 logit，都从本窗口最低值量起。底色：答案。",
    ),
    "using.answers.shows.window": ("Window", "窗口"),
    "using.answers.shows.previous_window": ("Previous window", "上一个窗口"),
    "using.answers.shows.next_window": ("Next window", "下一个窗口"),
    "using.answers.shows.window_of": (
        "{number}: characters {from} to {to}",
        "{number}：第 {from} 到 {to} 个字符",
    ),
}
