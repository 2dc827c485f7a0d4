"""Tests of the formats of a certificate, and of its offline verifier."""
