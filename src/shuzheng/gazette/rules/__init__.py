"""The law of documents, their recipients and their search. Pure."""
