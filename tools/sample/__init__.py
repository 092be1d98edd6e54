"""The fictional but lifelike sample data ("Beispieldaten"), one module a subject."""
