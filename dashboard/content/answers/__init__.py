"""The answers in words, the same in every medium: question, answer, what weakens it, what it takes, who moves it."""
