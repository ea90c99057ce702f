"""Ready-made questions of the officers."""
