"""Commands for maintainers: not installed, and imported by no build of the site."""
