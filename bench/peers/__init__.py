"""The same page in each peer, as its own documentation would write it: all questions, one chart, the level's title."""
