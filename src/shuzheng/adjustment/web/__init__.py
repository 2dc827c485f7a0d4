"""Pages of the annual review."""
