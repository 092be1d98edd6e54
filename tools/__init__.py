"""Tools of the project's developers and of the two make commands."""
