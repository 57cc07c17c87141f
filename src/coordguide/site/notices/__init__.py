"""What others made and we hand on, with the notices that their licenses ask for."""
