"""The next edition of an event: a new page like the old one, with other days, and nobody on it."""
