"""What is measured of others. Each module is a program with the peers' environment."""
