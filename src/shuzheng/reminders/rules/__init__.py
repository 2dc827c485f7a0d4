"""Which facts tell whom, and what a digest says. Pure."""
