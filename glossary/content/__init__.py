"""What there is: terms, scripts, labs, pictures, sources, their rules. Knows no builder."""
