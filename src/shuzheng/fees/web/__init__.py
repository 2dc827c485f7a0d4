"""Pages of fees: agreements, ceilings, payments, claims."""
