"""Inviting people to an event by name: the list, the mails, the link by which each answers, and reminders."""
