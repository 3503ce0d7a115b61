"""The server as programs meet it: what it answers, what it refuses, and what it leaves behind. No browser."""
