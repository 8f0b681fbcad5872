"""Changes of a page that change nothing in who says what, and what the program loses by each."""
