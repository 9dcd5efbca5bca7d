"""BERT, live: type a sentence and see everything that BERT does to it."""
