"""Acts of the gazette."""
