"""Step 5: one layer by hand, and what it costs."""
