"""Charts: Altair pictures of an insight. Frame in, picture out, no I/O."""
