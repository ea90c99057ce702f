"""The organiser's side of registrations, at the desk of the form: places, arrivals, and what is done with each."""
