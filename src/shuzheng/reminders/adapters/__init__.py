"""The ways by which a digest leaves the platform."""
