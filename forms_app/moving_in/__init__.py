"""Moving a running event in from a list of another system."""
