"""Data in, figure out: what the page's components and frames are given to draw."""
