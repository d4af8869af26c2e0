"""Synthetic people. Nothing here is about anybody who lives or lived."""
