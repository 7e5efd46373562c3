"""How it is shown: prepared Markdown, lists and maps, finished HTML, Run. Knows no tests."""
