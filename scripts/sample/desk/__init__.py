"""The simulated desk: who works there, and what happens."""
