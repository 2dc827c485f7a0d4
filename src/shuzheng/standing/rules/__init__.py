"""What a restriction bars. Pure."""
