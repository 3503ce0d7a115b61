"""How well the guide does: published cases, a survey, and what one changed number does."""
