"""Scripts that make the files which documents begin as; run by who changes our looks, never by the program."""
