"""What the kitchen must know: how many eat, and how many of them have told of which diet, without names."""
