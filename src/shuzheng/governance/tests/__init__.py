"""Tests of organs and plan."""
