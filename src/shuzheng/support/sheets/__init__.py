"""Workbooks of help for institutions, each declared once."""
