"""Certificates: issued, printed, changed in status, and verified by anybody."""
