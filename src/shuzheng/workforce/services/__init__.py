"""Acts on qualifications and recusals."""
