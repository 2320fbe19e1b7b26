"""Writers of pictures: each turns the pages of a document into one file format, all from the same geometry."""
