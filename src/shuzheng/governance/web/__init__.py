"""Pages of organs and plan."""
