"""Pages of pilots: filings, entry reviews, activity reports, alliances."""
