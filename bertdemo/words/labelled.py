"""What is said of labelled rows that a visitor brings: what was repaired, and what makes them unusable."""

WORDS: dict[str, tuple[str, str]] = {
    "error.rows_too_large": (
        "The data is larger than {megabytes} MB, the limit here. Keep a part of its rows.",
        "数据超过这里的上限 {megabytes} MB。请只保留一部分行。",
    ),
    "error.rows_binary": (
        "This is no text file (it looks like {kind}). Save the table as CSV and choose that file.",
        "这不是文本文件（看起来像 {kind}）。请把表格另存为 CSV，再选择那个文件。",
    ),
    "error.rows_none": (
        "There is no row with a text and a label in it. Write one a line: the text, a comma or tab, the label.",
        "没有一行同时含有文本和标签。请每行写一条：文本，逗号或制表符，标签。",
    ),
    "error.rows_one_column": (
        "There is only one column here; a text and a label are needed in each row, with a comma or tab between them.",
        "这里只有一列；每行需要文本和标签，中间用逗号或制表符隔开。",
    ),
    "error.rows_no_column": (
        "There is no column “{column}”. The columns are: {columns}.",
        "没有“{column}”这一列。现有的列：{columns}。",
    ),
    "error.rows_many_labels": (
        "The label column has {labels} different values; at most {most} labels can be learned here. It may be a text or a "
        "number: choose another column.",
        "标签列有 {labels} 种不同的值；这里最多能学 {most} 种标签。它可能是文本或编号：请换一列。",
    ),
    "error.rows_one_label": (
        "Every row has the label “{label}”. A classifier needs at least two labels to tell apart.",
        "每一行的标签都是“{label}”。分类器至少要有两种标签可以区分。",
    ),
    "error.rows_few": (
        "{rows} usable rows are left; at least {least} are needed, better a hundred or more.",
        "只剩 {rows} 行可用；至少需要 {least} 行，最好一百行以上。",
    ),
    "error.rows_alike": (
        "All texts are the same, or each carries two labels. Bring texts that differ.",
        "所有文本都相同，或者每条文本都带有两种标签。请提供不同的文本。",
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
        "The file is not UTF-8; it was read as {encoding}.",
        "文件不是 UTF-8 编码，按 {encoding} 读取。",
    ),
    "labelled.header": ("The first row was taken as the names of the columns.", "第一行被当作列名。"),
    "labelled.no_header": (
        "No names of columns were found; the first row is data.",
        "没有找到列名；第一行是数据。",
    ),
    "labelled.header_twice": (
        "Two columns are called “{name}”; the second one was renamed.",
        "有两列都叫“{name}”；第二列已改名。",
    ),
    "labelled.ragged": (
        "{count} rows had more or fewer cells than the others and were repaired.",
        "{count} 行的单元格数与其他行不同，已修复。",
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
        "{count} rows have a label longer than 60 characters and were left out (lines {lines}).",
        "{count} 行的标签超过 60 个字符，未采用（第 {lines} 行）。",
    ),
    "labelled.control": (
        "{count} texts held control characters, which became spaces.",
        "{count} 条文本含有控制字符，已换成空格。",
    ),
    "labelled.formula": (
        "{count} texts look like formulas of a spreadsheet. They are read as plain text; nothing is run.",
        "{count} 条文本像电子表格公式。它们只当作普通文本，不会执行。",
    ),
    "labelled.script": (
        "{count} texts hold scripts or HTML. They are read as plain text; nothing is run.",
        "{count} 条文本含有脚本或 HTML。它们只当作普通文本，不会执行。",
    ),
    "labelled.long": (
        "{count} texts are longer than {words} words; the rest of each is cut.",
        "{count} 条文本超过 {words} 个词，其余部分已截去。",
    ),
    "labelled.joined": (
        "Labels that differ only in capitals were joined ({count}: {example}).",
        "只有大小写不同的标签已合并（{count} 组：{example}）。",
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
        "{count} labels occur only once and were left out, such as “{example}”: one row to learn and one to check are needed.",
        "{count} 种标签只出现一次，未采用，例如“{example}”：至少要有一行用来学、一行用来检查。",
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
