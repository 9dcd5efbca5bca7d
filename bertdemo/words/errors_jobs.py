"""Why a training, a translation or a download cannot be begun or followed, and how to mend it."""

WORDS: dict[str, tuple[str, str]] = {
    "error.disk_full": (
        "The disk of this server is full, so what “{model}” needs there could not be written. Try again later; whoever runs the "
        "server: make room.",
        "这台服务器的磁盘已满，“{model}”所需的文件无法写入。请稍后再试；管理员请清出空间。",
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
    "error.busy": (
        "{waiting} sentences of other visitors are waiting already. Please try again in a few seconds.",
        "已有 {waiting} 个其他访客的句子在排队，请过几秒再试。",
    ),
}
