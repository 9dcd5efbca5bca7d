"""Any checkpoint of the Hub or of this server (steps/using/checkpoints.py)."""

WORDS: dict[str, tuple[str, str]] = {
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
}
