"""Questions asked later: of those with a place, or of those already registered."""
