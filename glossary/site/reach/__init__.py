"""What readers take with them: each page as Markdown and as notebook, all of it as data, a feed.

Made from the prepared tree, so nothing is written twice, and the same for every builder.
"""
