"""What a page says, without format: the same content feeds the screen and the files that leave it."""
