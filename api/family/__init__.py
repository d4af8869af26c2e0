"""The page behind a share link: plain HTML, complete without script."""
