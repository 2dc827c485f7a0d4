"""Acts on standing."""
