"""The rules that propose what was said and by whom, each a whole row, and what they read."""
