"""Workbooks of identity, each declared once. Headings and choices are the official words."""
