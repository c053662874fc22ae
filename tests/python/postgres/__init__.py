"""The target `postgres` on a real server that the tests start themselves."""
