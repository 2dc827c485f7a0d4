"""Workbooks of the annual evaluation, each declared once."""
