"""Acts of the figures: take a cut, note an export."""
