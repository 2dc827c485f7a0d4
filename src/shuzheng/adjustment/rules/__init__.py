"""The law of the annual review. Pure."""
