"""The few anywidgets that a page is made of, and the scripts and style built for them."""
