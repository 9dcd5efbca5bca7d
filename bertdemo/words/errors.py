"""What cannot be done with a text, a question or what a page sends, and how to mend it."""

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
}
