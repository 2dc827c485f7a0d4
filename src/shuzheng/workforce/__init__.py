"""Who is qualified for what."""
