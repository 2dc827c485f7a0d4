"""Workbooks of the annual review, each declared once."""
