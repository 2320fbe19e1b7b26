"""Network diagrams: a scene says what is shown, a layout says where, a writer says how."""
