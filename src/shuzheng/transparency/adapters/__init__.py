"""The log's only I/O beyond the database: its signing key and its files."""
