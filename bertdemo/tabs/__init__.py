"""What the visitor touches: one file a tab, and the page that they share."""
