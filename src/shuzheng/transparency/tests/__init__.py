"""Tests of the evidence log."""
