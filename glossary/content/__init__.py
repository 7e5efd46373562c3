"""What there is: terms, scripts, labs, pictures, sources, and their rules. Knows no site builder."""
