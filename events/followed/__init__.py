"""Following up those who took part in a programme, for years: what is due, doing it, and the mail that goes out."""
