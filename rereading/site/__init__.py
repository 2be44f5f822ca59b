"""What turns pages into the site: figures as HTML, a light layout, one command to build."""
