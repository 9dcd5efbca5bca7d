"""Words of step 9: using it."""

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
    "using.answers.shows.sum": ("logits {sum}", "logit 和 {sum}"),
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
    "using.checkpoints.title": ("Any BERT: which one answers?", "换一个 BERT：由谁来回答？"),
    "using.checkpoints.how": (
        "A checkpoint is a model as it was saved, a folder: `config.json` (its shape), weights (`*.safetensors`) and the tokenizer. Before anything large is "
        "fetched, the Hub is asked for the config and the sizes. BERT, DistilBERT, RoBERTa and ELECTRA open, and encoder-decoders of two "
        "BERTs; each view says so where a kind lacks what it needs. Weights in pickled files are refused, because opening one can run "
        "code; code that comes with a checkpoint is never run. Models that are not bundled make room for each other, those used "
        "longest ago first.",
        "检查点是保存下来的模型，一个文件夹：`config.json`（形状）、权重（`*.safetensors`）和分词器。在下载大文件之前，先向 Hub 询问配置和大小。"
        "可以打开 BERT、DistilBERT、RoBERTa、ELECTRA，以及由两个 BERT 组成的编码器-解码器；缺少所需部分的视图会说明。"
        "pickle 格式的权重会被拒绝，因为打开它可能运行代码；检查点自带的代码从不运行。"
        "非自带的模型会互相腾出内存，最久未用的先让位。",
    ),
    "using.checkpoints.says.lie_here": (
        "{count} checkpoints lie here, none above {parameters} weights ({largest}): {guessing} guess hidden words and next sentences, so "
        "every step can ask them; the other {others} know one task at most.",
        "这里有 {count} 个检查点，最大的不过 {parameters}参数（{largest}）：{guessing} 个会填词和判断下一句，每一步都能问；"
        "另外 {others} 个最多只会一项任务。",
    ),
    "using.checkpoints.shows.here": ("Checkpoints that lie here", "这里有的检查点"),
    "using.checkpoints.shows.others": ("Back to the list", "回到列表"),
    "using.checkpoints.shows.name": ("checkpoint", "检查点"),
    "using.checkpoints.shows.task": ("for", "用途"),
    "using.checkpoints.shows.shape": ("layers × heads × width", "层 × 头 × 宽度"),
    "using.checkpoints.shows.vocabulary": ("vocabulary", "词表"),
    "using.checkpoints.shows.parameters": ("parameters", "参数"),
    "using.checkpoints.says.task_pretraining": ("hidden words, next sentence", "掩码词、下一句"),
    "using.checkpoints.says.task_masked_words": ("hidden words", "掩码词"),
    "using.checkpoints.says.task_next_sentence": ("next sentence", "下一句"),
    "using.checkpoints.says.task_discriminator": (
        "finding replaced words (it guesses none)",
        "找出被替换的词（不会填词）",
    ),
    "using.checkpoints.says.task_encoder": ("encoder without a head for a task", "编码器（无任务头）"),
    "using.checkpoints.says.task_sentiment": ("sentiment", "情感"),
    "using.checkpoints.says.task_topic": ("topic", "主题"),
    "using.checkpoints.says.task_classification": ("classification", "分类"),
    "using.checkpoints.says.task_entities": ("names", "命名实体"),
    "using.checkpoints.says.task_answers": ("answers", "问答"),
    "using.checkpoints.says.task_translation": ("translation", "翻译"),
    "using.checkpoints.shows.hub": ("From the Hugging Face Hub", "来自 Hugging Face Hub"),
    "using.checkpoints.shows.hub_said": (
        "Everything else on this page works without a network; this does not.",
        "页面上的其他一切都不需要网络，这一项需要。",
    ),
    "using.checkpoints.shows.closed": (
        "The administrator of this server has closed the Hub to visitors.",
        "这台服务器的管理员没有向访客开放 Hub。",
    ),
    "using.checkpoints.shows.id": ("Id", "模型 ID"),
    "using.checkpoints.shows.look": ("Look", "看一看"),
    "using.checkpoints.says.larger": (
        "{times} times the weights of {ours}, {layers} layers against {our_layers}: larger ones mostly answer better, and each answer takes longer.",
        "参数是 {ours} 的 {times} 倍，{layers} 层对 {our_layers} 层：大模型多半答得更好，但每次要等得更久。",
    ),
    "using.checkpoints.says.alike": (
        "About as large as {ours} ({layers} layers against {our_layers}): what differs is what it has learned from.",
        "和 {ours} 差不多大（{layers} 层对 {our_layers} 层）：差别在于它从什么文本中学习。",
    ),
    "using.checkpoints.says.smaller": (
        "{times} times fewer weights than {ours}, {layers} layers against {our_layers}: quicker, and likely weaker.",
        "参数只有 {ours} 的 {times} 分之一，{layers} 层对 {our_layers} 层：更快，多半也更弱。",
    ),
    "using.checkpoints.says.use_pretraining": (
        "It guesses hidden words and next sentences, so every step can ask it.",
        "它会填词，也会判断下一句，每一步都能问它。",
    ),
    "using.checkpoints.says.use_masked_words": (
        "It guesses hidden words but cannot say what follows what.",
        "它会填词，但不会判断下一句。",
    ),
    "using.checkpoints.says.use_next_sentence": (
        "It says what follows what but guesses no hidden words.",
        "它会判断下一句，但不会填词。",
    ),
    "using.checkpoints.says.use_discriminator": (
        "It guesses no hidden words; its vectors and attention can be seen.",
        "它不会填词；可以看它的向量和注意力。",
    ),
    "using.checkpoints.says.use_encoder": (
        "It has no head for a task: only its vectors and attention can be seen.",
        "它没有任务头：只能看它的向量和注意力。",
    ),
    "using.checkpoints.says.use_task": (
        "It was fine-tuned for one task ({task}) and guesses no hidden words.",
        "它只为一项任务微调过（{task}），不会填词。",
    ),
    "using.checkpoints.says.here": ("nothing: it is here already", "不用下载：已经在这里"),
    "using.checkpoints.says.fits": (
        "{memory} MB of the {most} MB here: it fits",
        "{memory} MB，这里上限 {most} MB：放得下",
    ),
    "using.checkpoints.says.row_kind": ("architecture", "结构"),
    "using.checkpoints.says.row_shape": ("layers × heads × width", "层 × 头 × 宽度"),
    "using.checkpoints.says.row_vocabulary": ("vocabulary", "词表"),
    "using.checkpoints.says.row_parameters": ("parameters", "参数"),
    "using.checkpoints.says.row_download": ("to fetch", "需下载"),
    "using.checkpoints.says.row_memory": ("memory", "内存"),
    "using.checkpoints.says.row_files": ("files", "文件"),
    "using.checkpoints.shows.start": ("Fetch it", "下载"),
    "using.checkpoints.says.adds_base": (
        "the BERT of the paper, 12 layers: better guesses, heads that know grammar",
        "论文里的 BERT，12 层：猜得更准，有懂语法的头",
    ),
    "using.checkpoints.says.adds_chinese": ("reads Chinese, a character a token", "读中文，一字一个词元"),
    "using.checkpoints.says.adds_multilingual": (
        "a hundred languages, capitals kept",
        "一百种语言，保留大小写",
    ),
    "using.checkpoints.says.adds_sentiment": (
        "DistilBERT, six layers, fine-tuned for sentiment",
        "DistilBERT，六层，情感分类",
    ),
    "using.checkpoints.says.adds_entities": (
        "names of four kinds, capitals kept",
        "四类命名实体，保留大小写",
    ),
    "using.checkpoints.says.adds_answers": ("answers, trained on SQuAD 2", "问答，用 SQuAD 2 训练"),
    "using.checkpoints.says.adds_translation": (
        "two BERTs that summarize news: encoder, decoder, cross-attention",
        "由两个 BERT 组成的新闻摘要模型：编码器、解码器、交叉注意力",
    ),
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
    "using.translate.title": ("Can BERT translate?", "BERT 会翻译吗？"),
    "using.translate.how": (
        "BERT alone cannot: it has no decoder. It fills gaps in a text that is there, looking left and right at once; to write, one "
        "must produce a word without seeing those to come. Here BERT only **reads** (the bundled encoder, unchanged), and a small "
        "decoder of three layers **writes** Chinese, one character at a time. Each of its layers looks at the characters written so "
        "far (masked self-attention), then at BERT's last layer (**cross-attention**). Rothe et al. 2020 start such decoders from "
        "BERT's own weights; this one starts from the encoder's layers 4 to 6 and read 27,818 pairs of short Tatoeba sentences. Names, "
        "numbers and rare words go wrong, fluently. **Beam search** "
        "carries the likeliest beginnings on; a finished sentence is scored by the mean log-probability of its characters, and the best "
        "one wins. The tests compare every output with the library's `generate`. Longer texts are translated sentence by sentence.",
        "单靠 BERT 不行：它没有解码器。它能在现成的文本里填空，同时看左边和右边；而生成文字时看不到后文，只能一个词一个词往下写。"
        "这里 BERT 只负责**读**（自带的编码器，原样不动），一个三层的小解码器负责**写**中文，一次一个字。"
        "它的每一层先看已经写出的字（带掩码的自注意力），再看 BERT 的最后一层（**交叉注意力**）。"
        "Rothe 等 2020 用 BERT 自己的权重初始化这样的解码器；这个解码器从编码器的第 4 到 6 层出发，只读过 27,818 对 Tatoeba 短句，"
        "人名、数字和生僻词常出错，而且错得很流利。"
        "**束搜索**留下几种最可能的开头接着写；写完的句子按每个字的平均对数概率打分，最高者胜出。"
        "测试把每个输出与库的 `generate` 比对。较长的文本逐句翻译。",
    ),
    "using.translate.shows.beams": ("Beams", "束宽"),
    "using.translate.shows.sentence": ("Sentence", "句子"),
    "using.translate.shows.previous_sentence": ("Previous sentence", "上一句"),
    "using.translate.shows.next_sentence": ("Next sentence", "下一句"),
    "using.translate.shows.tree": (
        "Beam search: the beginnings that are carried on",
        "束搜索：留下来接着写的几种开头",
    ),
    "using.translate.shows.tree_said": (
        "Left to right, a character a step, with its probability; thicker lines are likelier. Blue: the likeliest now. Below the "
        "line: looked at and dropped; ∎ ([SEP]) ends the sentence.",
        "从左到右，每步一个字及其概率；线越粗越可能。蓝色：目前最可能的。横线以下：考虑过但放弃的；∎（[SEP]）表示句子结束。",
    ),
    "using.translate.shows.views": ("What is shown", "看什么"),
    "using.translate.shows.view_tree": ("Beam search", "束搜索"),
    "using.translate.shows.view_cross": ("What each character looks at", "每个字在看哪里"),
    "using.translate.shows.view_bertviz": ("BertViz", "BertViz"),
    "using.translate.shows.cross_said": (
        "Rows: what is written, the end mark [SEP] last. Columns: what BERT read. The stronger the colour, the larger the share of the "
        "row's cross-attention.",
        "行：写出的字，最后是结束标记 [SEP]。列：BERT 读到的词元。颜色越深，这一行的交叉注意力在那里占得越多。",
    ),
    "using.translate.says.ahead": (
        "The best, “{best}”, is ahead: a character of the second, “{second}”, is {ratio} as likely.",
        "最佳的“{best}”领先：第二名“{second}”平均每个字的概率只有它的 {ratio}。",
    ),
    "using.translate.says.tie": (
        "It hesitates: “{best}” and “{second}” tie (a character of the second is {ratio} as likely).",
        "它犹豫不决：“{best}”和“{second}”不相上下（第二名平均每个字的概率是它的 {ratio}）。",
    ),
    "using.translate.says.alone": (
        "It wrote “{text}” and kept no second output to compare with.",
        "它写的是“{text}”，没有留下第二种写法可比。",
    ),
    "using.translate.says.risky": (
        "Check {risky}: it read {pairs} pairs only (BLEU {bleu} of 100 on held-back everyday sentences), and names, numbers and rare words "
        "go wrong, fluently.",
        "请核对 {risky}：它只读过 {pairs} 对句子（留出的日常句子上 BLEU 为 {bleu}，满分 100），人名、数字和生僻词常出错，而且错得很流利。",
    ),
    "using.translate.says.rate": (
        "It read {pairs} pairs only (BLEU {bleu} of 100 on held-back everyday sentences); names, numbers and rare words go wrong, fluently.",
        "它只读过 {pairs} 对句子（留出的日常句子上 BLEU 为 {bleu}，满分 100）；人名、数字和生僻词常出错，而且错得很流利。",
    ),
    "using.translate.says.cut": (
        "{count} more sentences are beyond the limit and were left out.",
        "另有 {count} 句超出上限，未翻译。",
    ),
    "using.translate.says.checked": (
        "{tick} Largest difference from one pass over the whole output: {error}",
        "{tick} 与对整个输出一次性计算的最大差别：{error}",
    ),
}
