"""Acts on the catalogue: imports with their source."""
