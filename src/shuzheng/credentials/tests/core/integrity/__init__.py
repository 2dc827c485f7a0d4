"""Tests of proofs of any document: both suites, sets and chains."""
