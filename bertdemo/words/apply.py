"""Words of the tab Apply: classify, many lines, names, answers."""

WORDS: dict[str, tuple[str, str]] = {
    "error.no_lines": (
        "There is no line with a word in it. Type or load one text a line.",
        "没有一行含有词。请输入或载入文本，每行一条。",
    ),
    "apply.tab": ("Apply", "应用"),
    "apply.sections": (
        "The text does not fit into one input, so it was read in {windows} overlapping windows.",
        "文本放不进一次输入，所以分成 {windows} 个相互重叠的窗口来读。",
    ),
    "apply.read": (
        "The first {read} characters were read; the last {cut} are too much for one question and were left out. Ask about "
        "them by themselves.",
        "读入了前 {read} 个字符；后 {cut} 个字符超出一次能读的量，未读入。请把它们单独再问一次。",
    ),
    "apply.classify.title": ("How do two numbers become a verdict?", "两个数怎样变成一个判断？"),
    "apply.classify.how": (
        "The classifier gives one **logit** $z$ a label. The softmax divides it by a temperature $T$, takes the exponential and "
        "divides by the sum. A small $T$ makes the answer surer, a large one less sure; which label is first never changes. $T$ was "
        "fitted on held-back texts, so that of all answers given with 90 % about nine in ten are right (Guo et al. 2017). The "
        "colours below are **integrated gradients** (Sundararajan et al. 2017): the slope of the logit for each word, summed up "
        "on the way from a text of [MASK] to this one. They add up to the logit's change; the error of that sum is shown. "
        "The tab *Inside* compares four such rankings.",
        "分类器给每个标签一个 **logit** $z$。softmax 先除以温度 $T$，取指数，再除以总和。$T$ 小，回答更笃定；$T$ 大，更犹豫；"
        "排在第一的标签不会变。$T$ 在留出的文本上拟合，使得所有说 90% 的回答大约十次对九次（Guo 等 2017）。"
        "下面的颜色是**积分梯度**（Sundararajan 等 2017）：从全是 [MASK] 的文本走到这句话，沿途累加每个词对 logit 的斜率。"
        "它们加起来等于 logit 的变化；误差已标出。“内部”页比较四种这样的排名。",
    ),
    "apply.classify.temperature": ("Temperature T", "温度 T"),
    "apply.classify.fitted": ("As fitted", "恢复拟合值"),
    "apply.classify.label": ("label", "标签"),
    "apply.classify.said": (
        "The largest logit is that of {label} ({logit}). With the fitted temperature {temperature} its probability is {probability}.",
        "最大的 logit 属于{label}（{logit}）。在拟合的温度 {temperature} 下，它的概率是 {probability}。",
    ),
    "apply.classify.words": ("Which words carried it?", "哪些词起了作用？"),
    "apply.classify.why": (
        "Blue words speak for the label, orange ones against it. All scores add up to the logit's change but for {error}.",
        "蓝色的词支持这个标签，橙色的反对。所有分数之和等于 logit 的变化，误差 {error}。",
    ),
    "apply.batch.title": ("Many texts at once", "一次判断很多条"),
    "apply.batch.lines": ("One text a line", "每行一条文本"),
    "apply.batch.file": (
        "or a file: a line each, or a table (CSV, TSV, JSON) with a column of texts",
        "或上传文件：每行一条，或含有文本列的表格（CSV、TSV、JSON）",
    ),
    "apply.batch.read": ("{texts} texts were read from the file.", "从文件读入了 {texts} 条文本。"),
    "apply.batch.go": ("Classify all", "全部判断"),
    "apply.batch.save": ("Save as CSV", "存为 CSV"),
    "apply.batch.text": ("text", "文本"),
    "apply.batch.label": ("label", "标签"),
    "apply.batch.said": ("{lines} texts were classified.", "判断了 {lines} 条文本。"),
    "apply.batch.cut": (
        "{cut} more lines were left out: at most {most} can be asked at once here.",
        "另有 {cut} 行未处理：这里一次最多 {most} 行。",
    ),
    "apply.batch.too_large": (
        "This file is larger than {megabytes} MB, the limit here. Split it.",
        "文件超过这里的上限 {megabytes} MB。请拆分。",
    ),
    "apply.entities.title": ("Who, where, which organization?", "谁？哪里？哪个机构？"),
    "apply.entities.how": (
        "Here every token gets an answer, not only [CLS]: the last layer's vector of each word piece goes through one linear layer "
        "with seven outputs, O (no name) and B- (a name begins) or I- (it goes on) for persons, organizations and places. The first "
        "piece of a word speaks for the word, as in training; the others are shown paler. An I- that follows nothing begins a "
        "name. A name's score is the mean probability of its words. The English model was fine-tuned on Wikipedia, tweets and "
        "web text and reads lower-cased text, so “apple” and “Apple” look the same to it; the Chinese one on Wikipedia, and each "
        "character is a word to it. Source: Devlin et al. 2018, section 5.3.",
        "这里每个词元都有回答，而不只是 [CLS]：每个词片最后一层的向量经过一个有七个输出的线性层：O（不是名称），"
        "以及人名、机构、地名各自的 B-（名称开始）和 I-（名称继续）。和训练时一样，词的第一个词片代表整个词，其余的颜色较浅。"
        "前面没有名称的 I- 也算一个开始。名称的得分是其各词概率的平均。英文模型在维基百科、推文和网页文本上微调，读的是小写文本，"
        "所以 “apple” 和 “Apple” 对它没有区别；中文模型在维基百科上微调，对它来说每个字就是一个词。出处：Devlin 等 2018，5.3 节。",
    ),
    "apply.entities.text": ("Text in which names are looked for", "要查找名称的文本"),
    "apply.entities.example": ("Example", "例"),
    "apply.entities.legend": (
        "Below: each word with its tag, and inside it its word pieces, each with its own tag and probability. * pieces disagree.",
        "下面：每个词及其标签，里面是它的词片，各有自己的标签和概率。* 表示词片意见不一。",
    ),
    "apply.entities.first": ("first piece: speaks for the word", "第一个词片：代表整个词"),
    "apply.entities.later": ("later piece: counts for nothing", "后面的词片：不计入"),
    "apply.entities.said": (
        "Names found: {names}, in {words} words ({pieces} word pieces).",
        "在 {words} 个词（{pieces} 个词片）中找到 {names} 个名称。",
    ),
    "apply.answers.title": ("Where in the text is the answer?", "答案在文中的哪里？"),
    "apply.answers.how": (
        "BERT reads [CLS] question [SEP] text [SEP]. One linear layer gives every token two logits: how well an answer could "
        "**start** and **end** there. Of all spans of at most 30 pieces whose end is not before their start, the one with the "
        "largest sum wins; the best start and the best end need not be such a pair. The pair [CLS], [CLS] stands for “no answer”; it is "
        "said when it beats the best span by more than a threshold fitted on held-back questions. Probabilities are the softmax of "
        "the sums over all spans and “no answer”. A text that does not fit is read in windows that overlap by half. BERT only "
        "points at words of the text: it writes none. Source: Devlin et al. 2018, sections 4.2 and 4.3.",
        "BERT 读入 [CLS] 问题 [SEP] 文本 [SEP]。一个线性层给每个词元两个 logit：答案从这里**开始**、在这里**结束**的可能性。"
        "在所有不超过 30 个词片、结尾不在开头之前的片段中，两个 logit 之和最大的获胜；最佳开头和最佳结尾未必能配成一对。"
        "[CLS]、[CLS] 这一对代表“没有答案”；当它超过最佳片段的量大于在留出问题上拟合的阈值时，就说没有答案。"
        "概率是对所有片段和“没有答案”的和做 softmax。放不下的文本用重叠一半的窗口来读。BERT 只能指出文中的词，不会自己写。"
        "出处：Devlin 等 2018，4.2 与 4.3 节。",
    ),
    "apply.answers.question": ("Question", "问题"),
    "apply.answers.context": ("Text", "文本"),
    "apply.answers.said": (
        "The answer is “{answer}” (probability {probability}; no answer {none}).",
        "答案是“{answer}”（概率 {probability}；没有答案 {none}）。",
    ),
    "apply.answers.none": (
        "BERT says that the text holds no answer ({none}). Its best guess would be “{answer}” ({probability}).",
        "BERT 认为文中没有答案（{none}）。如果一定要猜，会是“{answer}”（{probability}）。",
    ),
    "apply.answers.not_enough": (
        "No answer is given: “{answer}” ({probability}) is likelier than “no answer” ({none}), but by less than the threshold asks.",
        "不作回答：“{answer}”（{probability}）虽然比“没有答案”（{none}）更可能，但领先得不够，没有达到阈值的要求。",
    ),
    "apply.answers.in_spite": (
        "The answer is “{answer}” ({probability}). “No answer” is likelier ({none}), but by less than the threshold asks.",
        "答案是“{answer}”（{probability}）。“没有答案”（{none}）更可能一些，但领先得不够，没有达到阈值的要求。",
    ),
    "apply.answers.margin": (
        "“No answer” scores {margin} against the best span; it is said above {threshold}.",
        "“没有答案”相对最佳片段的得分为 {margin}；超过 {threshold} 才会说没有答案。",
    ),
    "apply.answers.pair": (
        "Best start alone: “{start}”. Best end alone: “{end}”. {verdict}",
        "单看开头，最佳是“{start}”；单看结尾，最佳是“{end}”。{verdict}",
    ),
    "apply.answers.obstacle_ok": ("Together they are an allowed span.", "两者合起来是允许的片段。"),
    "apply.answers.obstacle_end_before_start": (
        "They are no answer together: the end comes before the start. So the best allowed pair is searched.",
        "两者不能配成答案：结尾在开头之前。所以要在允许的组合中寻找最佳的一对。",
    ),
    "apply.answers.obstacle_too_long": (
        "They are no answer together: more than 30 pieces lie between. So the best allowed pair is searched.",
        "两者不能配成答案：中间超过 30 个词片。所以要在允许的组合中寻找最佳的一对。",
    ),
    "apply.answers.obstacle_other_window": (
        "They are no answer together: they come from different windows. So the best allowed pair is searched.",
        "两者不能配成答案：它们来自不同的窗口。所以要在允许的组合中寻找最佳的一对。",
    ),
    "apply.answers.sum": ("start + end = {sum}", "开头 + 结尾 = {sum}"),
    "apply.answers.no_answer": ("no answer", "没有答案"),
    "apply.answers.scores": ("Start and end scores of every token", "每个词元作为开头和结尾的得分"),
    "apply.answers.start": ("best start", "最佳开头"),
    "apply.answers.end": ("best end", "最佳结尾"),
    "apply.answers.legend": (
        "Blue, upwards: start logit. Orange, downwards: end logit, each from the lowest of this window. Tinted: the answer.",
        "蓝色向上：开头的 logit；橙色向下：结尾的 logit，都从本窗口最低值量起。底色：答案。",
    ),
    "apply.answers.window": ("Window", "窗口"),
    "apply.answers.previous_window": ("Previous window", "上一个窗口"),
    "apply.answers.next_window": ("Next window", "下一个窗口"),
    "apply.answers.window_of": ("{number}: characters {from} to {to}", "{number}：第 {from} 到 {to} 个字符"),
}
