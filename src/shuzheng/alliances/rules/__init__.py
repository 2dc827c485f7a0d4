"""What alliances owe, and who sees what of them: pure and dated."""
