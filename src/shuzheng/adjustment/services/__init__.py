"""Acts of the annual review."""
