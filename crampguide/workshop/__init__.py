"""A session with a group: its content and steps, the room that phones join, what they see, and the paper."""
