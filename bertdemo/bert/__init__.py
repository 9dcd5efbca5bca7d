"""What BERT does: computed here, without gradio or plotly, and usable from a notebook."""
