"""A body's own words for the mails about registrations."""
