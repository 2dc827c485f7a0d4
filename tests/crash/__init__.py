"""`make crash`: kill the platform while it issues, revokes and publishes, and look what is left.

A campaign goes in histories, each on a fresh copy of a prepared database. In every turn one or two
victims (`victim`) start as a worker does, do acts and write down, durably, what was done. The
campaign (`campaign`) kills them by SIGKILL: at the n-th statement, commit or file operation of
their own (`blows`), or at a random instant; on PostgreSQL now and then the server's process with
them. Then it looks (`finding`): first at what lies there, then again after the next start.

Not part of the suite: `CRASHES=200 SEED=1 make crash`.
"""
