"""What the app says when something is cut, wrong or missing: the limit and the cure."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unreadable": (
        "No verdict: {unknown} of the {tokens} tokens are [UNK], so “{model}” does not know what stands there. "
        "Choose a model that reads this language, or type other words.",
        "不作判断：{tokens} 个词片中有 {unknown} 个是 [UNK]，“{model}”不知道那里写的是什么。请选择能读这种语言的模型，或换些词。",
    ),
    "error.foreign_zh": (
        "No verdict: this text is in Chinese, and “{model}” has learned from English. Choose a model that reads Chinese.",
        "不作判断：这段文字是中文，而“{model}”学的是英文。请选择能读中文的模型。",
    ),
    "error.foreign_en": (
        "No verdict: this text is in English, and “{model}” has learned from Chinese. Choose a model that reads English.",
        "不作判断：这段文字是英文，而“{model}”学的是中文。请选择能读英文的模型。",
    ),
    "notice.other_language": (
        "This text is in {language}; “{model}” was made for {own}.",
        "这段文字是{language}，而“{model}”是为{own}训练的。",
    ),
    "notice.use_other": ("Read it with {model}", "改用{model}来读"),
    "notice.unknown": (
        "{unknown} of {tokens} tokens are [UNK]: “{model}” does not know them, and nothing is judged.",
        "{tokens} 个词片中有 {unknown} 个是 [UNK]：“{model}”不认识它们，因此不作任何判断。",
    ),
    "language.en": ("English", "英文"),
    "language.zh": ("Chinese", "中文"),
    "error.no_words": (
        "There is no word here yet. Type a sentence; letters, digits or signs all count.",
        "这里还没有词。请输入一句话，字母、数字或符号都可以。",
    ),
    "error.first_sentence_empty": (
        "The second sentence is filled in but the first is empty. Type the first sentence too, or clear the second.",
        "第二句已填写，但第一句是空的。请补上第一句，或清空第二句。",
    ),
    "error.busy": (
        "{waiting} sentences of other visitors are waiting already. Please try again in a few seconds.",
        "已有 {waiting} 个其他访客的句子在排队，请过几秒再试。",
    ),
    "error.bug": (
        "Something broke on our side; it was logged. What you see belongs to the sentence before.",
        "程序内部出错，已记入日志。现在看到的仍是上一句的结果。",
    ),
    "error.bug_endpoint": (
        "Something broke on our side; it was logged. The same question will break again: please report it.",
        "程序内部出错，已记入日志。再问一次仍会出错，请反馈给我们。",
    ),
    "error.odd_question": (
        "The question cannot be answered: “{name}” is missing, or is not what belongs there ({kind}).",
        "无法回答这个问题：缺少“{name}”，或它不是应有的类型（{kind}）。",
    ),
    "error.not_text": (
        "“{name}” must be a text in quotes.",
        "“{name}”必须是文本（字符串）。",
    ),
    "error.no_such_layer": (
        "There is no layer {layer}: this model has layers 1 to {layers}, and 0 is the mean over them.",
        "没有第 {layer} 层：这个模型有第 1 到 {layers} 层，0 表示各层平均。",
    ),
    "error.no_such_head": (
        "There is no head {head}: each layer has heads 1 to {heads}; 0 is their mean and -1 their maximum.",
        "没有第 {head} 头：每层有第 1 到 {heads} 头，0 表示平均，-1 表示最大值。",
    ),
    "error.no_layer": (
        "There is no layer {layer}: this model has layers 1 to {layers}.",
        "没有第 {layer} 层：这个模型有第 1 到 {layers} 层。",
    ),
    "error.no_head": (
        "There is no head {head}: each layer has heads 1 to {heads}.",
        "没有第 {head} 头：每层有第 1 到 {heads} 头。",
    ),
    "error.no_pair": (
        "“{pair}” names no head: give a list of pairs such as [[4, 2], [5, 1]], layer first, both counted from 1.",
        "“{pair}”不是注意力头：请给出成对的编号，例如 [[4, 2], [5, 1]]，先层后头，都从 1 数起。",
    ),
    "error.no_label": (
        "There is no label “{label}”. This classifier has: {labels}.",
        "没有标签“{label}”。这个分类器的标签有：{labels}。",
    ),
    "error.label_twice": (
        "More than one label of this classifier is called “{label}”. Name the one that you mean: {labels}.",
        "这个分类器有多个标签都叫“{label}”。请指明是哪一个：{labels}。",
    ),
    "error.one_segment": (
        "“{model}” reads one text at a time: it was trained with a single segment, so it cannot tell two sentences apart. Leave "
        "the second out, or choose a model that reads pairs, such as the classroom BERT.",
        "“{model}”一次只读一段文本：它训练时只有一种句段，分不清两个句子。请去掉第二句，或选择能读句对的模型，例如课堂 BERT。",
    ),
    "error.no_mask_token": (
        "The tokenizer of “{model}” has no [MASK], so no word can be hidden. Choose another model, such as the classroom BERT.",
        "“{model}”的分词器没有 [MASK]，无法遮住词。请换一个模型，例如课堂 BERT。",
    ),
    "error.no_method": (
        "There is no method “{method}”. Choose one of: {methods}.",
        "没有方法“{method}”。可选：{methods}。",
    ),
    "error.candidates": (
        "{given} words cannot be asked for: choose a number from 1 to {most}.",
        "不能要求 {given} 个候选词：请选 1 到 {most} 之间的数。",
    ),
    "error.whole_number": (
        "“{name}” must be a whole number from {least} to {most}, and {given} is none.",
        "“{name}”必须是 {least} 到 {most} 之间的整数，而 {given} 不是。",
    ),
    "error.too_long_to_explain": (
        "This text has {tokens} tokens; words are hidden one by one up to {limit}. Shorten it to see which of them count.",
        "这段文本有 {tokens} 个词元；逐词遮住的上限是 {limit}。请缩短文本，再看哪些词起作用。",
    ),
    "error.no_neighbours": (
        "Vectors of “{model}” have another width than its word embeddings, so no nearest words can be told.",
        "“{model}”的向量与词嵌入的宽度不同，无法找出最近的词。",
    ),
    "error.no_such_task": (
        "There is no task “{task}”. Choose one of: {tasks}.",
        "没有任务“{task}”。可选：{tasks}。",
    ),
    "error.no_classifier": (
        "The model “{model}” gives no labels: it was not fine-tuned for classification. Choose one that was.",
        "模型“{model}”没有类别标签：它没有为分类微调过。请选择微调过的模型。",
    ),
    "error.decoder": (
        "“{model}” is a decoder: it writes, and reads no text by itself. Choose the encoder that it belongs to: {base}.",
        "“{model}”是解码器：它负责生成文字，不能单独读文本。请选择与它配套的编码器：{base}。",
    ),
    "error.no_masked_word_head": (
        "“{model}” has no masked-word head, so it cannot guess words. Choose a pretrained BERT such as the classroom one.",
        "“{model}”没有掩码词预测头，无法猜词。请选择预训练的 BERT，例如课堂 BERT。",
    ),
    "error.cannot_hide": (
        "Token {position} cannot be hidden: choose a word of the text, at a position from 1 to {last}.",
        "第 {position} 个词元不能遮住：请选择文本中的词，位置从 1 到 {last}。",
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
    "notice.pieces_cut": (
        "BERT reads at most {limit} tokens at once. The last {cut} word pieces of your text are left out.",
        "BERT 一次最多读 {limit} 个词元。你的文本末尾有 {cut} 个词片没有读入。",
    ),
    "notice.characters_cut": (
        "A text may have {limit} characters here. The last {cut} are left out.",
        "这里每段文本最多 {limit} 个字符，末尾 {cut} 个未读入。",
    ),
}
