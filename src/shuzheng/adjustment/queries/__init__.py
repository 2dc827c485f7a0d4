"""Reads of the annual review."""
