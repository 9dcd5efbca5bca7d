"""Step 6: through the layers."""
