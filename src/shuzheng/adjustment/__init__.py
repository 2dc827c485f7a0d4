"""The annual review of the catalogue: which certificates the province drops, watches and adds."""
