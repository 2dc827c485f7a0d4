"""Workbooks of pilots: the list of filings, the items of one filing."""
