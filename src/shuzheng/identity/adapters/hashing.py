"""How passwords are kept in a demonstration."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightHasher(Argon2PasswordHasher):
    """Argon2 at its lightest: the demonstration's passwords are printed for everybody to read.

    A hash names its own cost. Where production reads one, the next sign-in makes it a heavy one.
    """

    time_cost = 1
    memory_cost = 1024
    parallelism = 1
