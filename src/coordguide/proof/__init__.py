"""Proofs over every case: what must always hold, checked by a solver and not by samples."""
