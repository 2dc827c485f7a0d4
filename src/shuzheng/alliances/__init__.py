"""Alliances at work: members, summaries, layout of sites, minutes, contacts."""
