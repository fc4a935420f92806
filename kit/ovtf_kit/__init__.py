"""What areas are made and tested with: a template, the rules, examples, and catalogs for translators."""
