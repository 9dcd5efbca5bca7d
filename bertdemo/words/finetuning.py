"""Words of step 8: the fine-tuning lab."""

WORDS: dict[str, tuple[str, str]] = {
    "finetuning.lab.title": ("Fine-tune BERT yourself", "亲手微调 BERT"),
    "finetuning.lab.how": (
        "A new classifier sits on the vector of [CLS]: pooler, one linear layer, softmax. Its start is random. For each batch the "
        "cross-entropy between its answer and the label is computed, `backward()` gives the slope for every number that "
        "learns, and AdamW changes each a little. **Whole model**: all layers learn. **LoRA** (Hu et al. 2021): the weights stay, "
        "and each matrix gets a small addition $B A$ of rank 8 that learns. **Head only**: BERT reads each row once, what it says of "
        "[CLS] is remembered, and the classifier learns from that. Rows that are held back are only measured. "
        "What is quicker than the library's Trainer and changes no result: word pieces that no row uses stay out of the optimizer, "
        "rows of similar length share a batch, layers that stay as they are run once. Matrices are multiplied in bfloat16 where the "
        "processor has it; every figure about the rows held back is measured in float32. Dropout is off. Source: Devlin et al. "
        "2018, sections 3.2 and 4.1.",
        "在 [CLS] 的向量上放一个新的分类器：pooler、一个线性层、softmax，起点是随机的。对每个批次计算回答与标签之间的交叉熵，"
        "`backward()` 给出每个可学习的数的斜率，AdamW 据此各改一点。**整个模型**：所有层都学。"
        "**LoRA**（Hu 等 2021）：原权重不动，每个矩阵加上一个可学习的、秩为 8 的小矩阵 $B A$。"
        "**只训练头**：BERT 把每一行读一遍，记住 [CLS] 的结果，分类器从中学习。留出的行只用于测量。"
        "比库的 Trainer 快而不改变结果的做法：没有出现的词片不进优化器；长度相近的行放在同一批；不变的层只算一次。"
        "处理器支持时矩阵用 bfloat16 相乘；留出行的所有数字都用 float32 测量。不使用 dropout。"
        "出处：Devlin 等 2018，3.2 节与 4.1 节。",
    ),
    "finetuning.lab.shows.data": ("Labelled text", "带标签的文本"),
    "finetuning.lab.shows.source_set": ("A set of ours", "现成的数据集"),
    "finetuning.lab.shows.source_paste": ("Paste rows", "粘贴数据"),
    "finetuning.lab.shows.source_file": ("A file", "上传文件"),
    "finetuning.lab.shows.set_name": ("Set", "数据集"),
    "finetuning.lab.shows.file": ("CSV, TSV or JSONL", "CSV、TSV 或 JSONL"),
    "finetuning.lab.shows.paste_hint": (
        "One row a line: the text, a tab or comma, the label. A table with a header works too.",
        "每行一条：文本，制表符或逗号，标签。带表头的表格也可以。",
    ),
    "finetuning.lab.shows.too_large": (
        "This file is larger than {megabytes} MB, the limit here. Keep a part of its rows.",
        "文件超过这里的上限 {megabytes} MB。请只保留一部分行。",
    ),
    "finetuning.lab.shows.text_column": ("Text column", "文本列"),
    "finetuning.lab.shows.label_column": ("Label column", "标签列"),
    "finetuning.lab.says.read": (
        "{rows} rows with {labels} labels, {pieces} word pieces each on average. The first ones:",
        "共 {rows} 行，{labels} 种标签，平均每行 {pieces} 个词片。前几行：",
    ),
    "finetuning.lab.says.unknown": (
        "{share} of the word pieces are unknown to this model's vocabulary and become [UNK]: it can learn little from them. "
        "An English vocabulary reads little Chinese; a Chinese checkpoint would.",
        "{share} 的词片不在这个模型的词表里，变成了 [UNK]，从中学不到多少。英文词表读不了多少中文；中文检查点可以。",
    ),
    "finetuning.lab.says.cut": (
        "{rows} rows are longer than {tokens} word pieces, the limit of a training here; what follows is cut.",
        "{rows} 行超过 {tokens} 个词片（这里训练的上限），超出部分被截掉。",
    ),
    "finetuning.lab.shows.training": ("Training", "训练"),
    "finetuning.lab.shows.base": ("Start from", "起点"),
    "finetuning.lab.says.base_pretraining": ("BERT as it was pretrained", "只经过预训练的 BERT"),
    "finetuning.lab.says.base_sentiment": (
        "BERT fine-tuned for sentiment (SST-2)",
        "在情感任务上微调过的 BERT（SST-2）",
    ),
    "finetuning.lab.says.base_topic": (
        "BERT fine-tuned for topics (AG News)",
        "在主题任务上微调过的 BERT（AG News）",
    ),
    "finetuning.lab.says.base_pretraining_zh": (
        "Chinese BERT as it was pretrained",
        "只经过预训练的中文 BERT",
    ),
    "finetuning.lab.says.base_sentiment_zh": (
        "Chinese BERT fine-tuned for sentiment (reviews)",
        "在情感任务上微调过的中文 BERT（评价）",
    ),
    "finetuning.lab.says.base_topic_zh": (
        "Chinese BERT fine-tuned for topics (headlines)",
        "在主题任务上微调过的中文 BERT（标题）",
    ),
    "finetuning.lab.shows.method": ("What learns", "训练什么"),
    "finetuning.lab.says.method_head": ("Head only", "只训练头"),
    "finetuning.lab.says.method_lora": ("LoRA", "LoRA 微调"),
    "finetuning.lab.says.method_full": ("Whole model", "整个模型"),
    "finetuning.lab.says.about_head": (
        "BERT stays as it is; only the pooler and the classifier learn. Seconds.",
        "BERT 保持不变，只有 pooler 和分类器在学。几秒钟。",
    ),
    "finetuning.lab.says.about_lora": (
        "Small additions to the matrices of the upper layers learn, with the head. Under a minute for 200 rows.",
        "上面几层的矩阵各加一个可学习的小矩阵，连同分类头一起学。200 行不到一分钟。",
    ),
    "finetuning.lab.says.about_full": (
        "Every weight learns, as in the BERT paper. A minute or so for 200 rows.",
        "和 BERT 论文一样，所有权重都学。200 行约一分钟。",
    ),
    "finetuning.lab.shows.field_learning_rate": ("Learning rate", "学习率"),
    "finetuning.lab.shows.field_epochs": ("Epochs", "轮数"),
    "finetuning.lab.shows.field_batch_size": ("Batch", "批大小"),
    "finetuning.lab.shows.field_held_back": ("Held back, %", "留出比例 %"),
    "finetuning.lab.shows.field_frozen": ("Frozen layers", "冻结层数"),
    "finetuning.lab.shows.field_seed": ("Seed", "随机种子"),
    "finetuning.lab.shows.sabotage": ("Sabotage: see it fail, and why", "故意搞坏：看它怎么失败"),
    "finetuning.lab.shows.sabotage_wrong": ("40 % wrong labels", "40% 的标签是错的"),
    "finetuning.lab.shows.sabotage_fast": ("learning rate × 100", "学习率 × 100"),
    "finetuning.lab.shows.sabotage_cold": ("no warm-up", "不预热"),
    "finetuning.lab.shows.start": ("Start training", "开始训练"),
    "finetuning.lab.shows.reading": (
        "BERT reads the rows once: {rows} of {of}",
        "BERT 把每行读一遍：{rows}/{of}",
    ),
    "finetuning.lab.shows.figures": (
        "Step {step} of {steps}, epoch {epoch} · loss {loss} · learning rate {rate} · {speed} tokens/s · {seconds} s, {left} s left",
        "第 {step}/{steps} 步，第 {epoch} 轮 · 损失 {loss} · 学习率 {rate} · {speed} 词元/秒 · {seconds} 秒，还剩 {left} 秒",
    ),
    "finetuning.lab.shows.loss": ("Loss (cross-entropy)", "损失（交叉熵）"),
    "finetuning.lab.shows.accuracy": ("Accuracy", "准确率"),
    "finetuning.lab.shows.step": ("step", "步"),
    "finetuning.lab.shows.plane": (
        "What the classifier reads of each row held back",
        "分类器看到的每个留出行",
    ),
    "finetuning.lab.says.plane_said": (
        "[CLS] after the pooler, on its first two principal components ({share} of the variance), turned so that the picture "
        "does not jump. Where colours part, a line can tell the labels apart.",
        "经过 pooler 的 [CLS]，投影到前两个主成分（占方差的 {share}），并旋转对齐以免画面跳动。颜色分开的地方，一条线就能区分标签。",
    ),
    "finetuning.lab.shows.confusion": ("Which labels are mixed up?", "哪些标签被弄混？"),
    "finetuning.lab.shows.worst": ("Worst errors on rows held back", "留出行里错得最离谱的"),
    "finetuning.lab.shows.no_errors": ("None: every row held back is right.", "没有：留出的行全对。"),
    "finetuning.lab.says.worst_said": (
        "is {label}, was taken for {guess} ({probability})",
        "应为 {label}，被当成 {guess}（{probability}）",
    ),
    "finetuning.lab.shows.happened": ("What happened", "发生了什么"),
    "finetuning.lab.says.verdict.accuracy": (
        "{accuracy} of the {rows} rows held back are right; before the first step it was {before}, and always naming the commonest "
        "label gives {guessing}. {trained} of {parameters} numbers learned, in {seconds} s.",
        "{rows} 个留出行中答对 {accuracy}；训练前是 {before}，永远猜最常见的标签是 {guessing}。"
        "{parameters} 个数里有 {trained} 个参与学习，用时 {seconds} 秒。",
    ),
    "finetuning.lab.says.verdict.broken": (
        "The loss became “nan”, not a number: the steps were so large that the weights ran off to infinity. Lower the learning rate.",
        "损失变成了 nan（不是数）：步子太大，权重跑到了无穷大。请降低学习率。",
    ),
    "finetuning.lab.says.verdict.diverged": (
        "The loss did not fall ({first} at the start, {last} at the end): each step overshoots the valley that it aims at. Lower "
        "the learning rate.",
        "损失没有下降（开始 {first}，结束 {last}）：每一步都越过了目标的谷底。请降低学习率。",
    ),
    "finetuning.lab.says.verdict.one_label": (
        "It gives every row the same label: it learned how often labels occur, and nothing about the texts.",
        "它给每一行同一个标签：只学会了标签出现的频率，没有学到文本。",
    ),
    "finetuning.lab.says.verdict.nothing_learned": (
        "That is no better than always naming the commonest label. More rows, another method or another start may help.",
        "这并不比永远猜最常见的标签好。可以试试更多的行、别的方法或别的起点。",
    ),
    "finetuning.lab.says.verdict.memorised": (
        "It learned the rows by heart: {taught} right on those it saw, {held} on those it did not. That gap is overfitting; "
        "more rows or fewer epochs make it smaller.",
        "它把训练行背了下来：见过的对 {taught}，没见过的对 {held}。这个差距就是过拟合；更多的行或更少的轮数会缩小它。",
    ),
    "finetuning.lab.says.verdict.wrong_labels": (
        "{share} of the labels it learned from were replaced by wrong ones; it agrees with {taught} of what it was taught. "
        "The rows held back kept their true labels: compare the two.",
        "用来学习的标签有 {share} 被换成错的；它与所教标签的一致率为 {taught}。留出的行保持真实标签：请比较两者。",
    ),
    "finetuning.lab.says.verdict.no_warm_up": (
        "Without warm-up the first steps are the largest, while AdamW still knows little about the slopes: the loss of a batch "
        "went up to {peak} there.",
        "不预热时，最初的几步最大，而 AdamW 对斜率还知之甚少：那时一个批次的损失高达 {peak}。",
    ),
    "finetuning.lab.shows.loop": ("The loop that runs here, line by line", "这里运行的训练循环，逐行看"),
    "finetuning.lab.says.line.learning": (
        "{trained} of {parameters} numbers",
        "{parameters} 个数中的 {trained} 个",
    ),
    "finetuning.lab.says.line.optimizer": ("AdamW, learning rate {rate}", "AdamW，学习率 {rate}"),
    "finetuning.lab.says.line.epochs": ("{epochs} epochs", "{epochs} 轮"),
    "finetuning.lab.says.line.batches": ("{steps} steps of {batch} rows", "{steps} 步，每步 {batch} 行"),
    "finetuning.lab.says.line.logits": ("{labels} logits a row", "每行 {labels} 个 logit"),
    "finetuning.lab.says.line.loss": (
        "{first} at the first step, {last} at the last",
        "第一步 {first}，最后一步 {last}",
    ),
    "finetuning.lab.says.line.backward": (
        "a slope for each of {trained} numbers",
        "{trained} 个数各得到一个斜率",
    ),
    "finetuning.lab.says.line.step": ("and each moves a little", "每个数都动一点"),
    "finetuning.lab.says.line.schedule": (
        "the rate rises to {peak} and falls to {end}",
        "学习率升到 {peak}，再降到 {end}",
    ),
    "finetuning.lab.shows.mine": ("Your model", "你的模型"),
    "finetuning.lab.shows.gone": (
        "This model is yours alone. It is gone after your visit; download it to keep it.",
        "这个模型只属于你。离开页面后它就没有了；想保留请下载。",
    ),
    "finetuning.lab.shows.before_after": ("Before and after, for one sentence", "同一句话，训练前后"),
    "finetuning.lab.shows.try_sentence": ("Try a sentence", "试一句话"),
    "finetuning.lab.shows.before": ("before", "之前"),
    "finetuning.lab.shows.after": ("after", "之后"),
    "finetuning.lab.shows.scores_before": ("Scores before the first step", "第一步之前的得分"),
    "finetuning.lab.shows.scores_after": ("Scores now", "现在的得分"),
    "finetuning.lab.shows.attention": (
        "Attention of the last layer, mean over heads",
        "最后一层的注意力（各头平均）",
    ),
    "finetuning.lab.shows.moved": ("How alike are the states, layer by layer?", "各层的状态还有多像？"),
    "finetuning.lab.shows.moved_said": (
        "Cosine between a token's vector before and after, mean over the tokens; 1 means unchanged. 0 is the output of the embeddings.",
        "词元训练前后向量的余弦，对词元取平均；1 表示没变。0 是嵌入层的输出。",
    ),
    "finetuning.lab.shows.forgot": ("What the masked-word head forgot", "掩码词预测忘掉了什么"),
    "finetuning.lab.shows.hidden": ("hidden", "遮住的词"),
    "finetuning.lab.says.unchanged": (
        "Nothing: the encoder is as it was before, only the classifier on top of it learned.",
        "什么也没忘：编码器和原来一样，只有上面的分类器学了东西。",
    ),
    "finetuning.lab.says.forgot_said": (
        "Each word hidden in turn, guessed by the pretrained masked-word head: the true word had probability {before} on average, now "
        "{after}; it fell for {lost} of {words} words.",
        "逐个遮住每个词，用预训练的掩码词预测头来猜：原词的平均概率从 {before} 变为 {after}；{words} 个词中有 {lost} 个下降。",
    ),
    "finetuning.lab.says.card": (
        "# A BERT classifier\n\nFine-tuned in a browser, from the model `{base}`, on “{data}”. Labels: {labels}. "
        "Accuracy on the {held} of rows held back: {accuracy}. Trained for a lesson, not for use on people.\n\n{recipe}",
        "# 一个 BERT 分类器\n\n在浏览器里从模型 `{base}` 出发，用“{data}”微调。标签：{labels}。"
        "在留出的 {held} 行上的准确率：{accuracy}。为教学而训练，不用于对人作判断。\n\n{recipe}",
    ),
    "finetuning.lab.says.set.reviews_en": ("Film reviews, plain (English)", "影评，直白（英文）"),
    "finetuning.lab.says.set.films_en": ("Film reviews, between the lines (English)", "影评，含蓄（英文）"),
    "finetuning.lab.says.set.films_zh": ("Film reviews (Chinese)", "影评（中文）"),
    "finetuning.lab.says.set.products_en": ("Product reviews (English)", "商品评价（英文）"),
    "finetuning.lab.says.set.products_zh": ("Product reviews (Chinese)", "商品评价（中文）"),
    "finetuning.lab.says.set.spam_en": ("Spam or not (English)", "垃圾信息（英文）"),
    "finetuning.lab.says.set.spam_zh": ("Spam or not (Chinese)", "垃圾信息（中文）"),
    "finetuning.lab.says.set.intents_en": ("What does one want? (English)", "用户想做什么（英文）"),
    "finetuning.lab.says.set.intents_zh": ("What does one want? (Chinese)", "用户想做什么（中文）"),
    "finetuning.lab.says.set.topics_en": ("Topics (English)", "主题（英文）"),
    "finetuning.lab.says.set.topics_zh": ("Topics (Chinese)", "主题（中文）"),
}
