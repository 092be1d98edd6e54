"""Documents and files made of insights."""
