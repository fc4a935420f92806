"""Tools for maintainers and plugin authors."""
