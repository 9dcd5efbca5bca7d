"""Words of the cards, one file a step.

A gloss in English is the sentence itself: only readers of the other column are shown one.
"""
