"""The command line `monitor`: import, check, templates, migrate, sample."""

from lib.cli.main import main

__all__ = ["main"]
