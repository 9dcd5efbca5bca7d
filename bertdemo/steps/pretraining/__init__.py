"""Step 7: what pretraining teaches."""
