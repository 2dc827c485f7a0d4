"""What kinds of party and role there are, and what an account needs. Pure."""
