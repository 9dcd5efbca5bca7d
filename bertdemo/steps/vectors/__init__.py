"""Step 2: pieces become vectors."""
