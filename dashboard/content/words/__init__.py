"""The words that must stay, each with one sentence: for the page Ord and for the terms in running text."""
