"""The law of certificates after their results. Pure."""
