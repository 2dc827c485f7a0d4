"""Tests of the data model of credentials, statement by statement."""
