"""The runner: builds the warehouse privately, tests it, publishes it in one atomic step."""
