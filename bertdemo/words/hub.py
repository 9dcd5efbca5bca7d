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
}
