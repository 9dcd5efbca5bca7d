"""Words of step 8: the fine-tuning lab."""

WORDS: dict[str, tuple[str, str]] = {
    "finetuning.lab.title": ("Fine-tune BERT yourself", "亲手微调 BERT"),
    "finetuning.lab.how": (
        "A new classifier sits on the vector of [CLS]: the pooler (one linear layer + tanh), one linear layer that gives a **logit** "
        "(score) a label, softmax. Its start is random. For each batch the cross-entropy between its answer and the label (how "
        "surprised it is by the right one) is computed, `backward()` gives the **gradient**, a slope for every number that "
        "learns, and the optimizer AdamW changes each a little. **Whole model**: all layers learn. **LoRA** (Hu et al. 2021): the "
        "weights stay, and each matrix gets a small addition $B A$ of rank 8 that learns. **Classifier only**: BERT reads each sample "
        "once, its vector of [CLS] is kept, and the classifier learns from that. Samples that are held back are only measured. "
        "What is quicker than the library's Trainer and changes no result: word pieces that no sample uses stay out of the optimizer, "
        "samples of similar length share a batch, layers that stay as they are run once. Matrices are multiplied in bfloat16 (numbers "
        "of 16 bits) where the processor has it; every figure about the samples held back is measured in float32. Dropout (numbers "
        "switched off at random) is off. Source: Devlin et al. 2018, sections 3.2 and 4.1.",
        "在 [CLS] 的向量上放一个新的分类器：池化层 pooler（线性变换加 tanh）、一个线性层（每个标签一个 **logit**，即得分）、softmax，"
        "权重随机初始化。对每个批次计算回答与标签之间的交叉熵（对正确答案的意外程度），"
        "`backward()` 给出每个可学习的数的**梯度**，优化器 AdamW 据此各改一点。**整个模型**：所有层都学。"
        "**LoRA**（Hu 等 2021）：原权重不动，每个矩阵加上一个可学习的、秩为 8 的小矩阵 $B A$。"
        "**只训练分类器**：BERT 把每个样本读一遍，把 [CLS] 的向量存下来，分类器从中学习。留出的样本（验证集）只用于测量。"
        "比库的 Trainer 快而不改变结果的做法：没有出现的词片不进优化器；长度相近的样本放在同一批；不变的层只算一次。"
        "处理器支持时矩阵用 bfloat16（16 位浮点数）相乘；留出样本的所有数字都用 float32 测量。不使用随机失活（dropout）。"
        "出处：Devlin 等 2018，3.2 节与 4.1 节。",
    ),
    "finetuning.lab.shows.data": ("Labelled text", "带标签的文本"),
    "finetuning.lab.shows.first_rows": ("The first samples", "前几个样本"),
    "finetuning.lab.shows.view": ("Steps of a fine-tuning", "微调的步骤"),
    "finetuning.lab.shows.view_data": ("1 Data", "1 数据"),
    "finetuning.lab.shows.view_recipe": ("2 Recipe", "2 训练设置"),
    "finetuning.lab.shows.view_training": ("3 Training and result", "3 训练与结果"),
    "finetuning.lab.shows.part": ("What is shown of the training", "看训练的哪一面"),
    "finetuning.lab.shows.part_curves": ("Curves", "曲线"),
    "finetuning.lab.shows.part_points": ("What it reads", "它看到什么"),
    "finetuning.lab.shows.part_errors": ("Errors", "错例"),
    "finetuning.lab.shows.part_compare": ("Before and after", "训练前后"),
    "finetuning.lab.shows.part_loop": ("The loop", "训练循环"),
    "finetuning.lab.shows.not_yet": (
        "Nothing was trained yet: start a training.",
        "还没有训练过：请先开始训练。",
    ),
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
        "{rows} samples with {labels} labels, {pieces} word pieces each on average. Always naming “{label}” would be right {share} of the "
        "time: a classifier must beat that.",
        "共 {rows} 个样本，{labels} 种标签，平均每个 {pieces} 个词片。永远猜“{label}”就能对 {share}，分类器必须比这更好。",
    ),
    "finetuning.lab.says.unknown": (
        "{share} of the word pieces are unknown to this model's vocabulary and become [UNK]: it can learn little from them. "
        "An English vocabulary reads little Chinese; a Chinese checkpoint would.",
        "{share} 的词片不在这个模型的词表里，变成了 [UNK]，从中学不到多少。英文词表读不了多少中文；中文模型可以。",
    ),
    "finetuning.lab.says.cut": (
        "{rows} samples are longer than {tokens} word pieces, the limit of a training here; what follows is cut.",
        "{rows} 个样本超过 {tokens} 个词片（这里训练的上限），超出部分被截掉。",
    ),
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
    "finetuning.lab.says.method_head": ("Classifier only", "只训练分类器"),
    "finetuning.lab.says.method_lora": ("LoRA", "LoRA 微调"),
    "finetuning.lab.says.method_full": ("Whole model", "整个模型"),
    "finetuning.lab.says.about_head": (
        "BERT stays as it is; only the pooler and the classifier learn. Seconds.",
        "BERT 保持不变，只有池化层和分类器在学。几秒钟。",
    ),
    "finetuning.lab.says.about_lora": (
        "Small additions to the matrices of the upper layers learn, with the classifier. Under a minute for 200 samples.",
        "上面几层的矩阵各加一个可学习的小矩阵，连同分类器一起学。200 个样本不到一分钟。",
    ),
    "finetuning.lab.says.about_full": (
        "Every weight learns, as in the BERT paper. A minute or so for 200 samples.",
        "和 BERT 论文一样，所有权重都学。200 个样本约一分钟。",
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
        "BERT reads the samples once: {rows} of {of}",
        "BERT 把每个样本读一遍：{rows}/{of}",
    ),
    "finetuning.lab.shows.figures": (
        "Step {step} of {steps}, epoch {epoch} · loss {loss} · learning rate {rate} · {speed} tokens/s · {seconds} s, {left} s left",
        "第 {step}/{steps} 步，第 {epoch} 轮 · 损失 {loss} · 学习率 {rate} · {speed} 词元/秒 · {seconds} 秒，还剩 {left} 秒",
    ),
    "finetuning.lab.shows.loss": ("Loss (cross-entropy)", "损失（交叉熵）"),
    "finetuning.lab.shows.accuracy": ("Accuracy", "准确率"),
    "finetuning.lab.shows.step": ("step", "步"),
    "finetuning.lab.shows.plane": (
        "What the classifier reads of each sample held back",
        "分类器眼中的留出样本",
    ),
    "finetuning.lab.says.plane_said": (
        "[CLS] after the pooler, on its first two principal components (the directions in which samples differ most; {share} of the "
        "variance), turned so that the picture "
        "does not jump. Where colours part, a line can tell the labels apart.",
        "经过 pooler 的 [CLS]，投影到前两个主成分（样本差别最大的两个方向，占方差的 {share}），并旋转对齐以免画面跳动。颜色分开的地方，一条线就能区分标签。",
    ),
    "finetuning.lab.shows.confusion": ("Which labels are mixed up?", "哪些标签被弄混？"),
    "finetuning.lab.shows.worst": ("Worst errors on samples held back", "留出的样本里错得最离谱的"),
    "finetuning.lab.shows.no_errors": ("None: every sample held back is right.", "没有：留出的样本全对。"),
    "finetuning.lab.says.worst_said": (
        "is {label}, was taken for {guess} ({probability})",
        "应为 {label}，被当成 {guess}（{probability}）",
    ),
    "finetuning.lab.says.speaker": (
        "your classifier, trained from {base} ({method})",
        "你训练的分类器，起点 {base}（{method}）",
    ),
    "finetuning.lab.says.verdict.better": (
        "It learned: {accuracy} (± {error} points) of the {rows} samples held back are right; always naming the commonest label gives "
        "{guessing}, and before the first step it was {before}.",
        "学会了：{rows} 个留出的样本答对 {accuracy}（±{error} 个百分点）；永远猜最常见的标签是 {guessing}，训练前是 {before}。",
    ),
    "finetuning.lab.says.verdict.tie_guessing": (
        "A tie: {accuracy} (± {error} points) of the {rows} samples held back are right, no more than always naming the commonest "
        "label gives ({guessing}); before the first step it was {before}.",
        "打平：{rows} 个留出的样本答对 {accuracy}（±{error} 个百分点），并不比永远猜最常见的标签（{guessing}）多；训练前是 {before}。",
    ),
    "finetuning.lab.says.verdict.tie_before": (
        "A tie: {accuracy} (± {error} points) of the {rows} samples held back are right, no more than before the first step "
        "({before}); always naming the commonest label gives {guessing}.",
        "打平：{rows} 个留出的样本答对 {accuracy}（±{error} 个百分点），并不比训练前（{before}）多；永远猜最常见的标签是 {guessing}。",
    ),
    "finetuning.lab.says.verdict.worse_guessing": (
        "Worse than nothing: only {accuracy} (± {error} points) of the {rows} samples held back are right; always naming the commonest "
        "label gives {guessing}, and before the first step it was {before}.",
        "还不如不学：{rows} 个留出的样本只答对 {accuracy}（±{error} 个百分点）；永远猜最常见的标签有 {guessing}，训练前是 {before}。",
    ),
    "finetuning.lab.says.verdict.worse_before": (
        "It unlearned: only {accuracy} (± {error} points) of the {rows} samples held back are right, fewer than before the first "
        "step ({before}); always naming the commonest label gives {guessing}.",
        "越学越差：{rows} 个留出的样本只答对 {accuracy}（±{error} 个百分点），比训练前（{before}）还少；永远猜最常见的标签是 {guessing}。",
    ),
    "finetuning.lab.says.verdict.learned": (
        "{trained} of {parameters} numbers learned, in {seconds} s.",
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
        "It gives every sample the same label: it learned how often labels occur, and nothing about the texts.",
        "它给每个样本同一个标签：只学会了标签出现的频率，没有学到文本。",
    ),
    "finetuning.lab.says.verdict.nothing_learned": (
        "More samples, another method or another start may help.",
        "可以试试更多的样本、别的方法或别的起点。",
    ),
    "finetuning.lab.says.verdict.memorised": (
        "And it learned samples by heart: {taught} right on those it saw, {held} on those it did not. That gap is overfitting; "
        "more samples or fewer epochs make it smaller.",
        "它还把训练样本背了下来：见过的对 {taught}，没见过的对 {held}。这个差距就是过拟合；更多的样本或更少的轮数会缩小它。",
    ),
    "finetuning.lab.says.verdict.wrong_labels": (
        "{share} of the labels it learned from were replaced by wrong ones; it agrees with {taught} of what it was taught. "
        "The samples held back kept their true labels: compare the two.",
        "用来学习的标签有 {share} 被换成错的；它与所教标签的一致率为 {taught}。留出的样本保持真实标签：请比较两者。",
    ),
    "finetuning.lab.says.verdict.no_warm_up": (
        "Without warm-up the first steps are the largest, while AdamW still knows little about the gradients: the loss of a batch "
        "went up to {peak} there.",
        "不预热时，最初的几步最大，而 AdamW 对梯度还知之甚少：那时一个批次的损失高达 {peak}。",
    ),
    "finetuning.lab.shows.loop": ("The loop that runs here, line by line", "这里运行的训练循环，逐行看"),
    "finetuning.lab.says.line.learning": (
        "{trained} of {parameters} numbers",
        "{parameters} 个数中的 {trained} 个",
    ),
    "finetuning.lab.says.line.optimizer": ("AdamW, learning rate {rate}", "AdamW，学习率 {rate}"),
    "finetuning.lab.says.line.epochs": ("{epochs} epochs", "{epochs} 轮"),
    "finetuning.lab.says.line.batches": (
        "{steps} steps of {batch} samples",
        "{steps} 步，每步 {batch} 个样本",
    ),
    "finetuning.lab.says.line.logits": ("{labels} logits a sample", "每个样本 {labels} 个 logit"),
    "finetuning.lab.says.line.loss": (
        "{first} at the first step, {last} at the last",
        "第一步 {first}，最后一步 {last}",
    ),
    "finetuning.lab.says.line.backward": (
        "a gradient (slope) for each of {trained} numbers",
        "{trained} 个数各得到一个梯度",
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
    "finetuning.lab.shows.push_open": (
        "Push to my Hugging Face account",
        "推送到我的 Hugging Face 账号",
    ),
    "finetuning.lab.shows.push_how": (
        "You sign in at the Hub, which tells you what this app may then do, and come back to this training. Your sign-in lies in a cookie "
        "of your browser, for eight hours at most, and nowhere on this server.",
        "登录在 Hub 上进行，那里会列出本应用将得到的权限，完成后回到这次训练。登录信息只存在你浏览器的 Cookie 里，最多八小时，服务器上不保存。",
    ),
    "finetuning.lab.shows.push_tab": (
        "It opens in a tab of its own; go on there.",
        "登录会打开新的标签页，请在那里继续。",
    ),
    "finetuning.lab.shows.push_sign_in": ("Sign in with Hugging Face", "用 Hugging Face 账号登录"),
    "finetuning.lab.shows.push_who": ("Signed in as {name}", "已登录：{name}"),
    "finetuning.lab.shows.push_sign_out": ("Sign out", "退出登录"),
    "finetuning.lab.shows.push_name": ("Name of the repository", "仓库名"),
    "finetuning.lab.shows.push_private": ("private", "私有"),
    "finetuning.lab.shows.push_send": ("Push", "推送"),
    "finetuning.lab.shows.push_going": ("The model is on its way…", "正在推送……"),
    "finetuning.lab.shows.push_done": ("Pushed:", "已推送："),
    "finetuning.lab.shows.before_after": ("Before and after, for one sentence", "同一句话，训练前后"),
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
    "finetuning.lab.says.now_other": (
        "The verdict turned from “{old}” ({then}) to “{new}” ({now}).",
        "判断从“{old}”（{then}）变成了“{new}”（{now}）。",
    ),
    "finetuning.lab.says.now_surer": (
        "It said “{new}” by chance before ({then}), and is surer now ({now}).",
        "训练前碰巧也是“{new}”（{then}），现在更有把握（{now}）。",
    ),
    "finetuning.lab.says.now_less_sure": (
        "It still says “{new}”, less surely: {then} before, {now} now.",
        "仍然是“{new}”，但把握变小：之前 {then}，现在 {now}。",
    ),
    "finetuning.lab.says.now_same": (
        "Nothing changed for this sentence: “{new}”, {then} before and {now} now.",
        "对这句话没有变化：“{new}”，之前 {then}，现在 {now}。",
    ),
    "finetuning.lab.says.now_broken": (
        "It has no verdict any more: its scores are no numbers.",
        "它已经给不出判断：得分不再是数。",
    ),
    "finetuning.lab.says.unchanged": (
        "Of words it forgot nothing: the encoder is as it was, only the classifier on top of it learned.",
        "词一个也没忘：编码器和原来一样，只有上面的分类器学了东西。",
    ),
    "finetuning.lab.says.no_guesses": (
        "What it forgot of words cannot be tested: the model it started from has no masked-word head.",
        "忘掉了哪些词无法检验：起点的模型没有掩码词预测头。",
    ),
    "finetuning.lab.says.no_word_of_it": (
        "What it forgot of words cannot be tested here: the sentence has no word that its vocabulary knows.",
        "忘掉了哪些词在这里无法检验：句子里没有词表认识的词。",
    ),
    "finetuning.lab.says.forgot": (
        "And it forgot words: hidden one by one, the true word had {before} on average and has {after} now; it fell for {lost} of "
        "{words} words.",
        "同时忘了词：逐个遮住每个词，原词的平均概率从 {before} 降到 {after}；{words} 个词中有 {lost} 个下降。",
    ),
    "finetuning.lab.says.kept": (
        "It forgot hardly anything: hidden one by one, the true word had {before} on average and has {after} now.",
        "几乎没有忘：逐个遮住每个词，原词的平均概率之前是 {before}，现在是 {after}。",
    ),
    "finetuning.lab.says.gained": (
        "It even guesses this sentence's words better: hidden one by one, the true word had {before} on average and has {after} now.",
        "它甚至更会猜这句话的词：逐个遮住每个词，原词的平均概率从 {before} 升到 {after}。",
    ),
    "finetuning.lab.says.card": (
        "# A BERT classifier\n\nFine-tuned in a browser, from the model `{base}`, on “{data}”. Labels: {labels}. "
        "Accuracy on the {held} of samples held back: {accuracy}. Trained for a lesson, not for use on people.\n\n{recipe}",
        "# 一个 BERT 分类器\n\n在浏览器里从模型 `{base}` 出发，用“{data}”微调。标签：{labels}。"
        "在留出的 {held} 样本上的准确率：{accuracy}。为教学而训练，不用于对人作判断。\n\n{recipe}",
    ),
    "finetuning.lab.says.set.reviews_en": ("Film reviews, plain (English)", "影评，直白（英文）"),
    "finetuning.lab.says.set.films_en": ("Film reviews, between the lines (English)", "影评，含蓄（英文）"),
    "finetuning.lab.says.set.films_zh": ("Film reviews (Chinese)", "影评（中文）"),
    "finetuning.lab.says.set.products_en": ("Product reviews (English)", "商品评价（英文）"),
    "finetuning.lab.says.set.products_zh": ("Product reviews (Chinese)", "商品评价（中文）"),
    "finetuning.lab.says.set.spam_en": ("Spam or not (English)", "垃圾信息（英文）"),
    "finetuning.lab.says.set.spam_zh": ("Spam or not (Chinese)", "垃圾信息（中文）"),
    "finetuning.lab.says.set.intents_en": ("What does the user want? (English)", "用户想做什么（英文）"),
    "finetuning.lab.says.set.intents_zh": ("What does the user want? (Chinese)", "用户想做什么（中文）"),
    "finetuning.lab.says.set.topics_en": ("Topics (English)", "主题（英文）"),
    "finetuning.lab.says.set.topics_zh": ("Topics (Chinese)", "主题（中文）"),
}
