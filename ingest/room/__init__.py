"""The office's room: a file or a fetch is read in beside what is shown, looked at, and then accepted or refused."""
