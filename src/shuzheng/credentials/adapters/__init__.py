"""The organisations' signing keys: the only I/O of this room beyond the database."""
