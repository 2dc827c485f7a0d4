"""Acts on filings, entries, alliances and activity reports."""
