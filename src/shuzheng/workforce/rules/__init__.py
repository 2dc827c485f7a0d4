"""Who is qualified for what, and who must stand aside. Pure."""
