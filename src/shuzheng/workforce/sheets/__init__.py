"""Workbooks of workforce, each declared once."""
