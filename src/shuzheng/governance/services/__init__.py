"""Acts on organs and plan."""
