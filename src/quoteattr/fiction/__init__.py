"""The fiction wing: who speaks in a story."""
