"""Publishers' real answers, kept once as a folder and served again over loopback."""
