"""Acts of enterprises and holders."""
