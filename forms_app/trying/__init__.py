"""Trying a form and previewing its pages and mails."""
