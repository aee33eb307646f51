"""Addresses to pages."""
