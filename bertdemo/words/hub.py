"""Words of hub."""

WORDS: dict[str, tuple[str, str]] = {}
