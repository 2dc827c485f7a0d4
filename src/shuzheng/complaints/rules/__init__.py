"""The law of complaints: pure, dated."""
