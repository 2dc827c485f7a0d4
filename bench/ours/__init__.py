"""What is measured of the platform. Each module is a program with the platform's environment."""
