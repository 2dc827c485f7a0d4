"""Acts of assessment."""
