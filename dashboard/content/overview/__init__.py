"""What the page Översikt says: the two answers, the measures row by row, what is new and what is waited for."""
