"""The frame of the page: bar, tabs, live answers, and the building blocks of every instrument."""
