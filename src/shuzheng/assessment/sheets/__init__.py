"""Workbooks of assessment, each declared once."""
