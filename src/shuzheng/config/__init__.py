"""Settings, addresses and commands: imports everything, is imported by nothing."""
