"""The law of the pilots: filings, entry reviews, activity reports, alliances. Pure and dated."""
