"""Workbooks: one declared sheet gives template, reader, preview, error workbook and export."""
