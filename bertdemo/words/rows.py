"""What is told of rows that a visitor brings: findings, and what cannot be read."""

WORDS: dict[str, tuple[str, str]] = {
    "error.rows_broken_upload": (
        "The file did not arrive whole. Choose it again.",
        "文件没有完整传到。请重新选择。",
    ),
    "error.rows_too_large": (
        "The data is larger than {megabytes} MB, the limit here. Keep a part of its rows.",
        "数据超过这里的上限 {megabytes} MB。请只保留一部分行。",
    ),
    "error.rows_binary": (
        "This is no text file (it looks like {kind}). Save the table as CSV and choose that file.",
        "这不是文本文件（看起来像 {kind}）。请把表格另存为 CSV，再选择那个文件。",
    ),
    "error.rows_no_text_file": (
        "This file holds bytes that are not text. Save the table as CSV (UTF-8) and choose that file.",
        "这个文件含有文本里不会有的字节。请把表格另存为 CSV（UTF-8），再选择那个文件。",
    ),
    "error.rows_encoding": (
        "The letters of this file cannot be told: it is not UTF-8, and in no other encoding that is known here do its bytes "
        "make words. Save it as UTF-8 (in a spreadsheet “CSV UTF-8”) and choose that file.",
        "无法判断这个文件的文字编码：它不是 UTF-8，按这里认识的其他编码也读不出词语。"
        "请另存为 UTF-8（在电子表格里选“CSV UTF-8”），再选择那个文件。",
    ),
    "error.rows_long_label": (
        "No row is left: the labels of {count} rows are longer than {most} characters, the limit here. Shorten the labels, or "
        "choose another column.",
        "没有剩下可用的行：{count} 行的标签超过这里的上限 {most} 个字符。请缩短标签，或换一列。",
    ),
    "error.rows_several_labels": (
        "No row is left: {count} rows carry several labels, and one label a text is learned here. Keep one of them in each "
        "row.",
        "没有剩下可用的行：{count} 行带有多个标签，而这里每条文本只学一个标签。请每行只保留一个。",
    ),
    "error.rows_no_texts": (
        "There is no text in this file. Write one a line, or a table with a column of texts.",
        "这个文件里没有文本。请每行写一条，或提供含有文本列的表格。",
    ),
    "error.rows_none": (
        "There is no row with a text and a label in it. Write one a line: the text, a comma or tab, the label.",
        "没有一行同时含有文本和标签。请每行写一条：文本，逗号或制表符，标签。",
    ),
    "error.rows_only_header": (
        "There are names of columns ({names}), but no row below them. Add rows, or choose the file that has them.",
        "只有列名（{names}），下面没有任何数据行。请加入数据行，或选择含有数据的文件。",
    ),
    "error.rows_empty_json": (
        "This is JSON with nothing in it: there is no row. Choose a file that has rows, such as "
        '[["a fine film", "positive"], …].',
        '这是空的 JSON，里面没有任何数据行。请选择含有数据的文件，例如 [["一部好电影", "正面"], …]。',
    ),
    "error.rows_html": (
        "This is HTML or XML (a web page, or a spreadsheet saved as one), no table of text. Open it in a spreadsheet, save it "
        "as CSV and choose that file.",
        "这是 HTML 或 XML（网页，或存成网页的电子表格），不是文本表格。请在电子表格里打开它，另存为 CSV，再选择那个文件。",
    ),
    "error.rows_nested": (
        "How this JSON is nested was not understood: “{column}” holds lists, not texts. Write one pair a line, such as "
        '["a fine film", "positive"].',
        "无法理解这个 JSON 的嵌套方式：“{column}”里是列表，不是文本。请每行写一对，例如 "
        '["一部好电影", "正面"]。',
    ),
    "error.rows_json": (
        "This looks like JSON, but most of it cannot be read as such. Write one object or one pair a line, such as "
        '["a fine film", "positive"], or all of them in one list, and see that the end is not cut off.',
        '这看起来像 JSON，但大部分无法读取。请每行写一个对象或一对，例如 ["一部好电影", "正面"]，'
        "或把它们都放进一个列表，并确认结尾没有被截断。",
    ),
    "error.rows_one_column": (
        "There is only one column here; a text and a label are needed in each row, with a comma or tab between them.",
        "这里只有一列；每行需要文本和标签，中间用逗号或制表符隔开。",
    ),
    "error.rows_no_column": (
        "There is no column “{column}”. Choose one of these: {columns}.",
        "没有“{column}”这一列。请从这些列中选择：{columns}。",
    ),
    "error.rows_same_column": (
        "The column “{column}” cannot be both the text and the label. Choose another one for either.",
        "“{column}”这一列不能既是文本又是标签。请为其中之一换一列。",
    ),
    "error.rows_many_labels": (
        "The label column has {labels} different values; at most {most} labels can be learned here. It may be a text or a "
        "number: choose another column.",
        "标签列有 {labels} 种不同的值；这里最多能学 {most} 种标签。它可能是文本或编号：请换一列。",
    ),
    "error.rows_one_label": (
        "Every usable row has the label “{label}”. A classifier needs at least two labels to tell apart: add rows of another one, or choose another column.",
        "每一条可用的行标签都是“{label}”。分类器至少要有两种标签可以区分：请加入别的标签的行，或换一列。",
    ),
    "error.rows_labels_once": (
        "{labels} labels occur only once, and fewer than two others are left. A label needs at least 2 rows: one to learn and one to check. If these are texts or numbers of rows, choose another column.",
        "有 {labels} 种标签只出现一次，除此之外不到两种。每种标签至少要有 2 行：一行用来学，一行用来检查。如果这些是文本或编号，请换一列。",
    ),
    "error.rows_few": (
        "{rows} usable rows are left; at least {least} are needed, better a hundred or more. Add rows.",
        "只剩 {rows} 行可用；至少需要 {least} 行，最好一百行以上。请增加一些行。",
    ),
    "error.rows_alike": (
        "The {rows} rows hold too few different texts: without repeated texts and texts with two labels, {usable} are left, and at least {least} are needed. Bring texts that differ, or choose another column.",
        "这 {rows} 行里不同的文本太少：去掉重复的和带有两种标签的文本，只剩 {usable} 条，至少需要 {least} 条。请提供不同的文本，或换一列。",
    ),
    "error.rows_not_pairs": (
        'Row {row} is no pair of a text and a label. Send a list such as [["a fine film", "positive"], …].',
        '第 {row} 行不是文本和标签的一对。请发送这样的列表：[["a fine film", "positive"], …]。',
    ),
    "error.rows_too_many": (
        "There are more than {most} rows. Keep a part of them.",
        "超过 {most} 行。请只保留一部分。",
    ),
    "error.rows_too_wide": (
        "There are more than {most} columns. Keep the text and the label.",
        "超过 {most} 列。请只保留文本和标签。",
    ),
    "labelled.encoding": (
        "The file is not UTF-8; it was read as {encoding}. If its letters look wrong, save it as UTF-8.",
        "文件不是 UTF-8 编码，按 {encoding} 读取。如果文字看起来不对，请另存为 UTF-8。",
    ),
    "labelled.undecoded": (
        "{count} characters could not be read as {encoding} and stand as �.",
        "有 {count} 个字符无法按 {encoding} 读取，显示为 �。",
    ),
    "labelled.header": (
        "The first row was taken as the names of the columns: {names}.",
        "第一行被当作列名：{names}。",
    ),
    "labelled.no_header": (
        "No names of columns were found; the first row is data.",
        "没有找到列名；第一行是数据。",
    ),
    "labelled.separator_line": (
        "The first line names the separator; it is no row.",
        "第一行指明分隔符，不算作数据。",
    ),
    "labelled.above": (
        "{count} lines are a title, comments or a ruled line and were left out (lines {lines}).",
        "有 {count} 行是标题、注释或分隔线，未采用（第 {lines} 行）。",
    ),
    "labelled.in_words": (
        "The labels were taken from the column “{words}”, which says in words what “{numbers}” says in numbers.",
        "标签取自“{words}”列，它用文字写出了“{numbers}”列用数字表示的内容。",
    ),
    "labelled.one_hot": (
        "The labels are the names of the columns of 0 and 1: in each row exactly one of these is 1: {columns}.",
        "标签就是这些由 0 和 1 组成的列的列名，每行恰好有一个 1：{columns}。",
    ),
    "labelled.unused": (
        "Columns that are not used here: {columns}. One text and one label a row are learned.",
        "这里没有使用的列：{columns}。每行只学一条文本和一个标签。",
    ),
    "labelled.feature_names": (
        "The numbers in the column “{column}” were replaced by the names that the file gives for them.",
        "“{column}”列中的数字已换成文件里给出的名称。",
    ),
    "labelled.by_label": (
        "Each list of texts was read as the texts of one label: {names}.",
        "每个文本列表都被当作一种标签的文本：{names}。",
    ),
    "labelled.several": (
        "{count} rows carry several labels and were left out (lines {lines}): one label a text is learned here.",
        "{count} 行带有多个标签，未采用（第 {lines} 行）：这里每条文本只学一个标签。",
    ),
    "labelled.text_column": (
        "The texts were taken from the column “{column}”. Other columns are not needed here: {others}.",
        "文本取自“{column}”列。这里不需要其他列：{others}。",
    ),
    "labelled.one_line": (
        "Texts of several lines: {count}. Each stands on one line here.",
        "{count} 条文本有多行；这里每条写成一行。",
    ),
    "labelled.header_twice": (
        "Several columns are called “{name}”; all but the first were renamed.",
        "有几列都叫“{name}”；除第一列外都已改名。",
    ),
    "labelled.quotes": (
        "{count} lines hold a quotation mark that opens or closes no cell; they were read as they stand (lines {lines}).",
        "{count} 行里的引号没有成对围住单元格，这些行按原样读取（第 {lines} 行）。",
    ),
    "labelled.ragged": (
        "{count} rows had more or fewer cells than there are columns (lines {lines}). Cells too many were joined to the text, missing ones are empty.",
        "{count} 行的单元格数与列数不同（第 {lines} 行）。多出的单元格并入了文本，缺少的算作空。",
    ),
    "labelled.broken": (
        "{count} lines could not be read and were left out (lines {lines}).",
        "{count} 行无法读取，未采用（第 {lines} 行）。",
    ),
    "labelled.no_text": (
        "{count} rows have no text and were left out (lines {lines}).",
        "{count} 行没有文本，未采用（第 {lines} 行）。",
    ),
    "labelled.no_label": (
        "{count} rows have no label and were left out (lines {lines}).",
        "{count} 行没有标签，未采用（第 {lines} 行）。",
    ),
    "labelled.long_label": (
        "{count} rows have a label longer than {most} characters, the limit here, and were left out (lines {lines}).",
        "{count} 行的标签超过这里的上限 {most} 个字符，未采用（第 {lines} 行）。",
    ),
    "labelled.control": (
        "{count} rows held control characters, which became spaces.",
        "{count} 行含有控制字符，已换成空格。",
    ),
    "labelled.formula": (
        "{count} rows look like formulas of a spreadsheet. They are read as plain text; nothing is run.",
        "{count} 行像电子表格公式。它们只当作普通文本，不会执行。",
    ),
    "labelled.script": (
        "{count} rows hold scripts or HTML. They are read as plain text; nothing is run.",
        "{count} 行含有脚本或 HTML。它们只当作普通文本，不会执行。",
    ),
    "labelled.long": (
        "{count} texts are longer than {words} words (a Chinese character counts as one); the rest of each is cut.",
        "{count} 条文本超过 {words} 个词（一个汉字算一个），其余部分已截去。",
    ),
    "labelled.joined": (
        "Labels that differ only in capitals or spaces were joined ({count}: {example}).",
        "只有大小写或空格不同的标签已合并（{count} 组：{example}）。",
    ),
    "labelled.doubles": (
        "{count} rows repeat a text with the same label and were left out.",
        "{count} 行重复了同样的文本和标签，未采用。",
    ),
    "labelled.torn": (
        "{count} rows hold a text that has two labels and were left out, such as “{example}”.",
        "{count} 行的文本带有两种标签，未采用，例如“{example}”。",
    ),
    "labelled.few": (
        "{count} labels occur only once and were left out with their rows, such as “{example}”: one row to learn and one to check are needed.",
        "{count} 种标签只出现一次，连同它们的行未采用，例如“{example}”：至少要有一行用来学、一行用来检查。",
    ),
    "labelled.sample": (
        "{all} rows are more than can be learned from here; {rows} of them were drawn, with the same shares of labels.",
        "{all} 行超过这里能学的数量；按标签比例抽取了 {rows} 行。",
    ),
    "labelled.imbalance": (
        "{share} of the rows are “{label}”: always guessing it is right that often. Look at the confusion matrix, not only at accuracy.",
        "{share} 的行是“{label}”：永远猜它就有这么高的准确率。请看混淆矩阵，不要只看准确率。",
    ),
}
