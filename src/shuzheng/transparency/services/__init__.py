"""Acts on the log: append, publish, anchor, export."""
