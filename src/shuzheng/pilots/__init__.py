"""Filing, entry and exit of certificates, alliances, and the reports of what is held where."""
