"""What `make` runs: set-up, checks, the temporary database, the messages."""
