"""The KPIs once more, in polars and from the staging views alone, written from the definitions.

Nothing here reads a model above staging: a mistake in the SQL cannot hide in its own proof.
"""
