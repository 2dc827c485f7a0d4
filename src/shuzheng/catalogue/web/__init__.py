"""The catalogue for anybody, and its import for who keeps it."""
