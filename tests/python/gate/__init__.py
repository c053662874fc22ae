"""The gate: every rule broken once, mistakes in rules, the report, and the command line."""
