"""What a finished build says of itself, and the names in it."""
