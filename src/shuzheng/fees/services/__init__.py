"""Acts on agreements, ceilings, claims and settlements."""
