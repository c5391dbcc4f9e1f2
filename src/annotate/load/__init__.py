"""Readers of the project's YAML: one module for each kind of file."""
