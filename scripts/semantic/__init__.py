"""Semantic models and metrics for MetricFlow, written from the KPI definitions.

dbt's YAML cannot call a macro, so `make semantic` writes what the KPI macros say into it, and a
test says when a macro has changed since.
"""
