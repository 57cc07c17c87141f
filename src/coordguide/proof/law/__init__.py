"""The second reading: what the vocabulary and the law say, written without the content's rules."""
