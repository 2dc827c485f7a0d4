"""Commands of the open interface."""
