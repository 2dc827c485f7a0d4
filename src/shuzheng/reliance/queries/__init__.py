"""Reads for pages and the interface."""
