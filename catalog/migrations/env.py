"""Where Alembic starts: on the one connection that the store hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite cannot alter most of a table
)
context.run_migrations()
