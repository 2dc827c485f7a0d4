"""Reads of standing: may this party do this today."""
