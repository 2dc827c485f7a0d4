"""The mathematics of assessment: who sits where."""
