"""What officers see of privacy in the admin."""
