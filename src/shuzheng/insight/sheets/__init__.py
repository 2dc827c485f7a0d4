"""Figures and their rows as they leave the platform in a workbook."""
