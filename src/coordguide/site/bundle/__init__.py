"""What the browser loads: the page's files, its Python, their digests, and what is kept offline."""
