"""The desk's pages about requests of people whose data are stored."""
