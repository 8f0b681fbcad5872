"""Who has each turn, and whom it addresses."""
