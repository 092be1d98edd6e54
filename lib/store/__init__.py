"""The store: schema, engine, migrations, queries. The only home of SQL."""
