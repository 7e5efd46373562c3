"""Code of the labs in docs/labs/ that is used by more than one of them, and their study."""
