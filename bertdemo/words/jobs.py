"""Words of what must wait: heavy work at the gate, and the queues of trainings, translations and downloads."""

WORDS: dict[str, tuple[str, str]] = {
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
    "gate.waiting": (
        "Waiting for other visitors: number {place} in line. Until then this belongs to the question before.",
        "正在等待其他访客：排在第 {place} 位。在此之前，这里显示的仍是上一个问题的结果。",
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
}
