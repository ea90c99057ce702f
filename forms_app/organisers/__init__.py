"""What those who look after a page are told by mail."""
