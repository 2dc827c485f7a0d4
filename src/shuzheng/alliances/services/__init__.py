"""The acts of alliances."""
