"""Step 9: using it."""
