"""Open data: what is shown, as files with addresses that stay; each with its columns, its source and its licence."""
