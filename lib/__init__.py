"""Präventionsketten-Monitor: the floors of the house (see docs/architecture.md)."""
