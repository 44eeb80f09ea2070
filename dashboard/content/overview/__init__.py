"""What the page Översikt says: the two answers, the measures row by row, what has changed and what is waited for."""
