"""Everything that turns content, pages and the package into the site."""
