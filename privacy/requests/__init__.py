"""Requests of people about their own data, from receipt to answer (GDPR 12, 15-21)."""
