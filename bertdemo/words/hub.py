"""What is said of checkpoints from folders and from the Hugging Face Hub."""

WORDS: dict[str, tuple[str, str]] = {
    "error.remote_code": (
        "“{model}” needs Python code of its own, which is never run here. Choose a checkpoint of plain BERT.",
        "“{model}”需要运行它自带的 Python 代码，这里从不运行。请选择普通 BERT 的检查点。",
    ),
    "error.not_one_label": (
        "“{model}” gives no single label (it scores several at once, or a number). Choose a classifier with two labels or more.",
        "“{model}”不给出单个标签（它同时给多个标签打分，或给出一个数）。请选择至少有两个标签的分类器。",
    ),
    "error.weights_do_not_fit": (
        "The weights of “{model}” do not fit its config.json. The checkpoint is damaged or mixed up: fetch it again.",
        "“{model}”的权重与它的 config.json 不符。检查点已损坏或混淆：请重新获取。",
    ),
    "error.untrained_head": (
        "“{model}” lacks the weights of its head, so it would answer at random. Choose a checkpoint that was fine-tuned.",
        "“{model}”缺少输出头的权重，只会随机作答。请选择微调过的检查点。",
    ),
    "error.too_large": (
        "“{model}” takes {megabytes} MB; at most {most} MB fit here. Choose a smaller one, or raise the limit on your own server.",
        "“{model}”需要 {megabytes} MB；这里最多 {most} MB。请选小一些的，或在自己的服务器上提高上限。",
    ),
    "error.only_pickled": (
        "“{model}” has its weights only as pickled files, which can run code when opened, so they never are here. Choose a "
        "checkpoint with model.safetensors.",
        "“{model}”的权重只有 pickle 文件，打开时可能运行代码，所以这里从不打开。请选择带 model.safetensors 的检查点。",
    ),
    "error.no_hub_id": (
        "“{model}” is no id of the Hub. An id looks like google-bert/bert-base-uncased.",
        "“{model}”不是 Hub 的编号。编号的样子是 google-bert/bert-base-uncased。",
    ),
    "error.hub_closed": (
        "This server does not fetch “{model}”. Open to visitors are: {known}.",
        "这台服务器不获取“{model}”。对访客开放的有：{known}。",
    ),
    "error.offline": (
        "The Hub cannot be reached from here, so “{model}” cannot be fetched. The bundled models work without a network; or try "
        "again later.",
        "这里连不上 Hub，无法获取“{model}”。自带的模型不需要网络；或者稍后再试。",
    ),
    "error.gated": (
        "“{model}” is gated: its owner wants you to agree to terms first. Choose an open checkpoint.",
        "“{model}”需要先同意作者的条款。请选择公开的检查点。",
    ),
    "error.not_on_hub": (
        "There is no public checkpoint “{model}” on the Hub. Check the spelling.",
        "Hub 上没有公开的检查点“{model}”。请检查拼写。",
    ),
    "error.download_broken": (
        "“{model}” did not arrive whole. Fetch it again: it goes on where it stopped.",
        "“{model}”没有完整传到。请再次获取：会从中断处继续。",
    ),
    "error.only_stop": (
        "A download can be stopped, not paused. What is here stays; the next try goes on from there.",
        "下载可以停止，不能暂停。已下载的部分会保留，下次从那里继续。",
    ),
    "checkpoints.title": ("Any BERT: which one answers?", "换一个 BERT：由谁来回答？"),
    "checkpoints.how": (
        "A checkpoint is a folder: `config.json` (its shape), weights (`*.safetensors`) and the tokenizer. Before anything large is "
        "fetched, the Hub is asked for the config and the sizes. BERT, DistilBERT, RoBERTa and ELECTRA open, and encoder-decoders of two "
        "BERTs; each view says so where a kind lacks what it needs. Weights in pickled files are refused, because opening one can run "
        "code; code that comes with a checkpoint is never run. Models that are not bundled make room for each other, those used "
        "longest ago first.",
        "检查点是一个文件夹：`config.json`（形状）、权重（`*.safetensors`）和分词器。在下载大文件之前，先向 Hub 询问配置和大小。"
        "可以打开 BERT、DistilBERT、RoBERTa、ELECTRA，以及由两个 BERT 组成的编码器-解码器；缺少所需部分的视图会说明。"
        "pickle 格式的权重会被拒绝，因为打开它可能运行代码；检查点自带的代码从不运行。"
        "非自带的模型会互相腾出内存，最久未用的先让位。",
    ),
    "checkpoints.name": ("checkpoint", "检查点"),
    "checkpoints.task": ("for", "用途"),
    "checkpoints.shape": ("layers × heads × width", "层 × 头 × 宽度"),
    "checkpoints.vocabulary": ("vocabulary", "词表"),
    "checkpoints.parameters": ("parameters", "参数"),
    "checkpoints.task_pretraining": ("hidden words, next sentence", "掩码词、下一句"),
    "checkpoints.task_encoder": ("reading", "阅读"),
    "checkpoints.task_sentiment": ("sentiment", "情感"),
    "checkpoints.task_topic": ("topic", "主题"),
    "checkpoints.task_classification": ("classification", "分类"),
    "checkpoints.task_entities": ("names", "命名实体"),
    "checkpoints.task_answers": ("answers", "问答"),
    "checkpoints.task_translation": ("translation", "翻译"),
    "checkpoints.hub": ("From the Hugging Face Hub", "来自 Hugging Face Hub"),
    "checkpoints.hub_said": (
        "Everything else on this page works without a network; this does not.",
        "页面上的其他一切都不需要网络，这一项需要。",
    ),
    "checkpoints.closed": (
        "The owner of this server has closed the Hub to visitors.",
        "这台服务器的主人没有向访客开放 Hub。",
    ),
    "checkpoints.id": ("Id", "编号"),
    "checkpoints.look": ("Look", "看一看"),
    "checkpoints.here": ("nothing: it is here already", "不用下载：已经在这里"),
    "checkpoints.fits": (
        "{memory} MB of the {most} MB here: it fits",
        "{memory} MB，这里上限 {most} MB：放得下",
    ),
    "checkpoints.row_kind": ("architecture", "结构"),
    "checkpoints.row_shape": ("layers × heads × width", "层 × 头 × 宽度"),
    "checkpoints.row_vocabulary": ("vocabulary", "词表"),
    "checkpoints.row_parameters": ("parameters", "参数"),
    "checkpoints.row_download": ("to fetch", "需下载"),
    "checkpoints.row_memory": ("memory", "内存"),
    "checkpoints.row_files": ("files", "文件"),
    "checkpoints.start": ("Fetch it", "下载"),
    "checkpoints.adds_base": (
        "the BERT of the paper, 12 layers: better guesses, heads that know grammar",
        "论文里的 BERT，12 层：猜得更准，有懂语法的头",
    ),
    "checkpoints.adds_chinese": ("reads Chinese, a character a token", "读中文，一字一个词元"),
    "checkpoints.adds_multilingual": ("a hundred languages, capitals kept", "一百种语言，保留大小写"),
    "checkpoints.adds_sentiment": (
        "DistilBERT, six layers, fine-tuned for sentiment",
        "DistilBERT，六层，情感分类",
    ),
    "checkpoints.adds_entities": ("names of four kinds, capitals kept", "四类命名实体，保留大小写"),
    "checkpoints.adds_answers": ("answers, trained on SQuAD 2", "问答，用 SQuAD 2 训练"),
    "checkpoints.adds_translation": (
        "two BERTs that summarize news: encoder, decoder, cross-attention",
        "两个 BERT 组成的新闻摘要：编码器、解码器、交叉注意力",
    ),
}
