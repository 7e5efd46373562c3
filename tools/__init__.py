"""Commands for maintainers. Not installed, and imported by nothing in glossary/."""
