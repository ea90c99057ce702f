"""The desk's pages about disposal runs."""
