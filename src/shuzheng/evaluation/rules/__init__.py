"""The law of the annual evaluation: pure, dated, total."""
