"""Tests in a real browser, against real Voilà and real JupyterLab."""
