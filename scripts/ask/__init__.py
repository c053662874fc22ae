"""Asking the published release: KPIs by name, values, and tools for an assistant."""
