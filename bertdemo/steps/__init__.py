"""What the visitor touches: one folder a step, one file an instrument."""
