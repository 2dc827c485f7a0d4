"""Counting for a cut, and reading cuts, rows, facts and the platform's own state."""
