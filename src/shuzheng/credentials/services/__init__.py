"""Acts on certificates: keys, issuing, status."""
