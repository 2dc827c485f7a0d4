"""The mathematics of alliances: where sites are best added."""
