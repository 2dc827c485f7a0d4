"""Workbooks of fees: the table of ceilings, the list of hardship, the list of agreements."""
