"""Getting the content wrong in every small way: a test or a proof must notice each."""
