"""That what is shown is what ran: running blocks, the pytest plugin, the guard."""
