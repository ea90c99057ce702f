"""Taking answers out of the site: what was ordered, read in bounded pieces, as CSV, XLSX or JSON."""
