"""Why a checkpoint cannot be had or read, and how to mend it."""

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
    "error.odd_config": (
        "The config.json of “{model}” says {name} = {value}; what opens here is: {allowed}. The checkpoint is damaged or no BERT: "
        "choose another, or mend that line.",
        "“{model}”的 config.json 里 {name} = {value}；这里能打开的是：{allowed}。检查点已损坏或不是 BERT：请换一个，或改正那一行。",
    ),
    "error.damaged_model": (
        "“{model}” comes with this app, but its files are missing or damaged here. Whoever runs the server: fetch the app again; "
        "all that does not need this model works.",
        "“{model}”是本应用自带的，但这里的文件缺失或已损坏。请管理员重新获取本应用；不需要这个模型的部分都能使用。",
    ),
    "error.hub_full": (
        "Other downloads fill the {most} MB that visitors may fetch here, so there is no room for “{model}” at this moment. Try again "
        "when they are done.",
        "其他下载正占满这里供访客使用的 {most} MB，暂时没有“{model}”的空间。请等它们完成后再试。",
    ),
    "error.quantized": (
        "The weights of “{model}” are quantized (packed into a few bits). Choose the checkpoint that it was made from.",
        "“{model}”的权重经过量化（压缩成几个比特）。请选择它的原始检查点。",
    ),
    "error.is_adapter": (
        "“{model}” is an adapter for another model, or holds one. Merge it with merge_and_unload() and save the whole model.",
        "“{model}”是另一个模型的适配器，或含有适配器。请用 merge_and_unload() 合并后保存整个模型。",
    ),
    "error.no_tokenizer": (
        "“{model}” has no tokenizer: one of tokenizer.json, vocab.txt and vocab.json must lie beside the weights. Add it with "
        "tokenizer.save_pretrained().",
        "“{model}”没有分词器：权重旁边须有 tokenizer.json、vocab.txt 或 vocab.json。请用 tokenizer.save_pretrained() 补上。",
    ),
    "error.broken_tokenizer": (
        "The tokenizer of “{model}” cannot be read. Fetch the checkpoint again, or choose one with an ordinary tokenizer.json.",
        "无法读取“{model}”的分词器。请重新获取检查点，或选择带普通 tokenizer.json 的检查点。",
    ),
    "error.too_many_added": (
        "The tokenizer of “{model}” adds {added} tokens to its vocabulary; at most {most} are read here.",
        "“{model}”的分词器在词表之外添加了 {added} 个词元；这里最多读 {most} 个。",
    ),
    "error.tokenizer_does_not_fit": (
        "The tokenizer of “{model}” has more tokens than the model has vectors: they are of two different models. Put the right "
        "tokenizer beside the weights.",
        "“{model}”的分词器词元数多于模型的词向量：两者不是同一个模型的。请放上配套的分词器。",
    ),
    "error.no_numbers": (
        "“{model}” computes infinities or no numbers at all (NaN): its weights are damaged. Choose another checkpoint.",
        "“{model}”算出的是无穷大或非数值（NaN）：权重已损坏。请换一个检查点。",
    ),
    "error.leads_elsewhere": (
        "“{file}” in “{model}” points to a file outside of its folder, which is not opened. Put the file itself there.",
        "“{model}”中的“{file}”指向文件夹之外的文件，不予打开。请把文件本身放进来。",
    ),
    "error.not_here": (
        "“{model}” is not here yet. Fetch it first: Apply, “Any BERT”. Or check the spelling.",
        "这里还没有“{model}”。请先到“应用”页的“换一个 BERT”下载，或检查拼写。",
    ),
    "error.no_space": (
        "“{model}” takes {megabytes} MB, and the disk of this server has {free} MB left. Choose a smaller checkpoint, or make room on "
        "your own server.",
        "“{model}”需要 {megabytes} MB，而这台服务器的磁盘只剩 {free} MB。请选小一些的检查点，或在自己的服务器上清出空间。",
    ),
    "error.not_written": (
        "“{model}” could not be written to the disk of this server: it is write-protected. Its owner can name another folder "
        "(BERTDEMO_HUB_FOLDER).",
        "“{model}”无法写入这台服务器的磁盘：不可写。服务器管理员可以另指定文件夹（BERTDEMO_HUB_FOLDER）。",
    ),
    "error.only_pickled": (
        "“{model}” has its weights only as pickled files, which can run code when opened, so they never are here. Choose a "
        "checkpoint with model.safetensors.",
        "“{model}”的权重只有 pickle 文件，打开时可能运行代码，所以这里从不打开。请选择带 model.safetensors 的检查点。",
    ),
    "error.no_hub_id": (
        "“{model}” is no id of the Hub. An id looks like google-bert/bert-base-uncased.",
        "“{model}”不是 Hub 的模型 ID。模型 ID 形如 google-bert/bert-base-uncased。",
    ),
    "error.other_site": (
        "“{address}” is an address of another site. Models come from the Hugging Face Hub; an id looks like "
        "google-bert/bert-base-uncased, its address like https://huggingface.co/google-bert/bert-base-uncased.",
        "“{address}”是别的网站的地址。模型来自 Hugging Face Hub：编号的样子是 google-bert/bert-base-uncased，地址的样子是 "
        "https://huggingface.co/google-bert/bert-base-uncased。",
    ),
    "error.no_model_address": (
        "“{address}” is no model: it leads to a data set, a Space or another page. Open the page of a model and copy its "
        "name, such as google-bert/bert-base-uncased.",
        "“{address}”不是模型：它指向数据集、Space 或其他页面。请打开模型的页面，复制它的名字，例如 google-bert/bert-base-uncased。",
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
        "“{model}” did not arrive whole: the connection broke off. Fetch it again: files that are whole stay.",
        "“{model}”没有完整传到：连接中断了。请再次获取：已完整的文件会保留。",
    ),
    "error.model_gone": (
        "This model is gone: what is trained here lasts for the visit. Train it again, or load its zip with "
        "transformers.",
        "这个模型已经不在了：在这里训练的模型只保留到访问结束。请重新训练，或用 transformers 载入下载的 zip。",
    ),
    "error.no_such_model": (
        "There is no model “{model}” here. Choose one from the list; the owner of this server can open folders with others "
        "(BERTDEMO_FOLDERS).",
        "这里没有模型“{model}”。请从列表中选择；服务器管理员可以开放含有其他模型的文件夹（BERTDEMO_FOLDERS）。",
    ),
    "error.broken_config": (
        "The folder “{model}” has no readable config.json, so it cannot be opened as a model.",
        "文件夹“{model}”里没有可读的 config.json，无法作为模型打开。",
    ),
    "error.not_a_bert": (
        "“{model}” is a model of the kind “{kind}”. This app opens these kinds: {kinds}.",
        "“{model}”是“{kind}”类型的模型。本应用可以打开：{kinds}。",
    ),
    "error.no_safetensors": (
        "“{model}” has no weights in safetensors format. Other formats can hide programs and are not opened; "
        "convert it with save_pretrained().",
        "“{model}”没有 safetensors 格式的权重。其他格式可能夹带程序，因此不予打开；请用 save_pretrained() 转换。",
    ),
    "error.broken_weights": (
        "The file “{file}” of “{model}” is damaged or cut off. Copy it again.",
        "“{model}”的文件“{file}”已损坏或不完整，请重新复制。",
    ),
    "error.damaged_file": (
        "The file “{file}” is not the one that belongs to “{model}”: its checksum differs. Fetch it again.",
        "文件“{file}”与“{model}”不符：校验和不同。请重新获取。",
    ),
    "error.cannot_load": (
        "“{model}” could not be loaded: its weights and its config do not fit together.",
        "“{model}”无法载入：权重与配置不匹配。",
    ),
    "error.not_wordpiece": (
        "The tokenizer of “{model}” is not a WordPiece tokenizer, so there are no steps of that kind to show.",
        "“{model}”的分词器不是 WordPiece，因此没有这种步骤可以展示。",
    ),
}
