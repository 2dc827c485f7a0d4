"""Reads of help for institutions."""
