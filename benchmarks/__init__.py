"""Measurements of speed; nothing here is part of a build."""
