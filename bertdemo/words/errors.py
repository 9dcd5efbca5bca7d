"""What cannot be done, and how to mend it."""

WORDS: dict[str, tuple[str, str]] = {
    "error.no_question": (
        "There is no question yet. Type one, such as “Who wrote it?”.",
        "还没有问题。请输入一个问题，例如“是谁写的？”。",
    ),
    "error.no_context": (
        "There is no text to look for the answer in. Paste a passage that holds it.",
        "还没有可供查找答案的文本。请粘贴一段包含答案的文字。",
    ),
    "error.question_too_long": (
        "The question has {pieces} word pieces; up to {limit} leave room for the text. Ask it shorter, and put the rest "
        "into the text.",
        "问题有 {pieces} 个词片；最多 {limit} 个，才能给文本留出位置。请缩短问题，其余内容放进文本里。",
    ),
    "error.number_of_answers": (
        "{given} answers cannot be asked for: choose a whole number from 1 to {most}.",
        "不能要求 {given} 个答案：请选 1 到 {most} 之间的整数。",
    ),
    "error.no_answer_head": (
        "The model “{model}” marks no answers: it was not fine-tuned to find them. Choose one that was, such as "
        "classroom-answers.",
        "模型“{model}”不能标出答案：它没有为找答案微调过。请选择微调过的模型，例如 classroom-answers。",
    ),
    "error.no_entity_head": (
        "The model “{model}” marks no names: it was not fine-tuned to label words. Choose one that was, such as "
        "classroom-entities.",
        "模型“{model}”不能标出人名地名：它没有为标注词语微调过。请选择微调过的模型，例如 classroom-entities。",
    ),
    "error.no_lines": (
        "There is no line with a word in it. Type or load one text a line.",
        "没有一行含有词。请输入或载入文本，每行一条。",
    ),
    "error.born_too_long": (
        "The text has {given} characters; at most {most} can be learned from here. Keep a part of it.",
        "文本有 {given} 个字符；这里最多能学 {most} 个。请只保留一部分。",
    ),
    "error.born_too_short": (
        "The text has {sentences} usable sentences; at least {least} are needed, in four or more paragraphs separated by blank lines.",
        "文本只有 {sentences} 个可用的句子；至少需要 {least} 句，分成四段以上，段与段之间空一行。",
    ),
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
    "error.disk_full": (
        "The disk of this server is full, so what “{model}” needs there could not be written. Try again later; whoever runs the "
        "server: make room.",
        "这台服务器的磁盘已满，“{model}”所需的文件无法写入。请稍后再试；管理员请清出空间。",
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
    "error.only_stop": (
        "A download can be stopped, not paused. Files that are whole stay; the one under way starts anew next time.",
        "下载可以停止，不能暂停。已完整的文件会保留，正在下载的那个下次重新开始。",
    ),
    "error.busy_heavy": (
        "The server is busy: {waiting} long computations wait already. Try again in some seconds.",
        "服务器正忙：已有 {waiting} 个较长的计算在排队。请过几秒再试。",
    ),
    "error.busy_own": (
        "{most} long computations of yours wait already. Let one of them finish first.",
        "你已有 {most} 个较长的计算在排队。请先等其中一个完成。",
    ),
    "error.gone": (
        "Stopped, because nobody waits for the answer any more.",
        "已停止：已经无人等待这个结果。",
    ),
    "error.too_many_trainings": (
        "{most} trainings are under way or waiting here, which is the limit. Try again in a few minutes.",
        "这里已有 {most} 个训练在进行或排队，达到上限。请过几分钟再试。",
    ),
    "error.training_gone": (
        "This training is gone: one that nobody looks at is stopped and freed. Start it again.",
        "这个训练已经不在了：无人查看的训练会被停止并释放。请重新开始。",
    ),
    "error.training_ended": (
        "The training ended after {seconds} s of computing without a result: it was stopped, or took longer than the {minutes} minutes "
        "that one may take here. Use fewer rows or epochs.",
        "训练在计算 {seconds} 秒后结束，没有结果：被停止，或超过了这里一次训练的 {minutes} 分钟上限。请减少行数或轮数。",
    ),
    "error.training_failed": (
        "Something went wrong in the training, and it was written to the server's log. Your data is still on the page; "
        "try again or with fewer rows.",
        "训练出了问题，已写入服务器日志。你的数据仍在页面上，请重试，或减少行数。",
    ),
    "error.own_trainings": (
        "{most} trainings of yours are under way or waiting already. Stop one, or let it finish.",
        "你已有 {most} 个训练在进行或排队。请停止其中一个，或等它完成。",
    ),
    "error.too_many_translations": (
        "{most} translations are under way or waiting here, which is the limit. Try again in some seconds.",
        "这里已有 {most} 个翻译在进行或排队，达到上限。请过几秒再试。",
    ),
    "error.own_translations": (
        "{most} translations of yours are under way or waiting already. Let one of them finish first.",
        "你已有 {most} 个翻译在进行或排队。请先等其中一个完成。",
    ),
    "error.translation_gone": (
        "This translation is gone: one that nobody looks at is stopped and freed. Translate again.",
        "这次翻译已经不在了：无人查看的翻译会被停止并释放。请重新翻译。",
    ),
    "error.translation_failed": (
        "Something went wrong in the translation, and it was written to the server's log. Try a shorter text.",
        "翻译出了问题，已写入服务器日志。请换一段较短的文字再试。",
    ),
    "error.too_many_downloads": (
        "{most} checkpoints are being fetched or wait here, which is the limit. Try again in a few minutes.",
        "这里已有 {most} 个检查点在下载或排队，达到上限。请过几分钟再试。",
    ),
    "error.own_downloads": (
        "{most} checkpoints are being fetched for you already. Stop one, or let it finish.",
        "你已有 {most} 个检查点在下载。请停止其中一个，或等它完成。",
    ),
    "error.download_gone": (
        "This download is gone: one that nobody looks at is stopped. Fetch it again; whole files were kept.",
        "这次下载已经不在了：无人查看的下载会被停止。请重新下载；已完整的文件都保留着。",
    ),
    "error.download_failed": (
        "Something went wrong with the download, and it was written to the server's log. Fetch it again.",
        "下载出了问题，已写入服务器日志。请重新下载。",
    ),
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
    "error.no_next_sentence_head": (
        "“{model}” has no next-sentence head. Pick a model that was pretrained with this task, such as classroom.",
        "“{model}”没有下一句预测头。请选择用这项任务预训练过的模型，例如 classroom。",
    ),
    "error.two_sentences": (
        "Two sentences are needed here: write a second sentence too.",
        "这里需要两句话：请也写上第二句。",
    ),
    "error.not_one_piece": (
        "“{word}” is not one word piece of this vocabulary ({pieces}), and {mask} stands for one piece. Choose a shorter "
        "or more common word, or a single character in Chinese.",
        "“{word}”在这个词表里不是单独一个词片（{pieces}），而一个 {mask} 只代表一个词片。请换一个更短或更常见的词；中文请只写一个字。",
    ),
    "error.candidate_list": (
        '“candidates” must be a list of at most {most} words, such as ["river", "bank"], and {given} is none.',
        '“candidates”必须是列表，最多 {most} 个词，例如 ["river", "bank"]，而 {given} 不是。',
    ),
    "error.too_many_candidates": (
        "“candidates” holds {given} words: ask for at most {most} at once.",
        "“candidates”里有 {given} 个词：一次最多 {most} 个。",
    ),
    "error.candidate_text": (
        "Each of “candidates” must be a word in quotes, and {given} is none.",
        "“candidates”的每一项都必须是带引号的词，而 {given} 不是。",
    ),
    "error.no_mask": (
        "There is no {mask} in the text: write one where a word is to be guessed.",
        "文本里没有 {mask}：请在要猜的地方写上它。",
    ),
    "error.mask_spelled": (
        "There is no {mask} in the text, only “{found}”, which this model does not know. Write the sign exactly as it is named "
        "here first.",
        "文本里没有 {mask}，只有“{found}”，这个模型不认识。请严格按前一种写法书写。",
    ),
    "error.mask_behind_pieces": (
        "A {mask} lies behind token {limit}, where this model stops reading, so it is not seen ({cut} word pieces were cut). "
        "Shorten the text in front of it.",
        "有 {mask} 位于第 {limit} 个词元之后，模型读到那里为止，所以看不到它（有 {cut} 个词元没有读入）。请缩短它前面的文本。",
    ),
    "error.mask_behind_characters": (
        "A {mask} lies behind character {limit}, where reading stops here, so it is not seen ({cut} characters were cut). Shorten "
        "the text in front of it.",
        "有 {mask} 位于第 {limit} 个字符之后，这里只读到那里，所以看不到它（有 {cut} 个字符没有读入）。请缩短它前面的文本。",
    ),
    "error.no_side": (
        "There is no side “{context}”. Choose one of: {contexts}.",
        "没有“{context}”这一侧。请从这些里选：{contexts}。",
    ),
    "error.unreadable": (
        "No verdict: {unknown} of the {tokens} tokens are [UNK], so this model does not know what stands there. "
        "Choose a model that reads this language, or type other words.",
        "不作判断：{tokens} 个词元中有 {unknown} 个是 [UNK]，这个模型不知道那里写的是什么。请选择能读这种语言的模型，或换些词。",
    ),
    "error.not_english": (
        "This translator reads English and writes Chinese: type an English sentence in the bar above.",
        "这个翻译器读英文、写中文：请在上面输入一句英文。",
    ),
    "error.foreign_zh": (
        "No verdict: this text is in Chinese, and this model has learned from English. Choose one that reads Chinese.",
        "不作判断：这段文字是中文，而这个模型学的是英文。请选择能读中文的模型。",
    ),
    "error.foreign_en": (
        "No verdict: this text is in English, and this model has learned from Chinese. Choose one that reads English.",
        "不作判断：这段文字是英文，而这个模型学的是中文。请选择能读英文的模型。",
    ),
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
    "error.arguments": (
        "“{tool}” takes {known}; needed: {needed}; given: {given}.",
        "“{tool}”的参数是 {known}；必填：{needed}；收到的是：{given}。",
    ),
    "error.no_tool": (
        "There is no tool {tool}. Choose one of: {tools}.",
        "没有工具 {tool}。请选择：{tools}。",
    ),
    "error.no_resource": (
        "There is no resource {resource}. Read {known}.",
        "没有资源 {resource}。可以读取 {known}。",
    ),
    "error.no_prompt": (
        "There is no prompt {prompt}. Choose {known}.",
        "没有提示 {prompt}。请选择 {known}。",
    ),
    "error.no_sentence": (
        "There is no sentence to explain. Give one, such as “My dog is cute.”.",
        "还没有要讲解的句子。请给一句，例如“我的狗很可爱。”。",
    ),
    "error.no_token": (
        "There is no token {given}: count from 0 ([CLS]) to {most}, or ask for all of them with {least}.",
        "没有词元 {given}：请从 0（[CLS]）数到 {most}，或用 {least} 要全部词元。",
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
    "error.beams": (
        "{given} beams cannot be carried on: choose a whole number from 1 to {most}.",
        "束宽不能是 {given}：请选 1 到 {most} 之间的整数。",
    ),
    "error.no_translator": (
        "“{model}” translates nothing: it has no decoder. Choose one that has, such as classroom-translate-en-zh.",
        "“{model}”不能翻译：它没有解码器。请选择有解码器的模型，例如 classroom-translate-en-zh。",
    ),
    "error.translates_english": (
        "This model translates English, and the text is not: type an English one.",
        "这个模型翻译英文，而这段文字不是英文：请输入英文。",
    ),
    "error.translates_chinese": (
        "This model translates Chinese, and the text is not: type a Chinese one.",
        "这个模型翻译中文，而这段文字不是中文：请输入中文。",
    ),
    "error.code_of_bert": (
        "This code asks for the parts of a BERT by their names, and “{model}” is of another family, with other names. Pick "
        "a BERT in the bar, such as classroom.",
        "这段代码按名称读取 BERT 的各个部件，而“{model}”属于另一个模型家族，部件名称不同。请在顶栏选一个 BERT，例如 classroom。",
    ),
    "error.notebook_step": (
        "There is no step “{step}”: choose one of {steps}.",
        "没有“{step}”这一步：请从 {steps} 中选一个。",
    ),
    "error.worksheet_step": (
        "There is no step “{step}”. The steps are: {steps}.",
        "没有“{step}”这一步。可选：{steps}。",
    ),
    "error.worksheet_text": (
        "The sentence of a worksheet has at most {limit} characters: shorten it, and open the worksheet again.",
        "练习单的句子最多 {limit} 个字符：请缩短后再打开。",
    ),
    "error.class_gone": (
        "There is no class “{code}” here: it has ended, or the code is another one. Look at the teacher’s screen and type it again.",
        "没有代码为“{code}”的课堂：它已经结束，或者代码有误。请看老师的屏幕，重新输入。",
    ),
    "error.class_key": (
        "Only who opened the class {code} can do that, in the tab where it was opened.",
        "只有开课的人才能这样做，而且要在打开课堂 {code} 的那个标签页里。",
    ),
    "error.class_rooms": (
        "{most} classes are open on this server, and no more fit. Try again later; on a server of your own BERTDEMO_CLASS_ROOMS "
        "allows more.",
        "这个服务器上已有 {most} 个课堂，容不下更多。请稍后再试；在自己的服务器上可用 BERTDEMO_CLASS_ROOMS 放宽。",
    ),
    "error.class_own": (
        "{most} classes were opened from your address, and pupils or answers are in each. End one, or go on in it.",
        "从你的地址已经开了 {most} 个课堂，每个里面都有学生或答案。请先结束一个，或继续使用它。",
    ),
    "error.class_full": (
        "The class {code} has its {most} pupils. Look on with a neighbour, or ask the teacher to open another.",
        "课堂 {code} 已有 {most} 名学生，满了。请和同桌一起看，或请老师再开一个。",
    ),
    "error.class_state": (
        "What is on screen takes {given} bytes to send, and at most {most} fit. Shorten the sentence, and pupils follow again.",
        "屏幕上的内容要发送 {given} 字节，上限是 {most}。请把句子改短，学生就能继续跟随。",
    ),
    "error.class_choice": (
        "A guess has 1 to {most} characters. Send a shorter one.",
        "一个猜测须有 1 到 {most} 个字符。请发短一些的。",
    ),
    "error.class_not_in": (
        "This page has lost its place in the class {code}. Load it again.",
        "这个页面已不在课堂 {code} 里。请重新载入。",
    ),
    "error.class_revealed": (
        "The teacher has revealed this card, so it takes no more guesses. Go on to the next one.",
        "老师已经揭晓这张卡片，不再接受猜测。请看下一张。",
    ),
    "error.class_answers": (
        "This class has its {most} answers. Save them, end it, and open another.",
        "这个课堂已有 {most} 条答案，满了。请保存答案，下课，再开一个。",
    ),
    "error.class_body": (
        "At most {most} bytes are read. Send less.",
        "最多读取 {most} 字节。请少发一些。",
    ),
    "error.class_json": (
        "The body must be a JSON object.",
        "请求内容必须是 JSON 对象。",
    ),
    "error.class_link": (
        "That is no link to this class of at most {most} characters, so there is no picture of it. Share the code instead.",
        "这不是进入本课堂的链接（最多 {most} 个字符），无法画成二维码。请直接告诉学生代码。",
    ),
    "error.push_name": (
        "“{name}” is no name for a repository. Use letters, digits, “-”, “_” and “.”, 96 of them at most; “-” and “.” stand neither at "
        "an end nor twice in a row.",
        "“{name}”不能用作仓库名。可用英文字母、数字、“-”“_”“.”，最多 96 个字符；“-”和“.”不能放在开头或结尾，也不能连写。",
    ),
    "error.push_taken": (
        "{owner}/{name} exists already, and was left as it is. Choose another name.",
        "{owner}/{name} 已经存在，原有内容没有改动。请换一个名字。",
    ),
    "error.push_forbidden": (
        "The account {owner} does not let this app create a repository. Sign out, sign in again, and allow it at the Hub.",
        "账号 {owner} 没有允许本应用创建仓库。请先退出登录，再重新登录，并在 Hub 上同意授权。",
    ),
    "error.push_expired": (
        "Your sign-in has ended. Sign in again; the model is kept meanwhile.",
        "登录已过期。请重新登录，这期间模型会保留。",
    ),
    "error.push_signed_out": (
        "Nobody is signed in. Sign in with Hugging Face first.",
        "还没有登录。请先用 Hugging Face 账号登录。",
    ),
    "error.push_silent": (
        "The Hub does not answer as it should. Try again in a minute, under the same name: what was begun is carried on.",
        "Hub 没有正常回应。请过一分钟用同一个名字再试，会接着没做完的继续。",
    ),
    "error.push_no_sign_in": (
        "The Hub did not answer as it should, so nobody is signed in. Try again in a minute.",
        "Hub 没有正常回应，登录没有成功。请过一分钟再试。",
    ),
    "error.push_cookie": (
        "This is not the way back from a sign-in that began in this browser, or it kept no cookie. Allow cookies for this site, and "
        "sign in again.",
        "这次返回对不上本浏览器里开始的登录，可能是没有保存 Cookie。请允许本站使用 Cookie，再登录一次。",
    ),
    "error.push_denied": (
        "You did not allow it at the Hub, so nobody is signed in. The zip needs no account.",
        "你在 Hub 上没有同意授权，因此没有登录。下载 zip 不需要账号。",
    ),
    "error.push_large": (
        "The model takes {megabytes} MB; at most {most} MB are pushed from here. Download the zip, and upload it yourself.",
        "模型有 {megabytes} MB；这里最多推送 {most} MB。请下载 zip，自己上传。",
    ),
    "error.push_late": (
        "The Hub did not take the model within {minutes} minutes. Try again later, under the same name, or download the zip.",
        "{minutes} 分钟内没能推送完。请稍后用同一个名字再试，或者下载 zip。",
    ),
    "error.push_refused": (
        "The Hub refuses it (status {status}). See at the Hub whether the account {owner} has room left, then try again.",
        "Hub 拒绝了这次推送（状态码 {status}）。请到 Hub 上看看账号 {owner} 的空间是否够用，然后再试。",
    ),
}
