"""Pages of the annual evaluation."""
