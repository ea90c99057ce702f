"""What is written to those who registered, beside what each change of their registration tells by itself."""
