"""What findings share: sentences put together, and who speaks where it is not the picked model."""

from __future__ import annotations

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import TASKS
from bertdemo.bert.languages import reads_chinese
from bertdemo.serving.folders import is_mine
from bertdemo.text import Text


def speaker_of(text: Text, checkpoint: Checkpoint) -> str:
    """Who answers: what a bundled model does and on which BERT it stands, or the name of any other checkpoint.

    The key of a visitor's own model is a secret of its page, and is not said.
    """
    if is_mine(checkpoint.key):
        return text("using.says.speaker_mine")
    if checkpoint.task not in TASKS or not checkpoint.base:
        return checkpoint.key
    base = text("using.says.on_zh" if reads_chinese(checkpoint) else "using.says.on_en")
    return text(f"using.says.speaker_{checkpoint.task}", base=base)


def joined(text: Text, *sentences: str) -> str:
    """Sentences of one finding, the empty ones left out; Chinese has no space between them."""
    return ("" if text.language == "zh" else " ").join(filter(None, sentences))
