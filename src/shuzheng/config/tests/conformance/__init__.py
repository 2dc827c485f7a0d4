"""Tests of the conformance door."""
