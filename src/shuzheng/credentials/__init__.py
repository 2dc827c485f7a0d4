"""Certificates, their status and their verification."""
