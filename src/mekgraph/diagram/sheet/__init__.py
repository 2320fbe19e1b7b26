"""From a scene and where its nodes stand to pages: cards, lines, legend, and the numbered sources."""
