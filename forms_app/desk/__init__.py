"""The submissions desk: what organisers and officers see of the answers to a form, and do with them."""
