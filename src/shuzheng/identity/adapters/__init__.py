"""Where identity meets the sign-in library."""
