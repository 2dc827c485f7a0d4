"""The mathematics of draws of inspections."""
