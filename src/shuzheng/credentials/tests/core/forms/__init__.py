"""Tests of the further forms of a certificate."""
