"""Reads of sites, plans, registrations, seats, marks and results."""
