"""The law of the catalogue. Pure."""
