"""The demonstration province: built by the same acts a user performs, on invented parties."""
