"""What was learned on annotated news: which cues report, and what stands around them."""
