"""Apache Spark as the target: load, build, publish (docs/spark.md)."""
