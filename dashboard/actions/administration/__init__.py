"""For administrators: people, agencies and their membership, areas, the audit, and forms for Kobo or ODK."""
