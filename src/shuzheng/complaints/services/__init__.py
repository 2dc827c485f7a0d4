"""The acts of complaints."""
