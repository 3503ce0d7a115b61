"""From one person's answers to a finding: danger first, then shares. Numbers and records, no text."""
