"""The pages of agencies and administrators: one module a page, each with `render(context, who)`."""
