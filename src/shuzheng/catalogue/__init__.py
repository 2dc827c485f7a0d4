"""Certificates, standards and majors."""
