"""Tables as XLSX and CSV."""
