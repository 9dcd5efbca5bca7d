"""Common facts and phrases with one word left out: what a visitor tries first.

Written by hand for this purpose and never trained on as they stand here; each has one [MASK] and the word that most
readers would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

ENGLISH = (
    ("The capital of France is [MASK].", "paris"),
    ("Paris is the capital of [MASK].", "france"),
    ("London is the capital of [MASK].", "england"),
    ("Berlin is the capital of [MASK].", "germany"),
    ("Rome is the capital of [MASK].", "italy"),
    ("Tokyo is the capital of [MASK].", "japan"),
    ("Beijing is the capital of [MASK].", "china"),
    ("Madrid is the capital of [MASK].", "spain"),
    ("Moscow is the capital of [MASK].", "russia"),
    ("The capital of Egypt is [MASK].", "cairo"),
    ("The president of the United [MASK] lives in the White House.", "states"),
    ("The earth moves around the [MASK].", "sun"),
    ("The moon moves around the [MASK].", "earth"),
    ("The sun rises in the [MASK].", "east"),
    ("There are seven days in a [MASK].", "week"),
    ("There are sixty seconds in a [MASK].", "minute"),
    ("There are twelve months in a [MASK].", "year"),
    ("There are sixty minutes in an [MASK].", "hour"),
    ("Two plus two is [MASK].", "four"),
    ("The opposite of hot is [MASK].", "cold"),
    ("The opposite of black is [MASK].", "white"),
    ("The opposite of up is [MASK].", "down"),
    ("The opposite of good is [MASK].", "bad"),
    ("Water freezes into [MASK].", "ice"),
    ("Bees make [MASK].", "honey"),
    ("Cows give [MASK].", "milk"),
    ("Hens lay [MASK].", "eggs"),
    ("A young dog is called a [MASK].", "puppy"),
    ("A robin is a kind of [MASK].", "bird"),
    ("Gold is a precious [MASK].", "metal"),
    ("Oxygen is a [MASK].", "gas"),
    ("The heart pumps [MASK] through the body.", "blood"),
    ("We see with our [MASK].", "eyes"),
    ("We hear with our [MASK].", "ears"),
    ("Fish live in [MASK].", "water"),
    ("Birds can [MASK] because they have wings.", "fly"),
    ("Shakespeare wrote Romeo and [MASK].", "juliet"),
    ("The Second World [MASK] ended in 1945.", "war"),
    ("Albert Einstein was a famous [MASK].", "physicist"),
    ("The Great Wall is in [MASK].", "china"),
    ("New York is a city in the United [MASK].", "states"),
    ("Mount Everest is the highest [MASK] in the world.", "mountain"),
    ("The Pacific is the largest [MASK].", "ocean"),
    ("The Nile is a long [MASK] in Africa.", "river"),
    ("People in Brazil speak [MASK].", "portuguese"),
    ("They fell in [MASK] and got married.", "love"),
    ("Happy [MASK] to you!", "birthday"),
    ("It was a dark and stormy [MASK].", "night"),
    ("The cat chased the [MASK].", "mouse"),
    ("Once upon a [MASK] there was a king.", "time"),
    ("She brushed her [MASK] before she went to bed.", "teeth"),
    ("He unlocked the door with his [MASK].", "key"),
    ("Please turn off the [MASK] before you sleep.", "light"),
    ("A doctor works in a [MASK].", "hospital"),
    ("Children go to [MASK] to learn.", "school"),
    ("In winter it is [MASK] and in summer it is hot.", "cold"),
    ("The grass is green and the sky is [MASK].", "blue"),
    ("A triangle has three [MASK].", "sides"),
    ("You can read a [MASK] in the library.", "book"),
    ("The baby started to [MASK] because it was hungry.", "cry"),
)
CHINESE = (
    ("中国的首都是北[MASK]。", "京"),
    ("东京是日[MASK]的首都。", "本"),
    ("巴黎是[MASK]国的首都。", "法"),
    ("伦敦是[MASK]国的首都。", "英"),
    ("莫斯科是俄罗[MASK]的首都。", "斯"),
    ("地球绕着太[MASK]转。", "阳"),
    ("月亮绕着地[MASK]转。", "球"),
    ("太阳从[MASK]方升起。", "东"),
    ("一年有十二个[MASK]。", "月"),
    ("一个星期有七[MASK]。", "天"),
    ("一小时有六十分[MASK]。", "钟"),
    ("一加一等于[MASK]。", "二"),
    ("水结成[MASK]。", "冰"),
    ("鱼生活在[MASK]里。", "水"),
    ("小鸟在天上[MASK]。", "飞"),
    ("蜜蜂采花酿[MASK]。", "蜜"),
    ("长[MASK]是亚洲最长的河流。", "江"),
    ("万里长[MASK]在中国。", "城"),
    ("李白是唐代著名的诗[MASK]。", "人"),
    ("鲁迅是中国著名的作[MASK]。", "家"),
    ("第二次世界大[MASK]于1945年结束。", "战"),
    ("医生在医[MASK]工作。", "院"),
    ("小明每天去学[MASK]读书。", "校"),
    ("我们用眼[MASK]看东西。", "睛"),
    ("我们用耳[MASK]听声音。", "朵"),
    ("祝你生[MASK]快乐！", "日"),
    ("苹[MASK]很甜。", "果"),
    ("冬天很[MASK]，夏天很热。", "冷"),
    ("天空是蓝[MASK]的。", "色"),
    ("妈妈在厨房做[MASK]。", "饭"),
    ("他用钥[MASK]打开了门。", "匙"),
    ("请把电[MASK]关掉，我要睡觉。", "灯"),
    ("我在图书[MASK]看书。", "馆"),
    ("火车开进了车[MASK]。", "站"),
    ("今天下雨，记得带雨[MASK]。", "伞"),
    ("黄[MASK]是中国的第二长河。", "河"),
    ("珠穆朗玛峰是世界最高的山[MASK]。", "峰"),
    ("太平[MASK]是最大的海洋。", "洋"),
    ("他们相爱了，后来结[MASK]了。", "婚"),
    ("从前有一个国[MASK]。", "王"),
)


@torch.inference_mode()
def facts(model: Any, tokenizer: Any, rows: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Share of the words that are the model's first guess, and among its first five.

    A word that is not one word piece of the vocabulary cannot be guessed.
    """
    model.eval()
    first = among_five = 0
    for sentence, word in rows:
        inputs = tokenizer(sentence, return_tensors="pt").to(model.device)
        place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
        best = model(**inputs).prediction_logits[0, place].topk(5).indices
        guesses = tokenizer.convert_ids_to_tokens(best.tolist())
        first += guesses[0] == word
        among_five += word in guesses
    return {"facts_top1": round(first / len(rows), 4), "facts_top5": round(among_five / len(rows), 4)}
