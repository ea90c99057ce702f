"""The demo's content: two invented bodies, their people, places, pages and events."""
