"""The news wing: who said what in an article."""
