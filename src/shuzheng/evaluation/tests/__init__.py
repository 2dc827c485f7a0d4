"""Tests of the annual evaluation."""
