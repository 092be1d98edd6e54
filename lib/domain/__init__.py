"""Ground floor: vocabulary, typed errors and the pure measures. pandas only, no I/O."""
