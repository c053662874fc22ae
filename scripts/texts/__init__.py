"""Texts for readers, in four languages: texts, numbers, dates, definitions, search."""
