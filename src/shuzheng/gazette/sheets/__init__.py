"""Workbooks of the gazette."""
