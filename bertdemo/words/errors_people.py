"""What cannot be done in a class, or with an account of Hugging Face, and how to mend it."""

WORDS: dict[str, tuple[str, str]] = {
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
