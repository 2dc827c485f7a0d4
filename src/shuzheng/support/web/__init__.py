"""Pages of help for institutions."""
