"""Reads of agreements, ceilings, claims and settlements."""
