"""Questions to the store: scalars in, a DataFrame (or a small record) out."""
