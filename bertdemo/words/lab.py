"""Words of the fine-tuning lab, and of the buttons of a training."""

WORDS: dict[str, tuple[str, str]] = {
    "error.lent_time": (
        "The training took longer than the {seconds} s for which this Space is lent a GPU. Use fewer rows or fewer epochs.",
        "训练超过了这个 Space 可借用 GPU 的 {seconds} 秒。请减少行数或轮数。",
    ),
    "error.model_gone": (
        "This model is gone: what is trained here lasts for the visit. Train it again, or load its zip with "
        "transformers.",
        "这个模型已经不在了：在这里训练的模型只保留到访问结束。请重新训练，或用 transformers 载入下载的 zip。",
    ),
    "error.finetune_base": (
        "“{model}” writes a translation; what learns here has to read. Start from an encoder, such as the classroom BERT.",
        "“{model}”是用来写译文的；这里微调的必须是编码器。请从编码器开始，例如课堂 BERT。",
    ),
    "error.no_such_way": (
        "There is no method “{method}”. Choose one of: {methods}.",
        "没有“{method}”这种方法。请从这些里选：{methods}。",
    ),
    "error.choice_range": (
        "{name} cannot be {value}: choose a number from {least} to {most}.",
        "{name} 不能是 {value}：请选 {least} 到 {most} 之间的数。",
    ),
    "error.no_such_set": ("There is no data set “{name}”.", "没有名为“{name}”的数据集。"),
    "error.rows_broken_upload": (
        "The file did not arrive whole. Choose it again.",
        "文件没有完整传到。请重新选择。",
    ),
    "training.pause": ("Pause", "暂停"),
    "training.resume": ("Go on", "继续"),
    "training.stop": ("Stop", "停止"),
    "training.progress": ("Progress", "进度"),
    "training.use": ("Use it in every tab", "在每一页使用它"),
    "training.download": ("Download (zip)", "下载（zip）"),
    "training.zip": ("{name}, {megabytes} MB", "{name}，共 {megabytes} MB"),
    "lab.title": ("Fine-tune BERT yourself", "亲手微调 BERT"),
    "lab.how": (
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
    "lab.data": ("Labelled text", "带标签的文本"),
    "lab.source_set": ("A set of ours", "现成的数据集"),
    "lab.source_paste": ("Paste rows", "粘贴数据"),
    "lab.source_file": ("A file", "上传文件"),
    "lab.set_name": ("Set", "数据集"),
    "lab.file": ("CSV, TSV or JSONL", "CSV、TSV 或 JSONL"),
    "lab.paste_hint": (
        "One row a line: the text, a tab or comma, the label. A table with a header works too.",
        "每行一条：文本，制表符或逗号，标签。带表头的表格也可以。",
    ),
    "lab.too_large": (
        "This file is larger than {megabytes} MB, the limit here. Keep a part of its rows.",
        "文件超过这里的上限 {megabytes} MB。请只保留一部分行。",
    ),
    "lab.text_column": ("Text column", "文本列"),
    "lab.label_column": ("Label column", "标签列"),
    "lab.read": (
        "{rows} rows with {labels} labels, {pieces} word pieces each on average. The first ones:",
        "共 {rows} 行，{labels} 种标签，平均每行 {pieces} 个词片。前几行：",
    ),
    "lab.unknown": (
        "{share} of the word pieces are unknown to this model's vocabulary and become [UNK]: it can learn little from them. "
        "An English vocabulary reads little Chinese; a Chinese checkpoint would.",
        "{share} 的词片不在这个模型的词表里，变成了 [UNK]，从中学不到多少。英文词表读不了多少中文；中文检查点可以。",
    ),
    "lab.cut": (
        "{rows} rows are longer than {tokens} word pieces, the limit of a training here; what follows is cut.",
        "{rows} 行超过 {tokens} 个词片（这里训练的上限），超出部分被截掉。",
    ),
    "lab.training": ("Training", "训练"),
    "lab.base": ("Start from", "起点"),
    "lab.base_pretraining": ("BERT as it was pretrained", "只经过预训练的 BERT"),
    "lab.base_sentiment": ("BERT fine-tuned for sentiment (SST-2)", "在情感任务上微调过的 BERT（SST-2）"),
    "lab.base_topic": ("BERT fine-tuned for topics (AG News)", "在主题任务上微调过的 BERT（AG News）"),
    "lab.base_pretraining_zh": ("Chinese BERT as it was pretrained", "只经过预训练的中文 BERT"),
    "lab.base_sentiment_zh": (
        "Chinese BERT fine-tuned for sentiment (reviews)",
        "在情感任务上微调过的中文 BERT（评价）",
    ),
    "lab.base_topic_zh": (
        "Chinese BERT fine-tuned for topics (headlines)",
        "在主题任务上微调过的中文 BERT（标题）",
    ),
    "lab.method": ("What learns", "训练什么"),
    "lab.method_head": ("Head only", "只训练头"),
    "lab.method_lora": ("LoRA", "LoRA 微调"),
    "lab.method_full": ("Whole model", "整个模型"),
    "lab.about_head": (
        "BERT stays as it is; only the pooler and the classifier learn. Seconds.",
        "BERT 保持不变，只有 pooler 和分类器在学。几秒钟。",
    ),
    "lab.about_lora": (
        "Small additions to the matrices of the upper layers learn, with the head. Under a minute for 200 rows.",
        "上面几层的矩阵各加一个可学习的小矩阵，连同分类头一起学。200 行不到一分钟。",
    ),
    "lab.about_full": (
        "Every weight learns, as in the BERT paper. A minute or so for 200 rows.",
        "和 BERT 论文一样，所有权重都学。200 行约一分钟。",
    ),
    "lab.field_learning_rate": ("Learning rate", "学习率"),
    "lab.field_epochs": ("Epochs", "轮数"),
    "lab.field_batch_size": ("Batch", "批大小"),
    "lab.field_held_back": ("Held back, %", "留出比例 %"),
    "lab.field_frozen": ("Frozen layers", "冻结层数"),
    "lab.field_seed": ("Seed", "随机种子"),
    "lab.sabotage": ("Sabotage: see it fail, and why", "故意搞坏：看它怎么失败"),
    "lab.sabotage_wrong": ("40 % wrong labels", "40% 的标签是错的"),
    "lab.sabotage_fast": ("learning rate × 100", "学习率 × 100"),
    "lab.sabotage_cold": ("no warm-up", "不预热"),
    "lab.start": ("Start training", "开始训练"),
    "lab.reading": ("BERT reads the rows once: {rows} of {of}", "BERT 把每行读一遍：{rows}/{of}"),
    "lab.figures": (
        "Step {step} of {steps}, epoch {epoch} · loss {loss} · learning rate {rate} · {speed} tokens/s · {seconds} s, {left} s left",
        "第 {step}/{steps} 步，第 {epoch} 轮 · 损失 {loss} · 学习率 {rate} · {speed} 词元/秒 · {seconds} 秒，还剩 {left} 秒",
    ),
    "lab.loss": ("Loss (cross-entropy)", "损失（交叉熵）"),
    "lab.accuracy": ("Accuracy", "准确率"),
    "lab.step": ("step", "步"),
    "lab.plane": ("What the classifier reads of each row held back", "分类器看到的每个留出行"),
    "lab.plane_said": (
        "[CLS] after the pooler, on its first two principal components ({share} of the variance), turned so that the picture "
        "does not jump. Where colours part, a line can tell the labels apart.",
        "经过 pooler 的 [CLS]，投影到前两个主成分（占方差的 {share}），并旋转对齐以免画面跳动。颜色分开的地方，一条线就能区分标签。",
    ),
    "lab.confusion": ("Which labels are mixed up?", "哪些标签被弄混？"),
    "lab.worst": ("Worst errors on rows held back", "留出行里错得最离谱的"),
    "lab.no_errors": ("None: every row held back is right.", "没有：留出的行全对。"),
    "lab.worst_said": (
        "is {label}, was taken for {guess} ({probability})",
        "应为 {label}，被当成 {guess}（{probability}）",
    ),
    "lab.happened": ("What happened", "发生了什么"),
    "lab.verdict.accuracy": (
        "{accuracy} of the {rows} rows held back are right; before the first step it was {before}, and always naming the commonest "
        "label gives {guessing}. {trained} of {parameters} numbers learned, in {seconds} s.",
        "{rows} 个留出行中答对 {accuracy}；训练前是 {before}，永远猜最常见的标签是 {guessing}。"
        "{parameters} 个数里有 {trained} 个参与学习，用时 {seconds} 秒。",
    ),
    "lab.verdict.broken": (
        "The loss became “nan”, not a number: the steps were so large that the weights ran off to infinity. Lower the learning rate.",
        "损失变成了 nan（不是数）：步子太大，权重跑到了无穷大。请降低学习率。",
    ),
    "lab.verdict.diverged": (
        "The loss did not fall ({first} at the start, {last} at the end): each step overshoots the valley that it aims at. Lower "
        "the learning rate.",
        "损失没有下降（开始 {first}，结束 {last}）：每一步都越过了目标的谷底。请降低学习率。",
    ),
    "lab.verdict.one_label": (
        "It gives every row the same label: it learned how often labels occur, and nothing about the texts.",
        "它给每一行同一个标签：只学会了标签出现的频率，没有学到文本。",
    ),
    "lab.verdict.nothing_learned": (
        "That is no better than always naming the commonest label. More rows, another method or another start may help.",
        "这并不比永远猜最常见的标签好。可以试试更多的行、别的方法或别的起点。",
    ),
    "lab.verdict.memorised": (
        "It learned the rows by heart: {taught} right on those it saw, {held} on those it did not. That gap is overfitting; "
        "more rows or fewer epochs make it smaller.",
        "它把训练行背了下来：见过的对 {taught}，没见过的对 {held}。这个差距就是过拟合；更多的行或更少的轮数会缩小它。",
    ),
    "lab.verdict.wrong_labels": (
        "{share} of the labels it learned from were replaced by wrong ones; it agrees with {taught} of what it was taught. "
        "The rows held back kept their true labels: compare the two.",
        "用来学习的标签有 {share} 被换成错的；它与所教标签的一致率为 {taught}。留出的行保持真实标签：请比较两者。",
    ),
    "lab.verdict.no_warm_up": (
        "Without warm-up the first steps are the largest, while AdamW still knows little about the slopes: the loss of a batch "
        "went up to {peak} there.",
        "不预热时，最初的几步最大，而 AdamW 对斜率还知之甚少：那时一个批次的损失高达 {peak}。",
    ),
    "lab.loop": ("The loop that runs here, line by line", "这里运行的训练循环，逐行看"),
    "lab.line.learning": ("{trained} of {parameters} numbers", "{parameters} 个数中的 {trained} 个"),
    "lab.line.optimizer": ("AdamW, learning rate {rate}", "AdamW，学习率 {rate}"),
    "lab.line.epochs": ("{epochs} epochs", "{epochs} 轮"),
    "lab.line.batches": ("{steps} steps of {batch} rows", "{steps} 步，每步 {batch} 行"),
    "lab.line.logits": ("{labels} logits a row", "每行 {labels} 个 logit"),
    "lab.line.loss": ("{first} at the first step, {last} at the last", "第一步 {first}，最后一步 {last}"),
    "lab.line.backward": ("a slope for each of {trained} numbers", "{trained} 个数各得到一个斜率"),
    "lab.line.step": ("and each moves a little", "每个数都动一点"),
    "lab.line.schedule": ("the rate rises to {peak} and falls to {end}", "学习率升到 {peak}，再降到 {end}"),
    "lab.mine": ("Your model", "你的模型"),
    "lab.gone": (
        "This model is yours alone. It is gone after your visit; download it to keep it.",
        "这个模型只属于你。离开页面后它就没有了；想保留请下载。",
    ),
    "lab.before_after": ("Before and after, for one sentence", "同一句话，训练前后"),
    "lab.try_sentence": ("Try a sentence", "试一句话"),
    "lab.before": ("before", "之前"),
    "lab.after": ("after", "之后"),
    "lab.scores_before": ("Scores before the first step", "第一步之前的得分"),
    "lab.scores_after": ("Scores now", "现在的得分"),
    "lab.attention": ("Attention of the last layer, mean over heads", "最后一层的注意力（各头平均）"),
    "lab.moved": ("How alike are the states, layer by layer?", "各层的状态还有多像？"),
    "lab.moved_said": (
        "Cosine between a token's vector before and after, mean over the tokens; 1 means unchanged. 0 is the output of the embeddings.",
        "词元训练前后向量的余弦，对词元取平均；1 表示没变。0 是嵌入层的输出。",
    ),
    "lab.forgot": ("What the masked-word head forgot", "掩码词预测忘掉了什么"),
    "lab.hidden": ("hidden", "遮住的词"),
    "lab.unchanged": (
        "Nothing: the encoder is as it was before, only the classifier on top of it learned.",
        "什么也没忘：编码器和原来一样，只有上面的分类器学了东西。",
    ),
    "lab.forgot_said": (
        "Each word hidden in turn, guessed by the pretrained masked-word head: the true word had probability {before} on average, now "
        "{after}; it fell for {lost} of {words} words.",
        "逐个遮住每个词，用预训练的掩码词预测头来猜：原词的平均概率从 {before} 变为 {after}；{words} 个词中有 {lost} 个下降。",
    ),
    "lab.card": (
        "# A BERT classifier\n\nFine-tuned in a browser, from the model `{base}`, on “{data}”. Labels: {labels}. "
        "Accuracy on the {held} of rows held back: {accuracy}. Trained for a lesson, not for use on people.\n\n{recipe}",
        "# 一个 BERT 分类器\n\n在浏览器里从模型 `{base}` 出发，用“{data}”微调。标签：{labels}。"
        "在留出的 {held} 行上的准确率：{accuracy}。为教学而训练，不用于对人作判断。\n\n{recipe}",
    ),
    "lab.set.reviews_en": ("Film reviews, plain (English)", "影评，直白（英文）"),
    "lab.set.films_en": ("Film reviews, between the lines (English)", "影评，含蓄（英文）"),
    "lab.set.films_zh": ("Film reviews (Chinese)", "影评（中文）"),
    "lab.set.products_en": ("Product reviews (English)", "商品评价（英文）"),
    "lab.set.products_zh": ("Product reviews (Chinese)", "商品评价（中文）"),
    "lab.set.spam_en": ("Spam or not (English)", "垃圾信息（英文）"),
    "lab.set.spam_zh": ("Spam or not (Chinese)", "垃圾信息（中文）"),
    "lab.set.intents_en": ("What does one want? (English)", "用户想做什么（英文）"),
    "lab.set.intents_zh": ("What does one want? (Chinese)", "用户想做什么（中文）"),
    "lab.set.topics_en": ("Topics (English)", "主题（英文）"),
    "lab.set.topics_zh": ("Topics (Chinese)", "主题（中文）"),
}
