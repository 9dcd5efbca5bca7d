"""The frame of the page: bar, rail, stage, live answers, and the building blocks of every instrument."""
