"""Anonymous evaluations: links, answers in batches, results."""
