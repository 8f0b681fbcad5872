"""Quotations as turns of a dialogue, and who is named beside each."""
