"""Copy a schema of a database server into a DuckDB file, with dlt.

python copy_schema.py postgresql+psycopg2://user@host/database zendesk zendesk.duckdb
"""

import sys

import dlt
from dlt.sources.sql_database import sql_database

server, schema, file = sys.argv[1:]
# Columns keep their names: conversationId, not conversation_id.
dlt.config["schema.naming"] = "direct"
# DuckDB would not tell a dataset from a file of the same name.
pipeline = dlt.pipeline(
    f"copy_{schema}", destination=dlt.destinations.duckdb(file), dataset_name="copied"
)
tables = sql_database(server, schema=schema)
pipeline.run(tables, write_disposition="replace")
