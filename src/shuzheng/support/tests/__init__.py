"""Tests of help for institutions."""
