"""The law of the evidence log: the life of a draw."""
