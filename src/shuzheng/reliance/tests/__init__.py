"""Tests of those who rely on certificates."""
