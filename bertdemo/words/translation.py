"""Words of translation."""

WORDS: dict[str, tuple[str, str]] = {}
