"""Objects of infrastructure, of the draft and of the national plan, as several pages tell of them."""
