"""Targets other than DuckDB."""
