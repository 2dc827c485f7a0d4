"""The acts of inspections."""
