"""Doors of the foundation: refusals, jobs, files, the rulebook, the styleguide."""
