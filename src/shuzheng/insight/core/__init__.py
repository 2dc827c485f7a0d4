"""The words by which figures are cut and shown. No Django."""
