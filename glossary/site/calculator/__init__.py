"""The calculator in the pages: the arithmetic of glossary/models as JavaScript, and its form."""
