"""PostgreSQL as the target: load, build, publish (docs/postgresql.md)."""
