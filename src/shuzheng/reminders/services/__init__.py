"""What is done with reminders: they are made, read, sent as digests, and forgotten."""
