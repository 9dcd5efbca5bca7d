"""Words of the pickers that several instruments share."""

SERVER_SILENT = (
    "The server gave no answer; what you see is the picture before.",
    "服务器没有回应，现在看到的是之前的图。",
)
WORDS: dict[str, tuple[str, str]] = {
    "focus.layer": ("Layer", "层"),
    "focus.head": ("Head", "头"),
    "focus.token": ("Token", "词元"),
    "focus.signs": ("below zero and above, the largest in full colour", "橙为负，蓝为正，绝对值越大颜色越深"),
    "focus.strip": ("{count} numbers", "{count} 个数"),
    "focus.number": ("number {number}: {value}", "第 {number} 个数：{value}"),
    "focus.failed": (
        "The server gave no answer; what you see is the picture before.",
        "服务器没有回应，现在看到的是之前的图。",
    ),
    "pick.layer": ("Layer", "层"),
    "pick.head": ("Head", "头"),
    "pick.previous_layer": ("Previous layer", "上一层"),
    "pick.next_layer": ("Next layer", "下一层"),
    "pick.previous_head": ("Previous head", "上一个头"),
    "pick.next_head": ("Next head", "下一个头"),
    "pick.mean": ("mean", "平均"),
    "pick.max": ("maximum", "最大"),
    "pick.hide_specials": ("Hide [CLS] and [SEP]", "隐藏 [CLS] 和 [SEP]"),
    "pick.failed": SERVER_SILENT,
}
