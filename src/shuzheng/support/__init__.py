"""Help for institutions: unevenness measured, pairings, guidance, questions, preferences."""
