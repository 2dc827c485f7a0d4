"""Workbooks of organs and plan."""
