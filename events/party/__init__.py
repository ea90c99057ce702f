"""Those who come with a registration, and how they change after it was sent: somebody joins, leaves, or is another."""
