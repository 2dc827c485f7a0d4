"""What is made public, and what is sent officially."""
