"""A dashboard in words: figures, tiles, chart tables, rows, columns, addresses.

Public, because the desk shows the same figures as the figures' own pages.
"""
