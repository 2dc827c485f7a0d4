"""Reads of filings, entries, alliances and activity reports."""
