"""Words of step 9: using it."""

WORDS: dict[str, tuple[str, str]] = {
    "using.classify.title": ("How do two numbers become a verdict?", "两个数怎样变成一个判断？"),
    "using.classify.how": (
        "The classifier gives one **logit** $z$ (a score) a label. The softmax divides it by a temperature $T$, takes the exponential and "
        "divides by the sum. A small $T$ makes the answer surer, a large one less sure; which label is first never changes. $T$ was "
        "fitted on held-back texts, so that of all answers given with 90 % about nine in ten are right (Guo et al. 2017); that holds "
        "for texts like those, not for any text. The colours below are **integrated gradients** (Sundararajan et al. 2017): the gradient "
        "(slope) of the logit for each word, summed up on the way from a text of [MASK] to this one. They add up to the logit's "
        "change; the error of that sum is shown. The step *Doubting it* compares four such rankings.",
        "分类器给每个标签一个 **logit** $z$（得分）。softmax 先除以温度 $T$，取指数，再除以总和。$T$ 小，回答更笃定；$T$ 大，更犹豫；"
        "排在第一的标签不会变。$T$ 在留出的文本上拟合：凡是给出 90% 的回答，十个里约有九个是对的（Guo 等 2017）；这只对同类文本成立。"
        "下面的颜色是**积分梯度**（Sundararajan 等 2017）：从全是 [MASK] 的文本走到这句话，沿途累加每个词对 logit 的梯度。"
        "它们加起来等于 logit 的变化；误差已标出。“怀疑它”一步比较四种这样的排名。",
    ),
    "using.classify.shows.temperature": ("Temperature T", "温度 T"),
    "using.classify.shows.fitted": ("As fitted", "用回拟合好的 T"),
    "using.classify.shows.label": ("label", "标签"),
    "using.classify.says.sure": (
        "Its verdict is {label}, and it is sure: {probability}.",
        "判断是{label}，而且很有把握：{probability}。",
    ),
    "using.classify.says.leans": (
        "It leans to {label} ({probability}); {second} has {next}.",
        "偏向{label}（{probability}）；{second}有 {next}。",
    ),
    "using.classify.says.tie": (
        "It cannot decide: {label} ({probability}) and {second} ({next}) are nearly level.",
        "它拿不定主意：{label}（{probability}）和{second}（{next}）相差无几。",
    ),
    "using.classify.says.only": (
        "It knows one label only: {label} ({probability}).",
        "它只有一个标签：{label}（{probability}）。",
    ),
    "using.classify.says.of_sentiment": ("review", "评价"),
    "using.classify.says.of_topic": ("piece of news", "新闻"),
    "using.classify.says.measured": (
        "It must choose one, even if this is no {kind}; of held-back texts like its own it judges {accuracy} right, and calibrated with "
        "T = {temperature} what it states is off by {off} points on average ({raw} without).",
        "即使这不是{kind}，它也必须选一个；在没见过的同类文本上它判对 {accuracy}；用温度 T = {temperature} 校准后，它报的概率和实际对的比例平均差 {off} 个百分点（不校准差 {raw}）。",
    ),
    "using.classify.says.not_calibrated": (
        "It must choose one, even if this is no {kind}; of held-back texts like its own it judges {accuracy} right, but calibration with T = "
        "{temperature} did not make what it states truer: off by {off} points on average, {raw} without.",
        "即使这不是{kind}，它也必须选一个；在没见过的同类文本上它判对 {accuracy}；用温度 T = {temperature} 校准并没有让它报的概率更可信：平均差 {off} 个百分点，不校准差 {raw}。",
    ),
    "using.classify.says.unmeasured": (
        "It must choose one of its labels, whatever the text; how often it is right was not measured here, so take the per cent with care.",
        "无论什么文本，它都必须从自己的标签里选一个；这里没有测量过它多常判对，百分比只供参考。",
    ),
    "using.classify.shows.words": ("Which words carried it?", "哪些词起了作用？"),
    "using.classify.says.why": (
        "Blue words speak for the label, orange ones against it. All scores add up to the logit's change but for {error}.",
        "蓝色的词支持这个标签，橙色的反对。所有分数之和等于 logit 的变化，误差 {error}。",
    ),
    "using.entities.title": ("Who, where, which organization?", "谁？哪里？哪个机构？"),
    "using.entities.how": (
        "Here every token gets an answer, not only [CLS]: the last layer's vector of each word piece goes through one linear layer "
        "with seven outputs, O (no name) and B- (a name begins) or I- (it goes on) for persons, organizations and places. The first "
        "piece of a word speaks for the word, as in training; the others are shown paler. An I- that follows nothing begins a "
        "name. A name's score is the mean probability of its words. The English model was fine-tuned on Wikipedia, tweets and "
        "web text and reads lower-cased text, so “apple” and “Apple” look the same to it; the Chinese one on Wikipedia, and each "
        "character is a word to it. Source: Devlin et al. 2018, section 5.3.",
        "这里每个词元都有回答，而不只是 [CLS]：每个词片最后一层的向量经过一个有七个输出的线性层：O（不是实体），"
        "以及人名、机构、地名各自的实体开头（B-）和实体内部（I-）。和训练时一样，词的第一个词片代表整个词，其余的颜色较浅。"
        "前面没有实体的 I- 也算一个开头。实体的得分是其各词概率的平均。英文模型在维基百科、推文和网页文本上微调，读的是小写文本，"
        "所以 “apple” 和 “Apple” 对它没有区别；中文模型在维基百科上微调，对它来说每个字就是一个词。出处：Devlin 等 2018，5.3 节。",
    ),
    "using.entities.shows.legend": (
        "Each word with its tag (B- begins a name, I- goes on, O is none; PER person, LOC place, ORG organization), and inside it "
        "its word pieces, each with its own tag and probability. * pieces disagree.",
        "每个词及其标签（B- 是实体的开头，I- 是接着的部分，O 不是实体；PER 人名、LOC 地名、ORG 机构名），里面是它的词片，各有自己的标签和概率。* 表示词片意见不一。",
    ),
    "using.entities.shows.first": ("first piece: speaks for the word", "第一个词片：代表整个词"),
    "using.entities.shows.later": ("later piece: counts for nothing", "后面的词片：不计入"),
    "using.entities.says.kind.PER": ("person", "人名"),
    "using.entities.says.kind.LOC": ("place", "地名"),
    "using.entities.says.kind.ORG": ("organization", "机构名"),
    "using.entities.says.none": (
        "No name found in {words} words, which does not prove that there is none.",
        "在 {words} 个词里没有找到实体，但这不能证明没有。",
    ),
    "using.entities.says.sure": (
        "{names} names found ({kinds}), none of them doubtful; the least sure is “{name}” as {label} ({score}).",
        "找到 {names} 个实体（{kinds}），没有拿不准的；把握最小的是“{name}”，{label}（{score}）。",
    ),
    "using.entities.says.doubtful": (
        "{names} names found ({kinds}), {doubtful} of them doubtful: “{name}” as {label} has only {score}.",
        "找到 {names} 个实体（{kinds}），其中 {doubtful} 个拿不准：“{name}”作为 {label} 只有 {score}。",
    ),
    "using.entities.says.rate": (
        "On {sentences} held-back sentences (Universal NER) its F1 is {f1} (1 is perfect): it overlooks and mistakes some.",
        "在 {sentences} 个留出的句子（Universal NER）上，它的 F1 是 {f1}（满分 1）：会漏掉一些，也会认错。",
    ),
    "using.lines.title": ("Many texts at once", "一次判断很多条"),
    "using.lines.shows.lines": ("One text a line", "每行一条文本"),
    "using.lines.shows.file": (
        "or a file: a line each, or a table (CSV, TSV, JSON) with a column of texts",
        "或上传文件：每行一条，或含有文本列的表格（CSV、TSV、JSON）",
    ),
    "using.lines.says.read": ("{texts} texts were read from the file.", "从文件读入了 {texts} 条文本。"),
    "using.lines.shows.hint": (
        "Nothing is judged yet: one text a line, then “Classify all”; the finding says how many the classifier is sure of.",
        "还没有判断：每行写一条，再点“全部判断”；结论会说出分类器对其中多少条有把握。",
    ),
    "using.lines.shows.go": ("Classify all", "全部判断"),
    "using.lines.shows.save": ("Save as CSV", "存为 CSV"),
    "using.lines.shows.text": ("text", "文本"),
    "using.lines.shows.label": ("label", "标签"),
    "using.lines.says.none": (
        "None of the {lines} texts could be judged; each row says why.",
        "{lines} 条文本都无法判断；每行写明了原因。",
    ),
    "using.lines.says.same": (
        "All {lines} judged texts get the same label, {label}",
        "判断了 {lines} 条文本，全是{label}",
    ),
    "using.lines.says.tie": (
        "Of {lines} judged texts no label leads ({counts})",
        "判断了 {lines} 条文本，没有哪个标签领先（{counts}）",
    ),
    "using.lines.says.most": (
        "The commonest label of {lines} judged texts is {label} ({counts})",
        "判断了 {lines} 条文本，最多的是{label}（{counts}）",
    ),
    "using.lines.says.no_unsure": ("; none is unsure (below {limit}).", "；没有拿不准的（低于 {limit}）。"),
    "using.lines.says.some_unsure": (
        "; {unsure} are unsure (below {limit}).",
        "；{unsure} 条拿不准（低于 {limit}）。",
    ),
    "using.lines.says.all_unsure": (
        "; every one is unsure (below {limit}).",
        "；每一条都拿不准（低于 {limit}）。",
    ),
    "using.lines.says.wrong": (
        "By its own probabilities about {wrong} of them are wrong, if the texts are of the kind it learned from: of such, held back, it judges "
        "{accuracy} right.",
        "如果文本与它学过的同类，按它自己的概率约有 {wrong} 条判错：同类的留出文本它判对 {accuracy}。",
    ),
    "using.lines.says.cut": (
        "{cut} more lines were left out: at most {most} can be asked at once here.",
        "另有 {cut} 行未处理：这里一次最多 {most} 行。",
    ),
    "using.lines.shows.too_large": (
        "This file is larger than {megabytes} MB, the limit here. Split it.",
        "文件超过这里的上限 {megabytes} MB。请拆分。",
    ),
    "using.says.between": (", ", "，"),
    "using.says.on_en": ("the classroom BERT", "课堂 BERT"),
    "using.says.on_zh": ("the Chinese classroom BERT", "中文课堂 BERT"),
    "using.says.speaker_sentiment": (
        "sentiment classifier (LoRA) on {base}",
        "{base} 上的情感分类器（LoRA）",
    ),
    "using.says.speaker_topic": ("topic classifier (LoRA) on {base}", "{base} 上的主题分类器（LoRA）"),
    "using.says.speaker_entities": ("name finder (LoRA) on {base}", "{base} 上的实体识别器（LoRA）"),
    "using.says.speaker_answers": ("answer finder (LoRA) on {base}", "{base} 上的问答头（LoRA）"),
    "using.says.speaker_translation": (
        "decoder that writes Chinese, on {base}",
        "接在“{base}”上的中文解码器",
    ),
    "using.says.speaker_mine": ("the model that you trained", "你训练的模型"),
    "using.says.sections": (
        "The text does not fit into one input, so it was read in {windows} overlapping windows.",
        "文本放不进一次输入，所以分成 {windows} 个相互重叠的窗口来读。",
    ),
    "using.says.read": (
        "The first {read} characters were read; the last {cut} are too much for one question and were left out. Ask about "
        "them by themselves.",
        "读入了前 {read} 个字符；后 {cut} 个字符超出一次能读的量，未读入。请把它们单独再问一次。",
    ),
}
