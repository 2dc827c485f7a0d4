"""The formulas of the figures, and which of them may be shown to whom. Pure."""
