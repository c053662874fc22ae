"""Semantic models and metrics for MetricFlow, written from the KPI definitions.

dbt's YAML cannot call a macro, so `make semantic` writes what the registry says into it, and a test
says when a definition has changed since.
"""
