"""The guide's equation tried on the people of a national survey."""
