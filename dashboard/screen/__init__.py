"""What a page is made of on screen."""
