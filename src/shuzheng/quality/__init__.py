"""Inspections drawn by double lot, findings, rectification, veto."""
