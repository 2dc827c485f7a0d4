"""Reads of certificates, and what verifiers are told to trust."""
