"""How the site is sent: headers for any host, a server for this machine, a release archive."""
