"""The mathematics of panels."""
