"""Workbooks that enterprises hand in and get back."""
