"""Workbooks of alliances, each declared once."""
