"""The gate: judges the raw files with Great Expectations before anything is built."""
