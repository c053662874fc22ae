"""The raw tables that such a desk would export."""
