"""A simulated support desk that fills every raw table of the contract."""

from scripts.sample.simulate import write_sample

__all__ = ["write_sample"]
