"""The law of fees: agreements and ceilings, exemptions, hardship. Pure and dated."""
