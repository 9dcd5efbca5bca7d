"""Step 3: one attention head by hand."""
