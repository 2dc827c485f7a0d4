"""Tests of the gazette."""
