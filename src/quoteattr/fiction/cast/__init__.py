"""Everybody who can speak in a story."""
