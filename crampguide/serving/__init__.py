"""Notebooks as web pages: Voilà with strict settings, JupyterLab, and the room on a local network."""
