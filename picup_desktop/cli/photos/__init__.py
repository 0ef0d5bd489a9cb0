"""Commands about albums and photos: lists, get, delete, trash, restore, free."""
