"""The guide, the evidence and the methods: each holds the state of one page and its one observer."""
