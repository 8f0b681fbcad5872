"""Where the text names somebody, before anybody knows whom."""
