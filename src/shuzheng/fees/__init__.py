"""Cost ceilings, fee agreements, and who pays nothing."""
