"""Pages of the gazette."""
