"""Tests of the open interface."""
