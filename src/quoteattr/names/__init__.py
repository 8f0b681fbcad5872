"""What is known of names, whoever asks: their words, likeness, and people the caller knows."""
