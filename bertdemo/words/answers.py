"""What is wrong with a question or a text in which an answer or names are looked for."""

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
}
