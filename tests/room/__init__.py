"""The room of a session: its database, what it shows, what it leaves."""
