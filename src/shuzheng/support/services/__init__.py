"""Acts of help for institutions."""
