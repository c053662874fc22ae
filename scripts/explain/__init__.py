"""The rows behind a number."""
