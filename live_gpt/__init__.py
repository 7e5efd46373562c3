"""The GPT of docs/live.md: its model in PyTorch, its training, and the file that the page loads."""
