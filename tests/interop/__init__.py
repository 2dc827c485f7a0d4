"""Verifiers of others judge our certificates, with the network off."""
