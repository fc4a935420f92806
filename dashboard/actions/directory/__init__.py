"""The service directory: everybody searches it; coordinators and administrators correct it."""
