"""Charts, tables, reports and bundles to files that people take with them."""
