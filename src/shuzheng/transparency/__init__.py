"""The evidence log: what was stated, in an order that nobody can change unseen."""
