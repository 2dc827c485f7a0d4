"""What a party may not do, and why."""
