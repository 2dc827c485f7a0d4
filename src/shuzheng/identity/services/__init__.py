"""Acts on organisations, persons and accounts."""
