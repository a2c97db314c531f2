"""What other programs read about the site: changes of the directory, the sitemap, robots.txt, security.txt."""
