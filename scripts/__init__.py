"""The Python side of the warehouse: the runner and the sample generator."""
