"""The law of inspections: pure, dated."""
