"""The notebooks and the documentation: both run."""
