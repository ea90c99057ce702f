"""Views of this floor: of the admin, and the public search."""
