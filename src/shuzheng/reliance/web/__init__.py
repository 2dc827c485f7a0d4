"""Pages of enterprises and holders."""
