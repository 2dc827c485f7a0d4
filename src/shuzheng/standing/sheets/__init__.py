"""Workbooks of standing, each declared once."""
