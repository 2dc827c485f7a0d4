"""The law of organs and plan: pure, dated."""
