"""Step 8: fine-tuning."""
