"""What readers are told, in four languages: texts, numbers, dates, definitions, search."""
