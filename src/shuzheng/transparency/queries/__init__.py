"""What can be asked of the log: its head, its proofs, its files, and whether it is whole."""
