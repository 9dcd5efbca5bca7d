"""Words of the cards of step "finetuning"."""

WORDS: dict[str, tuple[str, str]] = {
    "card.before.title": ("Before it learns", "学习之前"),
    "card.before.say": (
        "A task adds one new layer on top of BERT. Its weights start at random.",
        "做一项任务，要在 BERT 上面加一个新的输出层，它的权重一开始是随机的。",
    ),
    "card.before.question": (
        "Half of 100 reviews are positive. How many does it get right before its first step?",
        "一百条影评，一半正面、一半负面。一步都没学之前，它能对多少条？",
    ),
    "card.before.choice.few": ("Close to none", "几乎全错"),
    "card.before.choice.half": ("About half", "大约一半"),
    "card.before.choice.most": ("Nearly all", "几乎全对"),
    "card.before.said.few": (
        "Only {mean}, on average over {heads} new layers ({least} to {most}): worse than a coin, which is odd.",
        "{heads} 个新的输出层平均只对 {mean} 条（{least} 到 {most} 条），还不如抛硬币，这很奇怪。",
    ),
    "card.before.said.half": (
        "{mean}, on average over {heads} new layers ({least} to {most}): guessing, for their {new} weights know nothing yet. "
        "Once such a layer has learned from the {others} other reviews, with BERT left as it is, it gets {learned}.",
        "{heads} 个新输出层平均对 {mean} 条（{least} 到 {most} 条）：{new} 个新权重什么都不懂，只是在猜。"
        "让这样一层学完另外 {others} 条影评（BERT 不动），它能对 {learned} 条。",
    ),
    "card.before.said.half_dull": (
        "{mean}, on average over {heads} new layers ({least} to {most}): guessing, for their {new} weights know nothing yet. "
        "Even after it has learned from the {others} other reviews, such a layer alone gets only {learned}.",
        "{heads} 个新输出层平均对 {mean} 条（{least} 到 {most} 条）：{new} 个新权重什么都不懂，只是在猜。"
        "单让这样一层学完另外 {others} 条影评（BERT 不动），也只对 {learned} 条。",
    ),
    "card.before.said.most": (
        "{mean}, on average over {heads} new layers ({least} to {most}): more than guessing, before any training.",
        "{heads} 个新的输出层平均对 {mean} 条（{least} 到 {most} 条）：还没训练就比瞎猜好。",
    ),
    "card.before.bar.least": ("the worst new layer", "最差的一个"),
    "card.before.bar.mean": ("on average", "平均"),
    "card.before.bar.most": ("the best", "最好的一个"),
    "card.before.bar.learned": ("one that has learned", "学过之后的一个"),
    "card.before.slip": (
        "The article has BERT deliver word vectors to a new layer. In the paper, fine-tuning changes every weight, the "
        "new ones and BERT’s own.",
        "文章说先得到词向量，再拿去用，只需加一层。论文里的微调改动全部权重：新加的和 BERT 自己的。",
    ),
    "card.before.source": (
        "Devlin et al. 2018, sections 3.2 and 4.1",
        "Devlin 等 2018，第 3.2、4.1 节",
    ),
    "card.before.try": (
        "Train it here in three ways: the classifier only, LoRA (small matrices added inside BERT learn), the whole model.",
        "在这里练三次：只训练分类器；LoRA（只训练加进 BERT 里的小矩阵）；整个模型。",
    ),
    "card.output.title": ("Find the bug: the loss", "找错：损失"),
    "card.output.say": (
        "The loop of the article’s training again; imports and data are mended by now.",
        "还是文章里的训练循环，导入和数据已经补好。",
    ),
    "card.output.question": ("On which line does it still stop?", "它还会停在哪一行？"),
    "card.output.said.3": ("Line 3, with {error}.", "第 3 行，{error}。"),
    "card.output.said.4": ("Line 4, with {error}.", "第 4 行，{error}。"),
    "card.output.said.5": (
        "Line 5, {error}: BERT hands back a parcel with several things in it. The loss needs one of them, outputs.logits: a "
        "score for each label.",
        "第 5 行，{error}：BERT 返回的是一个对象，里面有好几样东西。损失函数只要其中的 outputs.logits，也就是每个标签的得分。",
    ),
    "card.output.said.6": ("Line 6, with {error}.", "第 6 行，{error}。"),
    "card.output.slip": (
        "loss_fn(outputs, labels) worked when models returned plain tensors. Right: loss_fn(outputs.logits, labels).",
        "模型直接返回张量的时候，loss_fn(outputs, labels) 能用；现在应写 loss_fn(outputs.logits, labels)。",
    ),
    "card.output.source": (
        "Transformers, “Model outputs”; PyTorch, CrossEntropyLoss",
        "Transformers 文档 Model outputs；PyTorch 文档 CrossEntropyLoss",
    ),
    "card.stops.title": ("Find the bug: it stops", "找错：跑不起来"),
    "card.stops.say": (
        "Five cards for readers of Python; others press “Skip the code”. This is the article’s training, run today as it stands. Click one of the marked lines.",
        "下面五张给会编程的同学，别人可以点“跳过代码”。这是文章里的训练代码，今天原样运行。有蓝条的行可以点，点你要选的那一行。",
    ),
    "card.stops.question": ("On which line does it stop first?", "它先停在哪一行？"),
    "card.stops.said.1": (
        "Line 1, {error}: AdamW has left this library for torch.optim. Mended, the code stops {more} times more: "
        "the next card is about the last one.",
        "第 1 行，{error}：这个库里已经没有 AdamW，要从 torch.optim 导入。改好后还会停 {more} 次，最后一次是下一张的题目。",
    ),
    "card.stops.said.3": (
        "Line 3, with {error}: nobody wrote “import torch”. Mended, the code stops {more} times more: the next card is about the last one.",
        "第 3 行，{error}：没有写 import torch。改好后还会停 {more} 次，最后一次是下一张的题目。",
    ),
    "card.stops.said.6": (
        "Line 6, with {error}: dataloader is never made. Mended, the code stops {more} times more: the next card is about the last one.",
        "第 6 行，{error}：dataloader 从来没有定义。改好后还会停 {more} 次，最后一次是下一张的题目。",
    ),
    "card.stops.said.9": (
        "Line 9, with {error}: outputs is a whole answer; the loss wants outputs.logits. More stops: {more} {lines}",
        "第 9 行，{error}：outputs 是一整个结果，损失函数要的是 outputs.logits。此外还停 {more} 次 {lines}",
    ),
    "card.stops.slip": (
        "Missing: import torch (line 3), a dataloader (6). Wrong: AdamW’s home (1), and what the next card asks for.",
        "少了 import torch（第 3 行）和 dataloader（第 6 行）；AdamW 的出处（第 1 行）不对；还有一处，下一张来找。",
    ),
    "card.stops.source": (
        "Transformers 5 migration guide; PyTorch, CrossEntropyLoss",
        "Transformers 5 迁移说明；PyTorch 文档 CrossEntropyLoss",
    ),
    "card.gradients.title": ("Find the bug: the pile", "找错：越积越多"),
    "card.gradients.say": (
        "The loop runs now, without an error. But one store is never emptied: each batch adds to what the last one left.",
        "现在循环能跑，也不报错。可有一样东西从不清空：每一批都加在上一批剩下的上面。",
    ),
    "card.gradients.question": ("Which line adds to it?", "是哪一行在往上加？"),
    "card.gradients.choice.none": ("None of them", "哪一行都不是"),
    "card.gradients.said.4": (
        "Line 4 would store something. Gradient after three equal batches: {third}, cleared each time {cleared}.",
        "第 4 行会存东西。同样的三批之后梯度为 {third}，每次清零则为 {cleared}。",
    ),
    "card.gradients.said.5": (
        "Line 5 would store something. Gradient after three equal batches: {third}, cleared each time {cleared}.",
        "第 5 行会存东西。同样的三批之后梯度为 {third}，每次清零则为 {cleared}。",
    ),
    "card.gradients.said.6": (
        "Line 6: backward() adds each gradient (which way the loss rises; a step goes against it) to the old one. Three times the same review: length "
        "{first}, then {third}, {times} times what it should be. With optimizer.zero_grad() first: {cleared}.",
        "第 6 行：backward() 把新梯度（损失上升的方向）加到旧梯度上。同一条影评读三次：长度从 {first} 变成 {third}，是本来的 {times} 倍；"
        "先写 optimizer.zero_grad() 则为 {cleared}。",
    ),
    "card.gradients.said.none": (
        "None: after three equal batches the gradient is {third}, and {cleared} if it is cleared each time.",
        "都不是：同样的三批之后梯度为 {third}，每次清零也是 {cleared}。",
    ),
    "card.gradients.bar.first": ("first batch", "第一批"),
    "card.gradients.bar.third": ("third, not cleared", "第三批，不清零"),
    "card.gradients.bar.cleared": ("third, cleared", "第三批，清零"),
    "card.gradients.slip": (
        "The article’s worst bug: without optimizer.zero_grad() every step drags all earlier batches along.",
        "文章最严重的错：漏了 optimizer.zero_grad()，每一步都拖着前面所有批次的梯度。",
    ),
    "card.gradients.source": ("PyTorch, Optimizer.zero_grad", "PyTorch 文档 Optimizer.zero_grad"),
    "card.gradients.try": (
        "The article’s settings are unusual too: the paper takes 2 to 4 epochs at 2e-5 to 5e-5 (appendix A.3), not 10 at 1e-5.",
        "文章的设置也少见：论文用 2 到 4 轮、学习率 2e-5 到 5e-5（附录 A.3），不是 10 轮、1e-5。",
    ),
    "card.padding.title": ("Find the bug: filling", "找错：补齐"),
    "card.padding.say": (
        "Rows of a batch must have one length: short texts are filled up with [PAD].",
        "一批里的文本要一样长：短的用 [PAD] 补齐。",
    ),
    "card.padding.question": (
        "Which line forgets to tell BERT which tokens are only filling?",
        "哪一行忘了告诉 BERT，哪些词元只是补上去的？",
    ),
    "card.padding.choice.none": ("None: BERT skips [PAD]", "都没忘：BERT 会跳过 [PAD]"),
    "card.padding.said.3": (
        "Line 3 would. Alone “{text}” is {alone} positive, with {count} [PAD] {filled}, with a mask {masked}.",
        "是第 3 行。“{text}”单独读为 {alone} 正面，加 {count} 个 [PAD] 为 {filled}，有掩码为 {masked}。",
    ),
    "card.padding.said.4": (
        "Line 4: without attention_mask BERT reads the filling too. “{text}” is {alone} positive; with {count} [PAD] "
        "it becomes {filled}; with the mask {masked}, as if nothing was filled.",
        "第 4 行：没有 attention_mask，BERT 把补的也读了。“{text}”的正面概率是 {alone}，补 {count} 个 [PAD] 后成了 {filled}；"
        "加上掩码是 {masked}，和没补一样。",
    ),
    "card.padding.said.5": (
        "Line 5 would. Alone “{text}” is {alone} positive, with {count} [PAD] {filled}, with a mask {masked}.",
        "是第 5 行。“{text}”单独读为 {alone} 正面，加 {count} 个 [PAD] 为 {filled}，有掩码为 {masked}。",
    ),
    "card.padding.said.none": (
        "None here: “{text}” is {alone} positive, with {count} [PAD] {filled}, and with a mask {masked}. Other texts "
        "may suffer.",
        "这里没有影响：“{text}”单独读为 {alone} 正面，补 {count} 个 [PAD] 为 {filled}，加掩码为 {masked}。别的文本未必。",
    ),
    "card.padding.bar.alone": ("alone", "单独读"),
    "card.padding.bar.filled": ("{count} [PAD], no mask", "{count} 个 [PAD]，没有掩码"),
    "card.padding.bar.masked": ("{count} [PAD], with mask", "{count} 个 [PAD]，有掩码"),
    "card.padding.slip": (
        "The article calls model(inputs) with ids alone. Right: padding=True in the tokenizer, and "
        "model(input_ids, attention_mask=mask).",
        "文章只把编号传给 model(inputs)。应让分词器用 padding=True，并写 model(input_ids, attention_mask=mask)。",
    ),
    "card.padding.source": (
        "Transformers, “Padding and truncation”",
        "Transformers 文档 Padding and truncation",
    ),
    "card.modes.title": ("Find the bug: dropout", "找错：随机失活"),
    "card.modes.say": (
        "While BERT trains, dropout blanks one number in ten at random. Suppose that nobody turns it off afterwards. The same "
        "sentence is read five times.",
        "训练时，随机失活（dropout）会随机把十分之一的数变成 0。假设训练完没有关掉它。同一句读五遍。",
    ),
    "card.modes.question": (
        "After training, which line gives another result each time?",
        "训练之后，哪一行每次的结果不同？",
    ),
    "card.modes.choice.none": ("None: same in, same out", "没有：输入相同，结果就相同"),
    "card.modes.said.1": (
        "Line 1 would. Read {count} times: {least} to {most} positive; without dropout {still} to {again}.",
        "是第 1 行。读 {count} 遍：正面 {least} 到 {most}；关掉随机失活：{still} 到 {again}。",
    ),
    "card.modes.said.2": (
        "Line 2 would. Read {count} times: {least} to {most} positive; without dropout {still} to {again}.",
        "是第 2 行。读 {count} 遍：正面 {least} 到 {most}；关掉随机失活：{still} 到 {again}。",
    ),
    "card.modes.said.3": (
        "Line 3. With dropout, {count} readings call “{text}” {least} to {most} positive. After model.eval(): {still}, "
        "every time.",
        "第 3 行：开着随机失活，把“{text}”读 {count} 遍，正面概率从 {least} 到 {most}；写上 model.eval() 之后，每遍都是 {still}。",
    ),
    "card.modes.said.none": (
        "None that one would see: {least} to {most} in {count} readings with dropout, {still} to {again} without. Other "
        "sentences may move more.",
        "看不出：开着，读 {count} 遍为 {least} 到 {most}；关掉为 {still} 到 {again}。别的句子未必。",
    ),
    "card.modes.bar.dropout": ("dropout on", "开着随机失活"),
    "card.modes.bar.still": ("after model.eval()", "写上 model.eval()"),
    "card.modes.slip": (
        "The article’s training lacks model.train(), its prediction model.eval() and torch.no_grad(). What is loaded starts in eval mode, so the "
        "article even trained without dropout.",
        "文章训练时少了 model.train()，预测时少了 model.eval() 和 torch.no_grad()。刚载入的模型本就在 eval 模式，所以文章训练时其实没有随机失活。",
    ),
    "card.modes.source": (
        "PyTorch, Module.eval; Devlin et al. 2018, appendix A.3",
        "PyTorch 文档 Module.eval；Devlin 等 2018，附录 A.3",
    ),
}
