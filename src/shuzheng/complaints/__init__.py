"""Enquiries, complaints and opinions of anybody, answered by somebody who is not concerned."""
