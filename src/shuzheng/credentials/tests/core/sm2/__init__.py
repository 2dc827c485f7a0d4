"""Tests of SM2 and SM3."""
