"""Step 4: all heads."""
