"""What the public site explains, and from which rules its numbers come."""
