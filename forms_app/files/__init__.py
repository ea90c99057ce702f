"""Files as answers: what is taken, how it is looked at, and where it lies. Off unless the body turns it on."""
