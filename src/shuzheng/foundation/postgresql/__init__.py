"""The PostgreSQL backend: Django's own, with two things that busy pages need."""
