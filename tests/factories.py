"""Builders of what the tests need; each app's builders stand in a section of their own."""
