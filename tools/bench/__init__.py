"""How fast the site is: to build, to rebuild, to open, to run Python in. See README.md here."""
