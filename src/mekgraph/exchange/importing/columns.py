"""The tables that can be imported and the columns that each needs; data/README.md lists the optional ones."""

TABLES: dict[str, tuple[str, ...]] = {
    "actors": ("id", "type", "name_en"),
    "types": ("id", "extra_type"),
    "events": ("id", "type", "name_en", "start_date", "end_date"),
    "documents": ("id", "type", "name_en", "parties"),
    "sources": ("id", "title", "publisher", "language", "date_published", "url"),
    "acronyms": ("actor_id", "language", "acronym", "status"),
    "name_status": ("actor_id", "language", "status"),
    "names": ("id", "language", "name", "status"),
    "places": ("place_en", "place_ru", "place_uz"),
    "themes": ("id", "theme"),
    "claims": ("subject_id", "relation", "object_id", "source_id", "locator", "confidence"),
    "attributions": ("subject_id", "relation", "object_id", "source_id", "locator", "attributed_to", "attribution_en"),
    "figures": ("about_id", "measure", "value", "bound", "unit", "source_id", "locator"),
    "disagreements": ("id", "topic", "question_en"),
    "readings": ("disagreement_id", "letter", "statement_en", "claims", "source_ids"),
}
