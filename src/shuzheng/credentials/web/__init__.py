"""Certificates for anybody (verification), for staff (the register) and for their holders."""
