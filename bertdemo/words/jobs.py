"""Words of what takes long: trainings, translations, downloads, and the wait for a turn."""

WORDS: dict[str, tuple[str, str]] = {
    "fetching.asking": ("Asking the Hub for “{name}” …", "正在向 Hub 询问“{name}”……"),
    "fetching.what": (
        "“{name}” ({key}): layers × heads × width {shape}, {megabytes} MB to fetch. Until it is here, the model before stays "
        "in use.",
        "“{name}”（{key}）：层 × 头 × 宽度 {shape}，需下载 {megabytes} MB。下载完成之前，继续使用原来的模型。",
    ),
    "fetching.arrived": (
        "“{name}” is here, and every step asks it now.",
        "“{name}”已下载完成，现在每一步都由它来回答。",
    ),
    "fetching.start": ("Try again", "再试一次"),
    "fetching.close": ("Close this message", "关闭这条消息"),
    "gate.waiting": (
        "Waiting for other visitors: number {place} in line. Until then this belongs to the question before.",
        "正在等待其他访客：排在第 {place} 位。在此之前，这里显示的仍是上一个问题的结果。",
    ),
    "training.state_waiting": ("Waiting: number {place} in the queue.", "排队中：第 {place} 位。"),
    "training.state_running": ("Running for {seconds} s.", "已运行 {seconds} 秒。"),
    "training.state_paused": (
        "Paused after {seconds} s; others may train meanwhile.",
        "已暂停（运行了 {seconds} 秒），其他人可以先训练。",
    ),
    "training.state_finished": (
        "Finished after {seconds} s of computing.",
        "训练完成，计算用时 {seconds} 秒。",
    ),
    "training.state_stopped": (
        "Stopped after {seconds} s. Nothing was kept.",
        "已在 {seconds} 秒后停止，没有保留任何东西。",
    ),
    "training.state_alone": (
        "Stopped and freed: nobody looked at it for a while.",
        "已停止并释放：有一段时间无人查看。",
    ),
    "training.state_late": (
        "Stopped: a training may take {minutes} minutes here. Use fewer rows, fewer epochs or the head only.",
        "已停止：这里一次训练最多 {minutes} 分钟。请减少行数或轮数，或只训练分类头。",
    ),
    "training.state_failed": ("Failed after {seconds} s.", "在 {seconds} 秒后失败。"),
    "translation.state_waiting": ("Waiting: number {place} in line.", "排队中：第 {place} 位。"),
    "translation.state_running": ("Translating for {seconds} s.", "已翻译 {seconds} 秒。"),
    "translation.state_paused": ("Paused after {seconds} s.", "已暂停（用了 {seconds} 秒）。"),
    "translation.state_finished": ("Translated in {seconds} s.", "翻译完成，用时 {seconds} 秒。"),
    "translation.state_stopped": ("Stopped after {seconds} s.", "已在 {seconds} 秒后停止。"),
    "translation.state_alone": (
        "Stopped: nobody looked at it for a while.",
        "已停止：有一段时间无人查看。",
    ),
    "translation.state_late": (
        "Stopped: a translation may take {minutes} minutes here. Take fewer sentences or fewer beams.",
        "已停止：这里一次翻译最多 {minutes} 分钟。请减少句子或束宽。",
    ),
    "translation.state_failed": ("Failed after {seconds} s.", "在 {seconds} 秒后失败。"),
    "download.state_waiting": ("Waiting: number {place} in line.", "排队中：第 {place} 位。"),
    "download.state_running": ("Fetching for {seconds} s.", "已下载 {seconds} 秒。"),
    "download.state_paused": ("Paused after {seconds} s.", "已暂停（用了 {seconds} 秒）。"),
    "download.state_finished": ("Fetched in {seconds} s.", "下载完成，用时 {seconds} 秒。"),
    "download.state_stopped": (
        "Stopped after {seconds} s. Whole files were kept.",
        "已在 {seconds} 秒后停止；已完整的文件保留着。",
    ),
    "download.state_alone": (
        "Stopped: nobody looked at it for a while. Whole files were kept.",
        "已停止：有一段时间无人查看；已完整的文件保留着。",
    ),
    "download.state_late": (
        "Stopped: a download may take {minutes} minutes here. Fetch it again: whole files were kept.",
        "已停止：这里一次下载最多 {minutes} 分钟。请重新下载，已完整的文件保留着。",
    ),
    "download.state_failed": ("Failed after {seconds} s.", "在 {seconds} 秒后失败。"),
    "training.pause": ("Pause", "暂停"),
    "training.resume": ("Go on", "继续"),
    "training.stop": ("Stop", "停止"),
    "training.progress": ("Progress", "进度"),
    "training.use": ("Use it on every step", "在每一步使用它"),
    "training.download": ("Download (zip)", "下载（zip）"),
    "training.zip": ("{name}, {megabytes} MB", "{name}，共 {megabytes} MB"),
}
