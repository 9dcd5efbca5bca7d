"""Step 1: text becomes pieces."""
