"""The law of assessment, from the site to the review of a score. Pure and dated."""
