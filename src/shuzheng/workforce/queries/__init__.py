"""Reads of qualifications and recusals."""
