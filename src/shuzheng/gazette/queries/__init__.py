"""Reads of the gazette."""
