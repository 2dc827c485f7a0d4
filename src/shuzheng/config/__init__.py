"""Settings, addresses and commands: the wiring that imports everything and is imported by nothing."""
