"""Reads of alliances as frozen values."""
