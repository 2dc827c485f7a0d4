"""Acts of the annual evaluation."""
