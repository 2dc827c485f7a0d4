"""Reads of who there is, shaped for pages."""
