"""Workbooks of complaints, each declared once."""
