"""Step 10: doubting it."""
