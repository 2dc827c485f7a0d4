"""The law of help for institutions: pure, dated, total."""
